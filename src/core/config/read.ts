import type { KnownFile } from '../clients/clients.ts';
import type { ServerMap } from '../clients/client.ts';
import { TextDocument } from '../text/document.ts';
import { say, type Message } from '../text/message.ts';
import type { ConfigFile, ReadStatus, ServerDeclaration } from './config-file.ts';
import { declarationsIn } from './declare.ts';
import { child, nodeAt, stepsOf, type ConfigNode, type ObjectNode, type Path } from './node.ts';
import { syntaxes } from './syntax.ts';

/** A file as the host found it. */
export interface ConfigSource {
  readonly path: string;
  readonly root?: string;
  readonly known: KnownFile;
  readonly live: boolean;
  /** The text, with what of it could not be taken as it stands on disk; or why there is none. */
  readonly content: { readonly text: string; readonly flaw?: Message } | { readonly absent: true } | { readonly unreadable: Message };
}

/** Read a config file: its declarations, and how reading went. Never throws. */
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
  const nothing = { document: new TextDocument(''), problems: [], declarations: [] };
  if ('absent' in content) return { ...base, ...nothing, status: 'absent' };
  if ('unreadable' in content) return { ...base, ...nothing, status: 'unreadable', reason: content.unreadable };

  const document = new TextDocument(content.text);
  const { tree, problems } = syntaxes[location.syntax].parse(content.text);
  const declarations = tree ? serversOf(tree, known, document) : [];
  const read = outcome(tree, problems.length, document, problems[0]?.span.start, problems[0]?.message, declarations.length);
  const { status, reason } = content.flaw && read.status === 'read' ? { status: 'partial' as const, reason: content.flaw } : read;
  return { ...base, document, ...(tree && { tree }), problems, declarations, status, ...(reason && { reason }) };
}

function serversOf(tree: ConfigNode, known: KnownFile, document: TextDocument): ServerDeclaration[] {
  const found: ServerDeclaration[] = [];
  const seen = new Set<ConfigNode>();
  const take = (map: ConfigNode, way: Path, disabledNames?: string): boolean => {
    if (map.kind !== 'object') return false;
    if (!seen.has(map)) {
      seen.add(map);
      found.push(...declarationsIn(map, way, document, namesAt(tree, way.slice(0, -1), disabledNames)));
    }
    return true;
  };
  for (const location of known.locations) {
    let any = false;
    for (const place of location.servers) {
      if (place === 'bare') {
        if (!any && isBareMap(tree)) take(tree, []);
      } else {
        for (const [map, way] of mapsAt(tree, place)) any = take(map, way, place.disabledNames) || any;
      }
    }
  }
  return found;
}

/** Every map a way leads to; a key that stands twice leads to each of them, since some reader may take either. */
function mapsAt(tree: ConfigNode, place: ServerMap): [ConfigNode, Path][] {
  let nodes: [ConfigNode, Path][] = [[tree, []]];
  for (const key of place.at) {
    nodes = nodes.flatMap(([node, way]): [ConfigNode, Path][] => {
      if (node.kind !== 'object') return [];
      const steps = stepsOf(node);
      return node.entries.flatMap((entry, i): [ConfigNode, Path][] => ((key === '*' || entry.key === key) && entry.value ? [[entry.value, [...way, steps[i]!]]] : []));
    });
  }
  return nodes;
}

function namesAt(tree: ConfigNode, holder: Path, key: string | undefined): ReadonlySet<string> {
  const names = key === undefined ? undefined : child(nodeAt(tree, holder), key);
  return new Set(names?.kind === 'array' ? names.items.flatMap((item) => (item.kind === 'string' ? [item.value as string] : [])) : []);
}

/** A file that is itself a map of servers: it has entries, and each of them looks like one. */
function isBareMap(tree: ConfigNode): tree is ObjectNode {
  return tree.kind === 'object' && tree.entries.length > 0 && tree.entries.every(({ value }) => child(value, 'command') !== undefined || child(value, 'url') !== undefined);
}

function outcome(
  tree: ConfigNode | undefined,
  problems: number,
  document: TextDocument,
  at: number | undefined,
  first: Message | undefined,
  servers: number,
): { status: ReadStatus; reason?: Message } {
  if (problems > 0 && first) {
    const line = document.positionAt(at ?? 0).line + 1;
    const status = tree?.kind === 'object' ? 'partial' : 'invalid';
    return { status, reason: say('line {line}: {problem}', { line, problem: first.template }) };
  }
  if (!tree) return { status: 'read', reason: say('the file is empty') };
  if (tree.kind !== 'object') return { status: 'invalid', reason: say('the file is not a map') };
  return servers === 0 ? { status: 'read', reason: say('no server is declared in it') } : { status: 'read' };
}
