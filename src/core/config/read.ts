import type { KnownFile } from '../clients/known-file.ts';
import type { NativeList } from '../native/native.ts';
import { TextDocument } from '../text/document.ts';
import { render, say, type Message } from '../text/message.ts';
import type { ConfigFile, ProviderDeclaration, ReadStatus, SyntaxProblem } from './config-file.ts';
import type { CatalogText } from './read-gateway.ts';
import { findServers, uniteReadings, type FoundServers } from './find-servers.ts';
import { child, type ConfigNode } from './node.ts';
import { syntaxOf } from './syntaxes.ts';

/** A file as the host found it. */
export interface ConfigSource {
  readonly path: string;
  readonly root?: string;
  readonly known: KnownFile;
  readonly live: boolean;
  /** The text, with what of it could not be taken as it stands on disk; or why there is none. */
  readonly content: { readonly text: string; readonly flaw?: Message; readonly catalogs?: readonly CatalogText[] } | { readonly absent: true }
    /** `linkedOut`: because it is a symbolic link that leads out of its workspace. */
    | { readonly unreadable: Message; readonly linkedOut?: true }
    /** It is there, and its client keeps it in a form that is no text. */
    | { readonly opaque: Message };
}

/** Read a config file whose syntax is loaded, as JSON always is: its servers and model providers, and how reading went. Never throws. */
export function readConfigFile(source: ConfigSource): ConfigFile {
  const { known, content } = source;
  const location = known.locations[0]!;
  const base = {
    path: source.path,
    ...(source.root !== undefined && { root: source.root }),
    known,
    clients: known.clients,
    spelling: known.spelling,
    scope: known.scope,
    live: source.live,
    syntax: location.syntax,
  };
  const nothing = { document: new TextDocument(''), problems: [], declarations: [], providers: [] };
  if (location.opaque && !('absent' in content)) return { ...base, ...nothing, status: 'opaque', reason: location.opaque };
  if ('absent' in content) return { ...base, ...nothing, status: 'absent' };
  if ('opaque' in content) return { ...base, ...nothing, status: 'opaque', reason: content.opaque };
  if ('unreadable' in content) return { ...base, ...nothing, status: 'unreadable', reason: content.unreadable, ...(content.linkedOut && { linkedOut: true }) };

  const syntax = syntaxOf(location.syntax);
  // `readPlace` loads it; where something went by it, the file must not look as if nothing stood in it.
  if (!syntax) return { ...base, ...nothing, status: 'unreadable', reason: say('what reads its syntax is not loaded') };

  // Damaged or not, a text without the word holds no servers: it need not be read, nor complained of.
  if (known.aside && speaksOfOtherThings(content.text, known)) return { ...base, ...nothing, status: 'read', reason: noServer(), aside: true };

  const document = new TextDocument(content.text);
  const { tree, problems, relaxed } = syntax.parse(content.text);
  const { declarations, misshapen, namedFiles } = servers(tree, source, document, problems.length > 0);
  const providers = tree ? providersIn(tree, known, document) : [];
  const lists = listsIn(tree, known, problems.length > 0 || relaxed !== undefined, content.text.length);
  const read = outcome(tree, problems[0], document, known, { servers: declarations.length + namedFiles.length, providers: providers.length, lists: lists.length }, misshapen[0]);
  const { status, reason } = content.flaw && read.status === 'read' ? { status: 'partial' as const, reason: content.flaw } : read;
  const aside = known.aside && status === 'read' && declarations.length === 0 && namedFiles.length === 0 && providers.length === 0 && lists.length === 0;
  return { ...base, document, ...(aside && { aside }), ...(tree && { tree }), problems, ...(relaxed && { relaxed }), declarations, ...(namedFiles.length > 0 && { namedFiles }), providers, ...(lists.length > 0 && { lists }), status, ...(reason && { reason }) };
}

/** Whether none of the keys under which its clients keep servers, or what makes them ask less, stands in a text, in whatever syntax; escapes could hide one. */
function speaksOfOtherThings(text: string, { locations }: KnownFile): boolean {
  if (text.includes('\\')) return false;
  return locations.every(({ servers, providers, lists, loosens = [] }) => !providers && !lists?.keys.some((key) => text.includes(key)) && loosens.every(({ at }) => !text.includes(at.findLast((key) => key !== '*') ?? '')) && servers.every((place) => (place === 'bare' ? !/"(?:command|(?:server|http)?url)"/i.test(text) : !text.includes(place.at.findLast((key) => key !== '*') ?? ''))));
}

function noServer(): Message {
  return say('no server is declared in it');
}

function servers(tree: ConfigNode | undefined, { known, path }: ConfigSource, document: TextDocument, damaged: boolean): FoundServers {
  const name = /([^/\\]*?)(?:\.[^./\\]*)?$/.exec(path)?.[1] ?? '';
  const found = tree ? findServers(tree, known, document, name) : { declarations: [], misshapen: [], namedFiles: [] };
  const { syntax, servers: places } = known.locations[0]!;
  const forgiving = damaged && places.some((place) => place !== 'bare' && place.settings);
  const recovered = forgiving ? syntaxOf(syntax)?.recover?.(document.text) : undefined;
  return recovered ? { ...found, declarations: uniteReadings(found.declarations, findServers(recovered, known, document, name).declarations) } : found;
}

/** Where other clients keep servers: in the wrong file they do nothing, and whoever wrote them there should know. */
export const otherKeys = ['mcpServers', 'servers', 'mcp_servers', 'context_servers'];

function hasEntries(node: ConfigNode | undefined): boolean {
  return node?.kind === 'object' && node.entries.some(({ value }) => value?.kind === 'object');
}

/** The model providers that the clients of a file find in its tree, each reader asked once. */
function providersIn(tree: ConfigNode, { locations, scope }: KnownFile, document: TextDocument): ProviderDeclaration[] {
  const readers = new Set(locations.flatMap((location) => location.providers ?? []));
  return [...readers].flatMap((reader) => reader(tree, document, scope));
}

/** The lists of servers that clients keep in a file. */
function listsIn(tree: ConfigNode | undefined, { locations }: KnownFile, broken: boolean, length: number): NativeList[] {
  const readers = new Set(locations.flatMap((location) => location.lists ?? []));
  return [...readers].flatMap((reader) => {
    if (reader.broken && (broken || !tree || length > (reader.limit ?? Infinity))) return reader.broken() ?? [];
    return (tree && reader.read(tree)) ?? [];
  });
}

function outcome(tree: ConfigNode | undefined, problem: SyntaxProblem | undefined, document: TextDocument, known: KnownFile, found: { readonly servers: number; readonly providers: number; readonly lists: number }, misshapen: Message | undefined): { status: ReadStatus; reason?: Message } {
  if (problem) {
    const line = document.positionAt(problem.span.start).line + 1;
    return { status: tree?.kind === 'object' || found.providers > 0 ? 'partial' : 'invalid', reason: say('line {line}: {problem}', { line, problem: render(problem.message) }) };
  }
  if (!tree) return { status: 'read', reason: say('the file is empty') };
  const onlyProviders = known.locations.every((location) => location.servers.length === 0);
  if (tree.kind !== 'object' && !(onlyProviders && tree.kind === 'array')) return { status: 'invalid', reason: say('the file is not a map') };
  if (misshapen) return { status: 'partial', reason: misshapen };
  if (found.servers + found.providers + found.lists > 0) return { status: 'read' };
  if (onlyProviders) return { status: 'read', reason: say('no model provider is named in it') };
  const other = otherKeys.find((key) => child(child(tree, key), 'command') === undefined && hasEntries(child(tree, key)));
  return { status: 'read', reason: other === undefined ? noServer() : say('no server is declared in it: the clients that read it do not look under `{key}`', { key: other }) };
}
