import { secretsIn } from '../../secret/find.ts';
import { say } from '../../text/message.ts';
import type { NativeEntry, NativeProblem } from '../native.ts';

/** Credentials that are written out in a list: it is handed out to every machine, and read by everybody there. */
export function secrets(entries: readonly NativeEntry[]): readonly NativeProblem[] {
  return entries.flatMap(({ path, matches }): NativeProblem[] => {
    const [command = '', ...args] = matches.kind === 'command' ? matches.argv : [];
    const holder = {
      env: [],
      headers: [],
      args: [command, ...args].map((value) => ({ value, path })),
      ...(matches.kind === 'url' && { url: { value: matches.pattern, path } }),
    };
    return matches.kind !== 'name' && secretsIn(holder).some(({ confidence }) => confidence === 'high')
      ? [{ rule: 'native-secret', path, message: say('A credential stands in this entry. A list of servers is handed out to every machine it holds on, and everybody can read it there: take the credential out, and let the server get it from its environment.') }]
      : [];
  });
}
