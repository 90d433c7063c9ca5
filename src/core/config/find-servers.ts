import type { KnownFile } from '../clients/clients.ts';
import type { ServerMap } from '../clients/client.ts';
import type { TextDocument } from '../text/document.ts';
import { say, type Message } from '../text/message.ts';
import type { ServerDeclaration } from './config-file.ts';
import { declarationsIn } from './declare.ts';
import { child, lastEntry, nodeAt, stepsOf, stringOf, type ConfigNode, type Path } from './node.ts';
import { settingsServers } from './settings-keys.ts';

export interface FoundServers {
  readonly declarations: ServerDeclaration[];
  /** Keys that should lead to a map of servers and lead to something else. */
  readonly notMaps: readonly string[];
}

/** The servers that the clients of a file find in its tree, each once, in the order of the places they look in. */
export function findServers(tree: ConfigNode, known: KnownFile, document: TextDocument): FoundServers {
  let declarations: ServerDeclaration[] = [];
  const notMaps = new Set<string>();
  const seen = new Set<ConfigNode>();
  const settings = new Set<string>();
  for (const { servers } of known.locations) {
    for (const place of servers) {
      if (place === 'bare') {
        const wrapped = servers.some((other) => other !== 'bare' && lastEntry(tree, other.at[0]!) !== undefined);
        if (wrapped || tree.kind !== 'object' || seen.has(tree)) continue;
        seen.add(tree);
        declarations.push(...declarationsIn(tree, [], document, noNames, looksLikeServer));
        continue;
      }
      for (const [map, way] of mapsAt(tree, place)) {
        if (map.kind === 'object') {
          if (!seen.has(map)) declarations.push(...declarationsIn(map, way, document, namesAt(tree, way.slice(0, -1), place.disabledNames)));
          seen.add(map);
        } else if (map.kind !== 'null') {
          notMaps.add(place.at.join('.'));
        }
      }
      if (place.settings) settings.add(place.at.join('.'));
    }
  }
  for (const key of settings) declarations = settingsServers(tree, key, declarations, document);
  return { declarations, notMaps: [...notMaps] };
}

/** Every node a way leads to; a key that stands twice leads to each of them, since some reader may take either. */
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

const noNames: ReadonlySet<string> = new Set();

function namesAt(tree: ConfigNode, holder: Path, key: string | undefined): ReadonlySet<string> {
  const names = key === undefined ? undefined : child(nodeAt(tree, holder), key);
  return names?.kind === 'array' ? new Set(names.items.map(stringOf).filter((name) => name !== undefined)) : noNames;
}

const serverKeys = ['command', 'url', '__proto__'];

/** In a file that is itself the map of servers: a client starts the entries that look like one, whatever stands beside them. */
function looksLikeServer(value: ConfigNode | undefined): boolean {
  return serverKeys.some((key) => lastEntry(value, key) !== undefined);
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
  return JSON.stringify(declaration, (key, value: unknown) => (key === 'path' || key === 'range' ? undefined : value));
}
