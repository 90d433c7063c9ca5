import type { NativeMatch } from '../native.ts';

/** The one command line that an entry names, word for word; undefined where it names an address, a name, or more than one line. */
export function fixedArgv(matches: NativeMatch): readonly string[] | undefined {
  if (matches.kind === 'command') return matches.argv;
  if (matches.kind !== 'identity' || matches.identity.kind !== 'launch') return undefined;
  const { executable, args } = matches.identity;
  const words = args.flatMap((arg) => (arg.match === 'exact' ? [arg.value] : []));
  return words.length === args.length ? [executable, ...words] : undefined;
}
