import { below, child, stepsOf, type ConfigNode, type Path } from '../../config/node.ts';
import { say } from '../../text/message.ts';
import type { ListReader, NativeEntry, NativeList, NativeProblem, NativeSwitch } from '../native.ts';
import { readIdentity } from './identity.ts';
import { identityProblems } from './identity-problems.ts';

/** The table of plugins is there: then a plugin's server needs an entry of its own. */
export const pluginsListed = 'plugins';
/** Plugins are switched off, and their servers with them. */
export const pluginsFeature = 'features.plugins';

/**
 * `requirements.toml` (openai/codex, codex-rs/config/src/mcp_requirements.rs and config_requirements.rs; developers.openai.com/codex, managed
 * configuration): `[mcp_servers.NAME.identity]`, and the same for plugins' servers below `[plugins.PLUGIN]`.
 */
export const codexLists: ListReader = { keys: ['mcp_servers', 'plugins'], read };

function read(tree: ConfigNode): NativeList | undefined {
  const servers = child(tree, 'mcp_servers');
  const plugins = child(tree, 'plugins');
  const feature = child(child(tree, 'features'), 'plugins');
  const off = feature?.kind === 'boolean' && feature.value === false;
  if (!servers && !plugins && !off) return undefined;
  const found: Found = { entries: [], problems: [] };
  readServers(servers, ['mcp_servers'], undefined, found);
  if (plugins?.kind === 'object') {
    stepsOf(plugins).forEach((step, i) => {
      const { key, value } = plugins.entries[i]!;
      const way: Path = ['plugins', step];
      if (value?.kind !== 'object') found.problems.push(refused(way));
      else readServers(child(value, 'mcp_servers'), [...way, 'mcp_servers'], key, found);
    });
  } else if (plugins) found.problems.push(refused(['plugins']));
  const switches: NativeSwitch[] = [
    ...(plugins?.kind === 'object' ? [{ key: pluginsListed, value: true, path: ['plugins'] }] : []),
    ...(off ? [{ key: pluginsFeature, value: false, path: ['features', 'plugins'] }] : []),
  ];
  return { native: 'codex', allows: servers !== undefined, entries: found.entries, switches, problems: found.problems };
}

interface Found {
  readonly entries: NativeEntry[];
  readonly problems: NativeProblem[];
}

function readServers(node: ConfigNode | undefined, way: Path, plugin: string | undefined, { entries, problems }: Found): void {
  if (!node) return;
  if (node.kind !== 'object') {
    problems.push(refused(way));
    return;
  }
  stepsOf(node).forEach((step, i) => {
    const { key: name, value } = node.entries[i]!;
    const path = below(way, step);
    const identity = readIdentity(child(value, 'identity'));
    if (!identity) {
      problems.push(refused(path, name));
      return;
    }
    entries.push({ effect: 'allow', path, matches: { kind: 'identity', name, ...(plugin !== undefined && { plugin }), identity } });
    problems.push(...identityProblems(name, child(value, 'identity')!, identity, path));
  });
}

/** One entry that Codex cannot read is an error in the whole file, and Codex ends with it (codex-rs/config/src/loader/mod.rs). */
function refused(path: Path, name?: string): NativeProblem {
  return {
    rule: 'native-invalid-entry',
    path,
    severity: 'error',
    message:
      name === undefined
        ? say('Codex expects a table here, and does not start with a requirements file that it cannot read. Write it as `[mcp_servers.NAME.identity]`.')
        : say('Codex cannot read the `identity` of `{name}`, and does not start at all with a requirements file that it cannot read. Write `command` or `url` there: as text, or as a table with only the keys that Codex knows.', { name }),
  };
}
