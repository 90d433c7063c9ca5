import type { KnownFile } from '../clients/clients.ts';
import { TextDocument } from '../text/document.ts';
import { render, say, type Message } from '../text/message.ts';
import type { ConfigFile, ProviderDeclaration, ReadStatus, SyntaxProblem } from './config-file.ts';
import { findServers, uniteReadings, type FoundServers } from './find-servers.ts';
import type { ConfigNode } from './node.ts';
import { loadSyntax, syntaxOf } from './syntaxes.ts';

/** A file as the host found it. */
export interface ConfigSource {
  readonly path: string;
  readonly root?: string;
  readonly known: KnownFile;
  readonly live: boolean;
  /** The text, with what of it could not be taken as it stands on disk; or why there is none. */
  readonly content: { readonly text: string; readonly flaw?: Message } | { readonly absent: true }
    /** `linkedOut`: because it is a symbolic link that leads out of its workspace. */
    | { readonly unreadable: Message; readonly linkedOut?: true }
    /** It is there, and its client keeps it in a form that is no text. */
    | { readonly opaque: Message };
}

/** Read a config file, in whatever syntax it is: the way for everything that ships. Never throws for anything the file holds. */
export async function readConfig(source: ConfigSource): Promise<ConfigFile> {
  if ('text' in source.content) await loadSyntax(source.known.locations[0]!.syntax);
  return readConfigFile(source);
}

/** Read a config file whose syntax is loaded, as JSON always is: its servers and model providers, and how reading went. Never throws. */
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
  if ('absent' in content) return { ...base, ...nothing, status: 'absent' };
  if ('opaque' in content) return { ...base, ...nothing, status: 'opaque', reason: content.opaque };
  if ('unreadable' in content) return { ...base, ...nothing, status: 'unreadable', reason: content.unreadable, ...(content.linkedOut && { linkedOut: true }) };

  const syntax = syntaxOf(location.syntax);
  // `readConfig` loads it; where something went by it, the file must not look as if nothing stood in it.
  if (!syntax) return { ...base, ...nothing, status: 'unreadable', reason: say('what reads its syntax is not loaded') };

  const document = new TextDocument(content.text);
  const { tree, problems } = syntax.parse(content.text);
  const { declarations, notMaps } = servers(tree, known, document, problems.length > 0);
  const providers = tree ? providersIn(tree, known, document) : [];
  const read = outcome(tree, problems[0], document, known, declarations.length, providers.length, notMaps[0]);
  const { status, reason } = content.flaw && read.status === 'read' ? { status: 'partial' as const, reason: content.flaw } : read;
  return { ...base, document, ...(tree && { tree }), problems, declarations, providers, status, ...(reason && { reason }) };
}

function servers(tree: ConfigNode | undefined, known: KnownFile, document: TextDocument, damaged: boolean): FoundServers {
  const found = tree ? findServers(tree, known, document) : { declarations: [], notMaps: [] };
  const { syntax, servers: places } = known.locations[0]!;
  const forgiving = damaged && places.some((place) => place !== 'bare' && place.settings);
  const recovered = forgiving ? syntaxOf(syntax)?.recover?.(document.text) : undefined;
  return recovered ? { ...found, declarations: uniteReadings(found.declarations, findServers(recovered, known, document).declarations) } : found;
}

/** The model providers that the clients of a file find in its tree, each reader asked once. */
function providersIn(tree: ConfigNode, { locations, scope }: KnownFile, document: TextDocument): ProviderDeclaration[] {
  const readers = new Set(locations.flatMap((location) => location.providers ?? []));
  return [...readers].flatMap((reader) => reader(tree, document, scope));
}

function outcome(tree: ConfigNode | undefined, problem: SyntaxProblem | undefined, document: TextDocument, known: KnownFile, found: number, providers: number, notMap: string | undefined): { status: ReadStatus; reason?: Message } {
  if (problem) {
    const line = document.positionAt(problem.span.start).line + 1;
    return { status: tree?.kind === 'object' || providers > 0 ? 'partial' : 'invalid', reason: say('line {line}: {problem}', { line, problem: render(problem.message) }) };
  }
  if (!tree) return { status: 'read', reason: say('the file is empty') };
  const onlyProviders = known.locations.every((location) => location.servers.length === 0);
  if (tree.kind !== 'object' && !(onlyProviders && tree.kind === 'array')) return { status: 'invalid', reason: say('the file is not a map') };
  if (notMap !== undefined) return { status: 'partial', reason: say('`{key}` is not a map of servers', { key: notMap }) };
  if (found + providers > 0) return { status: 'read' };
  return { status: 'read', reason: onlyProviders ? say('no model provider is named in it') : say('no server is declared in it') };
}
