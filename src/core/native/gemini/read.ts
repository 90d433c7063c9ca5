import { child, stepsOf, stringOf, type ConfigNode } from '../../config/node.ts';
import { say } from '../../text/message.ts';
import type { ListReader, NativeEntry, NativeList, NativeProblem } from '../native.ts';
import { readDefinition } from './definition.ts';

/** `mcp.allowed` and `mcp.excluded` of a settings file (google-gemini/gemini-cli, packages/cli/src/config/settings.ts and settingsSchema.ts). */
export const geminiLists: ListReader = { keys: ['mcp'], read: (tree) => read(tree, false) };

/** The system's settings: their definitions stand in place of everybody else's of the same name (docs/cli/enterprise.md). */
export const geminiSystemLists: ListReader = { keys: ['mcp'], read: (tree) => read(tree, true) };

function read(tree: ConfigNode, system: boolean): NativeList | undefined {
  const mcp = child(tree, 'mcp');
  const allowed = child(mcp, 'allowed');
  const excluded = child(mcp, 'excluded');
  const problems: NativeProblem[] = [];
  const entries = [...names(allowed, 'allowed', problems), ...names(excluded, 'excluded', problems), ...(system ? definitions(child(tree, 'mcpServers')) : [])];
  const admin = child(child(tree, 'admin'), 'mcp');
  if (admin) problems.push({ rule: 'native-ignored-list', path: ['admin', 'mcp'], message: say('Gemini CLI takes `admin` from the organisation’s account in the cloud alone, and overlooks it here: this restricts nothing. Write `mcp.allowed` and `mcpServers` instead.') });
  problems.push(...idle(entries));
  if (!allowed && entries.length === 0 && problems.length === 0) return undefined;
  return { native: 'gemini', allows: allowed?.kind === 'array', entries, switches: [], problems };
}

function names(node: ConfigNode | undefined, key: 'allowed' | 'excluded', problems: NativeProblem[]): NativeEntry[] {
  if (!node) return [];
  const path = ['mcp', key];
  if (node.kind !== 'array') {
    problems.push({ rule: 'native-ignored-list', path, severity: 'error', message: say('Gemini CLI overlooks this: it expects a list of names here. Write `"{key}": [ … ]`.', { key }) });
    return [];
  }
  if (key === 'allowed' && node.items.length === 0) {
    problems.push({ rule: 'native-ignored-list', path, severity: 'error', message: say('An empty list allows every server: Gemini CLI takes it for none. To allow no server, name one that nobody has, and define it under `mcpServers` without a command.') });
  }
  return node.items.flatMap((item, i): NativeEntry[] => {
    const name = stringOf(item);
    if (name === undefined) {
      problems.push({ rule: 'native-invalid-entry', path: [...path, i], message: say('This is no name: Gemini CLI expects text here, and may not start with a list that holds anything else.') });
      return [];
    }
    return [{ effect: key === 'allowed' ? 'allow' : 'deny', path: [...path, i], matches: { kind: 'name', name } }];
  });
}

function definitions(node: ConfigNode | undefined): NativeEntry[] {
  if (node?.kind !== 'object') return [];
  return stepsOf(node).map((step, i): NativeEntry => {
    const { key: name, value } = node.entries[i]!;
    return { effect: 'allow', path: ['mcpServers', step], matches: { kind: 'definition', name, definition: readDefinition(value) } };
  });
}

/** Names that come to nothing. */
function idle(entries: readonly NativeEntry[]): NativeProblem[] {
  const excluded = new Set(entries.flatMap(({ effect, matches }) => (effect === 'deny' && matches.kind === 'name' ? [matches.name] : [])));
  return entries.flatMap(({ effect, path, matches }): NativeProblem[] => {
    if (matches.kind !== 'name') return [];
    const { name } = matches;
    if (effect === 'allow' && excluded.has(name)) return [{ rule: 'native-dead-entry', path, message: say('`{name}` is excluded too, and that wins: it is never started. Take it out of one of the two lists.', { name }) }];
    if (name.includes('*')) return [{ rule: 'native-dead-entry', path, message: say('Gemini CLI compares names as they stand: `*` means nothing here, and no server is called `{name}`. Write every name out.', { name }) }];
    return [];
  });
}
