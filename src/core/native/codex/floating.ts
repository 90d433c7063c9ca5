import { startedBy } from '../../policy/authoring/made-up.ts';
import { say } from '../../text/message.ts';
import type { NativeEntry, NativeProblem } from '../native.ts';

/** Entries that fix every argument, and with them no version. Apart from the reader, which every window loads: taking command lines apart costs. */
export function floatingEntries(entries: readonly NativeEntry[]): NativeProblem[] {
  return entries.flatMap(({ path, matches }): NativeProblem[] => {
    if (matches.kind !== 'identity' || matches.identity.kind !== 'launch') return [];
    const { executable, args } = matches.identity;
    const words = args.flatMap((arg) => (arg.match === 'exact' ? [arg.value] : []));
    const name = words.length === args.length ? floatingPackage([executable, ...words]) : undefined;
    if (name === undefined) return [];
    return [{ rule: 'native-floating-version', path: [...path, 'identity'], severity: 'warning', message: say('This approves whatever `{package}` is on the day it is started: the arguments are fixed, its version is not. Name one version in them.', { package: name }) }];
  });
}

/** The package that a command line runs without fixing its version; undefined where it runs none, or one version of it. */
function floatingPackage(argv: readonly string[]): string | undefined {
  const { identity } = startedBy(argv);
  const ref = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
  return ref && ref.version === undefined && ref.digest === undefined ? ref.name : undefined;
}
