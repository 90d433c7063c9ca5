import type { KnownFile } from '../clients/known-file.ts';
import type { ServerPlace } from '../clients/client.ts';
import { anyDialect, type Dialect } from '../clients/dialect.ts';
import type { TextDocument } from '../text/document.ts';
import { say, type Message } from '../text/message.ts';
import type { Located, ServerDeclaration } from './config-file.ts';
import { declaration, lineDeclaration, type Site } from './declare.ts';
import { lastEntry, nodeAt, stepsOf, stringOf, type ConfigNode, type Path } from './node.ts';
import { settingsServers } from './settings-keys.ts';
import { looksLikeServer, sitesIn } from './sites.ts';

export interface FoundServers {
  readonly declarations: ServerDeclaration[];
  /** Keys that should lead to servers and lead to something else, as sentences. */
  readonly misshapen: readonly Message[];
  readonly namedFiles: readonly Located[];
}

/** Where servers stand together, and how their readers spell them. */
interface Group {
  readonly sites: readonly Site[];
  readonly dialects: Dialect[];
}

/** The servers that the clients of a file find in its tree, each once, in the order of the places they look in. */
export function findServers(tree: ConfigNode, known: KnownFile, document: TextDocument, fileName = ''): FoundServers {
  const groups = new Map<ConfigNode, Group>();
  const misshapen = new Map<string, Message>();
  const namedFiles: Located[] = [];
  const lines: ServerDeclaration[] = [];
  const settings = new Map<string, ServerPlace>();
  const main = dialectOf(known);
  for (const { servers, borrowed, dialect = main } of known.locations) {
    // Another's file is read as the other writes it.
    const spelled = borrowed ? main : dialect;
    const add = (node: ConfigNode, sites: () => readonly Site[]): void => {
      const group = groups.get(node);
      if (!group) groups.set(node, { sites: sites(), dialects: [spelled] });
      else if (!group.dialects.includes(spelled)) group.dialects.push(spelled);
    };
    for (const place of servers) {
      if (place === 'bare') {
        const wrapped = servers.some((other) => other !== 'bare' && (lastEntry(tree, other.at[0]!)?.value?.kind ?? 'null') !== 'null');
        if (!wrapped && tree.kind === 'object') add(tree, () => sitesIn(tree, [], document, 'map', () => false, looksLikeServer));
        continue;
      }
      const { at, form = 'map' } = place;
      for (const [node, way] of nodesAt(tree, at)) {
        if (node.kind === 'null') continue;
        if (form === 'one') {
          if (looksLikeServer(node)) add(node, () => [{ name: stringOf(lastEntry(tree, 'name')?.value) ?? fileName, path: way, range: document.rangeOf(node.span), value: node, off: false }]);
          continue;
        }
        if (form === 'line') {
          const server = lineDeclaration(node, way, document);
          if (server) lines.push(server);
          continue;
        }
        if (place.mayNameFiles && (node.kind === 'string' || node.kind === 'array')) {
          for (const file of textsIn(node, way)) namedFiles.push(file);
          if (node.kind === 'string') continue;
        }
        const fits = node.kind === 'object' ? form !== 'list' : node.kind === 'array' && (form !== 'map' || place.mayNameFiles);
        // Visual Studio's `servers` is a name like any other to who takes the whole file for the map of servers.
        if (!fits || (known.locations.some((location) => location.servers.includes('bare')) && isServer(node))) {
          if (!fits) misshapen.set(at.join('.'), form === 'list' ? say('`{key}` is not a list of servers', { key: at.join('.') }) : say('`{key}` is not a map of servers', { key: at.join('.') }));
          continue;
        }
        const off = place.switchedOff?.(tree, nodeAt(tree, way.slice(0, -1))) ?? ((): boolean => false);
        const { ignored } = place;
        const sites = (): readonly Site[] => sitesIn(node, way, document, node.kind === 'object' ? 'map' : form === 'list' ? 'list' : 'mixed', off, place.lookAlikes && looksLikeServer);
        add(node, ignored ? () => sites().map((site) => ({ ...site, ignored })) : sites);
      }
      if (place.settings) settings.set(at.join('.'), place);
    }
  }
  let declarations: ServerDeclaration[] = [];
  for (const { sites, dialects } of groups.values()) for (const site of sites) push(declarations, read(site, dialects));
  declarations.push(...lines);
  for (const place of settings.values()) declarations = settingsServers(tree, place, declarations, document, main);
  return { declarations, misshapen: [...misshapen.values()], namedFiles };
}

function push(declarations: ServerDeclaration[], server: ServerDeclaration | undefined): void {
  if (server) declarations.push(server);
}

/** How the client spells servers whose format the file has. */
export function dialectOf({ locations }: KnownFile): Dialect {
  return locations.find(({ borrowed, dialect }) => !borrowed && dialect)?.dialect ?? locations[0]?.dialect ?? anyDialect;
}

/** One server as its readers read it: where they differ it is ambiguous, and on for whoever has it on. */
function read(site: Site, dialects: readonly Dialect[]): ServerDeclaration | undefined {
  const [first, ...others] = dialects;
  const server = declaration(site, first!);
  for (const dialect of others) {
    const other = declaration(site, dialect);
    if (!server || !other) return server ?? other;
    if (contentOf(server) !== contentOf(other)) return { ...server, disabled: server.disabled && other.disabled, ambiguity: server.ambiguity ?? say('the clients that read this file read different things in it') };
  }
  return server;
}

/** Every node a way leads to; a key that stands twice leads to each of them, since some reader may take either. */
function nodesAt(tree: ConfigNode, at: readonly string[]): [ConfigNode, Path][] {
  let nodes: [ConfigNode, Path][] = [[tree, []]];
  for (const key of at) {
    nodes = nodes.flatMap(([node, way]): [ConfigNode, Path][] => {
      if (node.kind !== 'object') return [];
      const steps = stepsOf(node);
      return node.entries.flatMap((entry, i): [ConfigNode, Path][] => ((key === '*' || entry.key === key) && entry.value ? [[entry.value, [...way, steps[i]!]]] : []));
    });
  }
  return nodes;
}

function textsIn(node: ConfigNode, way: Path): Located[] {
  const items = node.kind === 'array' ? node.items.map((item, i): [ConfigNode, Path] => [item, [...way, i]]) : [[node, way] as const];
  return items.flatMap(([item, path]) => {
    const value = stringOf(item);
    return value === undefined ? [] : [{ value, path }];
  });
}

/** Whether what should be a map of servers is one itself. */
function isServer(node: ConfigNode): boolean {
  return ['command', 'url'].some((key) => stringOf(lastEntry(node, key)?.value) !== undefined);
}

/** Why servers found in a damaged text cannot be judged. */
const damaged = (): Message => say('the text is damaged here, and what is left of the server depends on who reads it');

/**
 * Two readings of one damaged text as one: every server that either finds. One that only the other finds, or that it finds to say
 * something else, is ambiguous.
 */
export function uniteReadings(ours: readonly ServerDeclaration[], others: readonly ServerDeclaration[]): ServerDeclaration[] {
  const united = [...ours];
  const at = new Map(ours.map((declaration, i) => [placeOf(declaration), i]));
  for (const other of others) {
    const i = at.get(placeOf(other));
    if (i === undefined) united.push({ ...other, ambiguity: damaged() });
    else if (contentOf(united[i]!) !== contentOf(other)) united[i] = { ...united[i]!, ambiguity: united[i]!.ambiguity ?? damaged() };
  }
  return united;
}

function placeOf({ name, range: { start } }: ServerDeclaration): string {
  return `${start.line}:${start.character} ${name}`;
}

/** What a declaration says, wherever it stands. */
function contentOf(declaration: ServerDeclaration): string {
  return JSON.stringify(declaration, (key, value: unknown) => (unsaid.has(key) ? undefined : value));
}

const unsaid: ReadonlySet<string> = new Set(['path', 'range', 'troubles', 'approvals', 'risky', 'ignored', 'startsOnOpen']);
