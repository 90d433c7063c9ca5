import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { NativeEntry, NativeProblem } from '../native.ts';
import { keys } from './keys.ts';

/** Entries for local servers that let none start. @param allBlocked every local server is blocked anyway */
export function idleIn(local: readonly NativeEntry[], allBlocked: boolean): NativeProblem[] {
  if (allBlocked) {
    return local.length === 0 ? [] : [{ rule: 'native-dead-entry', path: [keys.allowed], part: 'key', message: say('`{key}` is false, which blocks every local server: what this list names is blocked too. Take the switch out where these servers should start.', { key: keys.marketplace }) }];
  }
  const seen = new Set<string>();
  return local.flatMap(({ path, matches }): NativeProblem[] => {
    if (matches.kind !== 'name') return [];
    const { name } = matches;
    const again = seen.has(name);
    seen.add(name);
    if (again) return [{ rule: 'native-dead-entry', path, message: say('`{name}` stands in this list already.', { name }) }];
    // What the schema still calls an id, and what an older one was: servers are called `github.com/owner/repository` there, without `https`.
    if (/^https?:\/\//i.test(name)) return [{ rule: 'native-dead-entry', path, message: say('Cline compares this with the name under which a server is declared, not with an address, so `{name}` lets none start. Write the name that stands in `mcpServers`.', { name: maskText(name) }) }];
    return [];
  });
}
