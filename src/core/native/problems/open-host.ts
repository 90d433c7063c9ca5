import { maskUrl } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { NativeEntry, NativeProblem } from '../native.ts';

/**
 * What approves addresses of hosts that anybody can have: `https://*`, `https://*example.com`, `https://ledger.*`. Behind `*.` a wildcard means the hosts
 * below one that is written out.
 */
export function openHosts(entries: readonly NativeEntry[]): readonly NativeProblem[] {
  return entries.flatMap(({ effect, path, matches }): readonly NativeProblem[] => {
    if (effect !== 'allow' || matches.kind !== 'url') return [];
    const host = /^[^/?#]*:\/\/([^/\\?#]*)/.exec(matches.pattern)?.[1]?.replace(/:(?:\d+|\*)$/, '');
    if (!host?.includes('*') || /^\*\.[^*]*[^*.][^*]*\.[^*.]+$/.test(host) || /^\*\.localhost$/i.test(host)) return [];
    return [{ rule: 'native-open-prefix', path: [...path, 'serverUrl'], message: say('`{pattern}` approves hosts that anybody can have. Write the host out; `*.` before it means every host below it.', { pattern: maskUrl(matches.pattern) }) }];
  });
}
