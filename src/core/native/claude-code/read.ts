import { child, lastEntry, stringOf, valueOf, type ConfigNode } from '../../config/node.ts';
import { say } from '../../text/message.ts';
import type { ListReader, NativeEntry, NativeList, NativeProblem, NativeSwitch } from '../native.ts';
import { readTripleList, type Strictness } from '../triple/entry.ts';

/** "Each entry is an object with a single key" (https://code.claude.com/docs/en/managed-mcp); so in its schema: additionalProperties is false. */
const strictness: Strictness = { wrongValue: 'invalid', otherKey: 'invalid' };

export const listKeys = { allow: 'allowedMcpServers', deny: 'deniedMcpServers' } as const;

/** Only the managed allow list counts, where it is on in managed settings. */
export const lock = 'allowManagedMcpServersOnly';
/** That a file takes all other servers out: the switch's value is `unreadable` where it holds no map of servers. */
export const exclusive = 'managed-mcp.json';
/** Names of servers of `.mcp.json`, one switch each. */
export const rejected = 'disabledMcpjsonServers';
export const pluginOnly = 'strictPluginOnlyCustomization';
/** A program that makes the managed settings anew when Claude Code starts. */
export const helper = 'policyHelper';
/** `environment.NAME`: a settings file sets the variable. What to is not kept: it may be a secret. */
export const environment = 'environment.';

const flags = [lock, 'enableAllProjectMcpServers', 'disableClaudeAiConnectors', 'allowAllClaudeAiMcps'] as const;
const nameLists = [rejected, 'enabledMcpjsonServers'] as const;

/**
 * Settings of every scope (https://code.claude.com/docs/en/settings-reference, MCP). What holds only in managed settings is read everywhere and
 * weighed by who knows the scope.
 */
export const settingsLists: ListReader = { keys: [listKeys.allow, listKeys.deny, ...flags, ...nameLists, pluginOnly, helper], read: readSettings };

/** `managed-mcp.json`: that it is there is what it says. An empty file is one too. */
export const exclusiveList: ListReader = { keys: [''], read: readExclusive };

function readSettings(tree: ConfigNode): NativeList | undefined {
  if (tree.kind !== 'object') return undefined;
  const entries: NativeEntry[] = [];
  const problems: NativeProblem[] = [];
  let allows = false;
  for (const effect of ['allow', 'deny'] as const) {
    const key = listKeys[effect];
    const node = lastEntry(tree, key)?.value;
    if (!node) continue;
    const read = readTripleList(valueOf(node), effect, (i) => [key, i], strictness);
    if (effect === 'allow') allows = true;
    if (!read) {
      problems.push({ rule: 'native-invalid-entry', path: [key], severity: 'error', message: wrongList(effect) });
      continue;
    }
    entries.push(...read.entries.filter((entry) => takesName(entry, problems)));
    for (const { path, why } of read.faults) problems.push({ rule: 'native-invalid-entry', path, message: said(why) });
  }
  const switches = switchesIn(tree);
  if (!allows && entries.length + problems.length + switches.length === 0) return undefined;
  return { native: 'claude-code', allows, entries, switches: [...switches, ...variablesIn(tree)], problems };
}

function wrongList(effect: NativeEntry['effect']): NativeProblem['message'] {
  return effect === 'allow'
    ? say('`allowedMcpServers` is no list. In managed settings Claude Code then starts no server at all, and versions before 2.1.169 drop the whole policy; in any other settings it takes no notice of the file. Write a list, `[]` for none.')
    : say('`deniedMcpServers` is no list. In managed settings Claude Code drops it and denies nothing; in any other settings it takes no notice of the file. Write a list.');
}

function said(why: NativeProblem['message']): NativeProblem['message'] {
  return say('{why} Claude Code skips this entry; versions before 2.1.154 drop the whole policy because of it.', { why: why.template.replace(/\{(\w+)\}/g, (place, name: string) => why.args[name] ?? place) });
}

/** `allowedMcpServers` takes plain names, `deniedMcpServers` any that has no space around it. */
function takesName({ effect, matches, path }: NativeEntry, problems: NativeProblem[]): boolean {
  if (matches.kind !== 'name') return true;
  const fits = effect === 'allow' ? plainName.test(matches.name) : matches.name.trim() === matches.name;
  if (!fits) {
    const why = effect === 'allow'
      ? say('A name in `allowedMcpServers` has letters, digits, `-` and `_` only, and no wildcard. Name the server by `serverUrl` or `serverCommand`.')
      : say('A name in `deniedMcpServers` has no space before or after it.');
    problems.push({ rule: 'native-invalid-entry', path: [...path, 'serverName'], message: said(why) });
  }
  return fits;
}

export const plainName = /^[a-zA-Z0-9_-]+$/;

function switchesIn(tree: ConfigNode): NativeSwitch[] {
  const switches: NativeSwitch[] = [];
  for (const key of flags) {
    const node = lastEntry(tree, key)?.value;
    // A lock with a value that is none counts as on ("Keys that fail closed"); another flag as if it were absent.
    if (node?.kind === 'boolean') switches.push({ key, value: node.value === true, path: [key] });
    else if (node && key === lock) switches.push({ key, value: true, path: [key] });
  }
  for (const key of nameLists) {
    const node = child(tree, key);
    if (node?.kind === 'array') node.items.forEach((item, i) => addText(switches, key, item, [key, i]));
  }
  const only = child(tree, pluginOnly);
  if (only?.kind === 'boolean') switches.push({ key: pluginOnly, value: only.value === true, path: [pluginOnly] });
  else if (only?.kind === 'array') only.items.forEach((item, i) => addText(switches, pluginOnly, item, [pluginOnly, i]));
  if (child(tree, helper)) switches.push({ key: helper, value: true, path: [helper] });
  return switches;
}

function variablesIn(tree: ConfigNode): NativeSwitch[] {
  const variables = child(tree, 'env');
  return variables?.kind === 'object' ? variables.entries.map(({ key }) => ({ key: environment + key, value: true, path: ['env', key] })) : [];
}

function addText(switches: NativeSwitch[], key: string, item: ConfigNode, path: NativeSwitch['path']): void {
  const text = stringOf(item);
  if (text !== undefined) switches.push({ key, value: text, path });
}

function readExclusive(tree: ConfigNode): NativeList {
  const servers = tree.kind === 'object' ? lastEntry(tree, 'mcpServers')?.value : undefined;
  const readable = servers?.kind === 'object';
  const problems: NativeProblem[] = readable ? [] : [{ rule: 'native-invalid-entry', path: ['mcpServers'], severity: 'error', message: say('There is no map `mcpServers` in it. Claude Code then starts no server at all; versions before 2.1.271 may take no notice of the file. Write the map, `{empty}` for no server.', { empty: '{}' }) }];
  return { native: 'claude-code', allows: false, entries: [], switches: [{ key: exclusive, value: readable ? true : 'unreadable', path: readable ? ['mcpServers'] : [] }], problems };
}
