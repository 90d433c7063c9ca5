import type { KnownFile } from '../clients/known-file.ts';
import { TextDocument } from '../text/document.ts';
import { render, say, type Message } from '../text/message.ts';
import type { ConfigFile, ReadStatus, SyntaxProblem } from './config-file.ts';
import { findServers, uniteReadings, type FoundServers } from './find-servers.ts';
import { child, type ConfigNode } from './node.ts';
import { loadSyntax, syntaxOf } from './syntaxes.ts';

/** A file as the host found it. */
export interface ConfigSource {
  readonly path: string;
  readonly root?: string;
  readonly known: KnownFile;
  readonly live: boolean;
  /** The text, with what of it could not be taken as it stands on disk; or why there is none. */
  readonly content: { readonly text: string; readonly flaw?: Message } | { readonly absent: true } | { readonly unreadable: Message };
}

/** Read a config file, in whatever syntax it is: the way for everything that ships. Never throws for anything the file holds. */
export async function readConfig(source: ConfigSource): Promise<ConfigFile> {
  if ('text' in source.content) await loadSyntax(source.known.locations[0]!.syntax);
  return readConfigFile(source);
}

/** Read a config file whose syntax is loaded, as JSON always is: its declarations, and how reading went. Never throws. */
export function readConfigFile(source: ConfigSource): ConfigFile {
  const { known, content } = source;
  const location = known.locations[0]!;
  const base = {
    path: source.path,
    ...(source.root !== undefined && { root: source.root }),
    clients: known.clients,
    spelling: known.spelling,
    scope: known.scope,
    live: source.live,
    syntax: location.syntax,
  };
  const nothing = { document: new TextDocument(''), problems: [], declarations: [], providers: [] };
  if (location.opaque && !('absent' in content)) return { ...base, ...nothing, status: 'unreadable', reason: location.opaque };
  if ('absent' in content) return { ...base, ...nothing, status: 'absent' };
  if ('unreadable' in content) return { ...base, ...nothing, status: 'unreadable', reason: content.unreadable };

  const syntax = syntaxOf(location.syntax);
  // `readConfig` loads it; where something went by it, the file must not look as if nothing stood in it.
  if (!syntax) return { ...base, ...nothing, status: 'unreadable', reason: say('what reads its syntax is not loaded') };

  // Damaged or not, a text without the word holds no servers: it need not be read, nor complained of.
  if (known.aside && speaksOfOtherThings(content.text, known)) return { ...base, ...nothing, status: 'read', reason: noServer(), aside: true };

  const document = new TextDocument(content.text);
  const { tree, problems } = syntax.parse(content.text);
  const { declarations, misshapen, namedFiles } = servers(tree, source, document, problems.length > 0);
  const read = outcome(tree, problems[0], document, declarations.length + namedFiles.length, misshapen[0]);
  const { status, reason } = content.flaw && read.status === 'read' ? { status: 'partial' as const, reason: content.flaw } : read;
  const aside = known.aside && status === 'read' && declarations.length === 0 && namedFiles.length === 0 && known.locations.every(({ providers }) => !providers);
  return { ...base, document, ...(aside && { aside }), ...(tree && { tree }), problems, declarations, ...(namedFiles.length > 0 && { namedFiles }), providers: [], status, ...(reason && { reason }) };
}

/** Whether none of the keys under which its clients keep servers stands in a text, in whatever syntax; escapes could hide one. */
function speaksOfOtherThings(text: string, { locations }: KnownFile): boolean {
  if (text.includes('\\')) return false;
  return locations.every(({ servers, providers }) => !providers && servers.every((place) => (place === 'bare' ? !/"(?:command|(?:server|http)?url)"/i.test(text) : !text.includes(place.at.findLast((key) => key !== '*') ?? ''))));
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
const otherKeys = ['mcpServers', 'servers', 'mcp_servers', 'context_servers'];

function hasEntries(node: ConfigNode | undefined): boolean {
  return node?.kind === 'object' && node.entries.some(({ value }) => value?.kind === 'object');
}

function outcome(tree: ConfigNode | undefined, problem: SyntaxProblem | undefined, document: TextDocument, found: number, misshapen: Message | undefined): { status: ReadStatus; reason?: Message } {
  if (problem) {
    const line = document.positionAt(problem.span.start).line + 1;
    return { status: tree?.kind === 'object' ? 'partial' : 'invalid', reason: say('line {line}: {problem}', { line, problem: render(problem.message) }) };
  }
  if (!tree) return { status: 'read', reason: say('the file is empty') };
  if (tree.kind !== 'object') return { status: 'invalid', reason: say('the file is not a map') };
  if (misshapen) return { status: 'partial', reason: misshapen };
  if (found > 0) return { status: 'read' };
  const other = otherKeys.find((key) => child(child(tree, key), 'command') === undefined && hasEntries(child(tree, key)));
  return { status: 'read', reason: other === undefined ? noServer() : say('no server is declared in it: the clients that read it do not look under `{key}`', { key: other }) };
}
