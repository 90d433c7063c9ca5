import { child, stringOf, type ConfigNode } from '../../config/node.ts';
import { say } from '../../text/message.ts';
import type { ListReader, NativeEntry, NativeList, NativeProblem, NativeSwitch } from '../native.ts';
import { faultIn } from './faults.ts';
import { idleIn } from './idle.ts';
import { keys } from './keys.ts';

/**
 * What an organisation's remote configuration says of servers, as Cline keeps it after fetching it: `cache/remote_config_<organisation>.json`
 * (cline/cline@ab206fe, apps/vscode/src/core/storage/disk.ts). Local servers by name (`allowedMCPServers`), called ones by address where
 * `blockPersonalRemoteMCPServers` stands there: else `remoteMCPServers` only adds servers.
 */
export const clineLists: ListReader = {
  keys: Object.values(keys),
  // `JSON.parse`, and no configuration where that fails (disk.ts, `readRemoteConfigFromCache`).
  broken: () => voided({ rule: 'native-invalid-entry', path: [], message: say('Cline cannot read this as JSON and then restricts nothing, so that every server starts.') }),
  read(tree) {
    if (tree.kind !== 'object' || Object.values(keys).every((key) => child(tree, key) === undefined)) return undefined;
    const fault = faultIn(tree);
    return fault ? voided(fault) : listIn(tree);
  },
};

function voided(problem: NativeProblem): NativeList {
  return { native: 'cline', allows: false, entries: [], switches: [], problems: [problem] };
}

function listIn(tree: ConfigNode): NativeList {
  const blocksCalled = isSet(tree, keys.blockPersonal, true);
  const local = entries(tree, keys.allowed, 'id', (name) => ({ kind: 'name', name }));
  const called = blocksCalled ? entries(tree, keys.remote, 'url', (pattern) => ({ kind: 'url', pattern })) : [];
  const switches = [keys.marketplace, keys.blockPersonal].flatMap((key): NativeSwitch[] => {
    const node = child(tree, key);
    return node?.kind === 'boolean' ? [{ key, value: node.value === true, path: [key] }] : [];
  });
  const problems: NativeProblem[] = [...emptyList(tree), ...idleIn(local, isSet(tree, keys.marketplace, false))];
  return { native: 'cline', allows: local.length > 0 || blocksCalled, entries: [...local, ...called], switches, problems };
}

function isSet(tree: ConfigNode, key: string, value: boolean): boolean {
  const node = child(tree, key);
  return node?.kind === 'boolean' && node.value === value;
}

function entries(tree: ConfigNode, key: string, part: string, matches: (text: string) => NativeEntry['matches']): NativeEntry[] {
  const list = child(tree, key);
  if (list?.kind !== 'array') return [];
  return list.items.flatMap((item, i): NativeEntry[] => {
    const text = stringOf(child(item, part));
    return text === undefined ? [] : [{ effect: 'allow', path: [key, i, part], matches: matches(text) }];
  });
}

/** Elsewhere an empty list lets nothing through; here it is the same as none (docs.cline.bot, MCP server controls). */
function emptyList(tree: ConfigNode): NativeProblem[] {
  const list = child(tree, keys.allowed);
  if (list?.kind !== 'array' || list.items.length > 0 || isSet(tree, keys.marketplace, false)) return [];
  return [{ rule: 'native-ignored-list', path: [keys.allowed], part: 'entry', message: say('Cline takes an empty list for none at all, and lets every local server start. To let none start, set `{key}` to false.', { key: keys.marketplace }) }];
}
