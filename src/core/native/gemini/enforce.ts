import { pointer } from '../../config/node.ts';
import { say, type Message } from '../../text/message.ts';
import type { Enforcement, Judgement, NativeEntry, NativeFile, NativeProblem, NativeSubject } from '../native.ts';
import { differenceFrom, type GeminiDefinition } from './definition.ts';
import { isOfExtension } from './is-extension.ts';

type Found = { readonly file: NativeFile; readonly path: NativeEntry['path'] };

/**
 * Gemini CLI goes by names. What any settings file excludes is off; allowed is what every list of allowed names has, whatever the letter case,
 * in the first one's spelling. Where that comes to nothing, everything is allowed (google-gemini/gemini-cli, packages/cli/src/config/settings.ts
 * since #27377: `getConsolidatedAllowedMcpServers`; packages/core/src/tools/mcp-client-manager.ts: `isBlockedBySettings`, `length > 0`). What the
 * system's settings define under a name is what starts under it.
 */
export function enforceGemini(files: readonly NativeFile[]): Enforcement {
  const lists = files.filter(({ list }) => list.native === 'gemini').toSorted((a, b) => rank(a) - rank(b));
  const excluded = new Map<string, Found>();
  const defined = new Map<string, Found & { readonly definition: GeminiDefinition }>();
  for (const file of lists) {
    for (const { effect, path, matches } of file.list.entries) {
      if (matches.kind === 'definition') defined.set(matches.name, { file, path, definition: matches.definition });
      else if (effect === 'deny' && matches.kind === 'name' && !excluded.has(matches.name)) excluded.set(matches.name, { file, path });
    }
  }
  const allowing = lists.filter(({ list }) => list.allows);
  const { names, emptied } = common(allowing);

  const judge = (subject: NativeSubject): Judgement => {
    const name = nameOf(subject);
    const off = excluded.get(name);
    if (off) return { outcome: 'blocked', by: off, reason: say('`{name}` is among the servers that Gemini CLI’s settings exclude.', { name }) };
    const entry = names.get(name);
    if (names.size > 0 && !entry) return { outcome: 'blocked', by: listIn(allowing.find((file) => !has(file, name)) ?? allowing[0]!), reason: say('`{name}` is not among the names of servers that Gemini CLI’s settings allow.', { name }) };
    const definition = fromLine(subject) ? undefined : defined.get(name);
    if (definition) return ofDefined(subject, definition, entry);
    if (entry) return { outcome: 'allowed', level: 'name', by: entry, reason: say('Gemini CLI’s settings allow the name `{name}`, whatever it starts: nothing in the system’s settings fixes that.', { name }) };
    if (allowing.length > 0) return { outcome: 'allowed', by: listIn(emptied ?? allowing[0]!), reason: say('Of the names that Gemini CLI’s settings allow none is left, and then it starts any server.') };
    return { outcome: 'allowed', reason: say('Gemini CLI’s settings have no list of allowed servers here, so it starts any that is not excluded.') };
  };
  return { native: 'gemini', files: lists, restricts: names.size > 0 || excluded.size > 0 || defined.size > 0, unseen: unseen(), problems: problemsOf(names.size, allowing, emptied), judge };
}

/** The system's settings first, then its defaults, the user's, the folder's. */
function rank({ scope, path }: NativeFile): number {
  return scope === 'managed' ? (/system-defaults\.json$/i.test(path) ? 1 : 0) : scope === 'user' ? 2 : 3;
}

function namesIn({ list }: NativeFile): { readonly name: string; readonly path: NativeEntry['path'] }[] {
  return list.entries.flatMap(({ effect, path, matches }) => (effect === 'allow' && matches.kind === 'name' ? [{ name: matches.name, path }] : []));
}

function like(name: string): string {
  return name.toLowerCase().trim();
}

function has(file: NativeFile, name: string): boolean {
  return namesIn(file).some((each) => like(each.name) === like(name));
}

/** The names that all lists have. @returns the file, too, with which none was left */
function common(allowing: readonly NativeFile[]): { readonly names: ReadonlyMap<string, Found>; readonly emptied?: NativeFile } {
  const [first, ...others] = allowing;
  if (!first) return { names: new Map() };
  let names = new Map(namesIn(first).map(({ name, path }): [string, Found] => [name, { file: first, path }]));
  for (const file of others) {
    const here = new Set(namesIn(file).map(({ name }) => like(name)));
    const left = new Map([...names].filter(([name]) => here.has(like(name))));
    if (left.size === 0 && names.size > 0) return { names: left, emptied: file };
    names = left;
  }
  return { names };
}

function ofDefined(subject: NativeSubject, at: Found & { readonly definition: GeminiDefinition }, entry: Found | undefined): Judgement {
  const name = nameOf(subject);
  const by = { file: at.file, path: at.path };
  if (isOfExtension(subject)) return ofExtension(subject, at);
  const itself = subject.file.path === at.file.path && pointer(subject.server.path) === pointer(at.path);
  if (!itself && differenceFrom(at.definition, subject)) {
    return { outcome: 'blocked', by, reason: say('The system’s settings define `{name}` in another way, and Gemini CLI starts that instead of this declaration.', { name }) };
  }
  return entry
    ? { outcome: 'allowed', level: 'launch', by, reason: say('Gemini CLI’s settings allow `{name}`, and the system’s settings define it just so.', { name }) }
    : { outcome: 'allowed', level: 'launch', by, reason: say('The system’s settings define `{name}` just so, and Gemini CLI starts it.', { name }) };
}

/** Keys of the extension stay where the system's settings have none; an address counts before a command (mcp-client.ts, `createTransport`). */
function ofExtension({ server: { name, command, url, args } }: NativeSubject, { file, path, definition: { launch } }: Found & { readonly definition: GeminiDefinition }): Judgement {
  const by = { file, path };
  const given = JSON.stringify(command ? [command.value, ...args.map(({ value }) => value)] : url?.value);
  const wanted = launch && JSON.stringify('argv' in launch ? launch.argv : launch.url);
  if (given === wanted) return { outcome: 'allowed', level: 'source', by, reason: say('The system’s settings define `{name}` just so, and Gemini CLI starts it with what the extension adds to that.', { name }) };
  if (!launch || url) return { outcome: 'undetermined', by, reason: say('The system’s settings define `{name}` in another way than this extension, and Gemini CLI puts the two together.', { name }) };
  return { outcome: 'blocked', by, reason: say('The system’s settings define `{name}` in another way, and Gemini CLI starts that instead of what the extension says.', { name }) };
}

/** `mcp.serverCommand` makes a server called `mcp`, in place of any other of that name (mcp-client.ts, `populateMcpServerCommand`). */
function fromLine({ server: { path } }: NativeSubject): boolean {
  const [first, second] = path;
  return (path.length === 2 && first === 'mcp' && second === 'serverCommand') || (path.length === 1 && first === 'mcpServerCommand');
}

function nameOf(subject: NativeSubject): string {
  return fromLine(subject) ? 'mcp' : subject.server.name;
}

function listIn(file: NativeFile): Found {
  return { file, path: ['mcp', 'allowed'] };
}

function problemsOf(left: number, allowing: readonly NativeFile[], emptied: NativeFile | undefined): (NativeProblem & { readonly file: NativeFile })[] {
  if (left > 0 || !emptied) return [];
  return [{ rule: 'native-ignored-list', path: ['mcp', 'allowed'], file: emptied, severity: 'error', message: say('No name stands both here and in {other}: then Gemini CLI takes it that there is no list, and starts every server. Name at least one server that both lists have.', { other: allowing.filter((file) => file !== emptied).map(({ path }) => path).join(', ') }) }];
}

function unseen(): readonly Message[] {
  return [
    say('What the organisation sets for its accounts in the cloud (`admin.mcp`): it can switch servers off, allow them by name, and put its own addresses in their place.'),
    say('The option `--allowed-mcp-server-names` on the command line: it takes the place of both lists.'),
    say('Whether the folder is trusted: in one that is not, no server is started.'),
  ];
}
