import { say, type Message } from '../../text/message.ts';
import type { Enforcement, Judgement, NativeEntry, NativeFile, NativeSubject } from '../native.ts';
import { fits, type Launched } from './identity.ts';
import { pluginOf, type Plugin } from './plugin-of.ts';
import { pluginsFeature, pluginsListed } from './read.ts';

type Found = { readonly file: NativeFile; readonly path: NativeEntry['path'] };
type Entry = Found & { readonly matches: Extract<NativeEntry['matches'], { kind: 'identity' }> };

/**
 * Codex starts a server where its name is listed and what stands behind the name fits; of several requirement files the stronger one's keys
 * replace the weaker one's (openai/codex, codex-rs/config/src/mcp_requirements.rs, requirements_layers/stack.rs). A plugin's servers are only
 * held against the plugin's own list, unless no server at all is allowed.
 */
export function enforceCodex(files: readonly NativeFile[]): Enforcement {
  const lists = files.filter(({ list }) => list.native === 'codex');
  const entries = lists.flatMap((file) => file.list.entries.flatMap(({ path, matches }): Entry[] => (matches.kind === 'identity' ? [{ file, path, matches }] : [])));
  const unreadable = lists.flatMap((file) => file.list.problems.flatMap(({ rule, path }): Found[] => (rule === 'native-invalid-entry' ? [{ file, path }] : [])))[0];
  const allows = lists.flatMap((file): Found[] => (file.list.allows ? [{ file, path: ['mcp_servers'] }] : []))[0];
  const pluginList = switched(lists, pluginsListed);
  const noPlugins = switched(lists, pluginsFeature);
  const ordinary = entries.filter(({ matches }) => matches.plugin === undefined);

  const judge = (subject: NativeSubject): Judgement => {
    if (unreadable) return blocked(say('Codex does not start at all with a requirements file that it cannot read.'), unreadable);
    const plugin = pluginOf(subject);
    if (plugin) return ofPlugin(subject, plugin);
    if (!allows) return { outcome: 'allowed', reason: say('Codex has no list of MCP servers here, so it starts any.') };
    if (ordinary.length === 0) return blocked(say('The list of MCP servers that Codex may start is empty, so it starts none.'), allows);
    return held(subject, ordinary, allows);
  };
  const ofPlugin = (subject: NativeSubject, plugin: Plugin): Judgement => {
    if (noPlugins) return blocked(say('Plugins are switched off in Codex, and with them their servers.'), noPlugins);
    if (allows && ordinary.length === 0) return blocked(say('The list of MCP servers that Codex may start is empty, and that goes for the servers of plugins too.'), allows);
    if (!pluginList) return { outcome: 'allowed', reason: say('Codex lists no servers of plugins, so it starts any; its list of other servers says nothing of them.') };
    const own = entries.filter(({ matches }) => matches.plugin !== undefined && (plugin.name === undefined || matches.plugin === plugin.name));
    const judged = held(subject, own, pluginList);
    const open = plugin.name === undefined || own.length === 0;
    if (judged.outcome === 'blocked' || !open) return judged;
    return { ...judged, outcome: 'undetermined', reason: say('Codex lists a server of a plugin under this name, and from the place of the file it cannot be told which plugin this is.') };
  };
  return { native: 'codex', files: lists, restricts: [unreadable, allows, pluginList, noPlugins].some((each) => each !== undefined), unseen: unseen(), problems: [], judge };
}

function switched(lists: readonly NativeFile[], key: string): Found | undefined {
  return lists.flatMap((file) => file.list.switches.flatMap((each): Found[] => (each.key === key ? [{ file, path: each.path }] : [])))[0];
}

/** @param list where the decision stands when no entry is about the server */
function held(subject: NativeSubject, entries: readonly Entry[], list: Found): Judgement {
  const { server } = subject;
  const named = entries.filter(({ matches }) => matches.name === server.name);
  if (named.length === 0) return blocked(say('Codex starts only servers that are on its list by name and by what they start, and no entry is called `{name}`.', { name: server.name }), list);
  const launched = launchedBy(subject);
  if (!launched) return { outcome: 'undetermined', reason: say('Codex has an entry called `{name}`, and what this server starts cannot be told from its declaration.', { name: server.name }), by: by(named[0]!) };
  for (const entry of named) {
    const fit = fits(entry.matches.identity, launched);
    if (fit === undefined) return { outcome: 'undetermined', reason: say('Codex has an entry called `{name}` with a regular expression that is not understood here.', { name: server.name }), by: by(entry) };
    // The entry of a stronger file stands in place of this one.
    return fit ? allowed(entry) : blocked(say('Codex has an entry called `{name}`, but this server starts or calls something else.', { name: server.name }), entry);
  }
  return blocked(say('Codex has no entry for this server.'), list);
}

/** What Codex compares; where both a command and an address stand there, it refuses the declaration. */
export function launchedBy({ server }: Pick<NativeSubject, 'server'>): Launched | undefined {
  const { command, url, args } = server;
  if (server.ambiguity || server.extension || (command && url)) return undefined;
  if (command) return { argv: [command.value, ...args.map(({ value }) => value)] };
  return url && { url: url.value };
}

function allowed(entry: Entry): Judgement {
  const { identity, name } = entry.matches;
  if (identity.kind === 'command') return { outcome: 'allowed', level: 'name', by: by(entry), reason: say('Codex starts `{name}` with this program, whatever its arguments say: the entry does not look at them.', { name }) };
  return { outcome: 'allowed', level: 'launch', by: by(entry), reason: say('Codex has an entry called `{name}` for exactly this; variables and the working directory are not looked at.', { name }) };
}

function blocked(reason: Message, at: Found): Judgement {
  return { outcome: 'blocked', reason, by: by(at) };
}

function by({ file, path }: Found): { file: NativeFile; path: NativeEntry['path'] } {
  return { file, path };
}

function unseen(): readonly Message[] {
  return [
    say('Requirements that the organisation sets for its accounts in the cloud: they count before the file of this machine.'),
    say('On a Mac, requirements that device management sets (`com.openai.codex`, `requirements_toml_base64`): they count before all others.'),
  ];
}
