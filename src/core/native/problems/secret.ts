import { secretsIn } from '../../secret/find.ts';
import { say } from '../../text/message.ts';
import type { NativeEntry, NativeProblem } from '../native.ts';
import { fixedArgv } from './fixed-argv.ts';

/** Credentials that are written out in a list: it is handed out to every machine, and read by everybody there. */
export function secrets(entries: readonly NativeEntry[]): readonly NativeProblem[] {
  return entries.flatMap(({ path, matches }): NativeProblem[] => {
    const argv = fixedArgv(matches) ?? [];
    const holder = {
      env: [],
      headers: [],
      args: argv.map((value) => ({ value, path })),
      ...(matches.kind === 'url' && { url: { value: matches.pattern, path } }),
    };
    return secretsIn(holder).some(({ confidence }) => confidence === 'high')
      ? [{ rule: 'native-secret', path, message: say('A credential stands in this entry. A list of servers is handed out to every machine it holds on, and everybody can read it there: take the credential out, and let the server get it from its environment.') }]
      : [];
  });
}
