import type { TextDocument } from '../text/document.ts';
import type { Site } from './declare.ts';
import { below, lastEntry, stepsOf, stringOf, type ConfigNode, type ObjectNode, type Path } from './node.ts';

/**
 * The entries in what holds servers, duplicates included: of a map by their keys; of a list by the `name` in each; of a mixed list those in its
 * maps, since a name alone only refers to a server that is declared elsewhere.
 * @param off whether the file switches a name off
 */
export function sitesIn(
  holder: ConfigNode,
  way: Path,
  document: TextDocument,
  form: 'map' | 'list' | 'mixed',
  off: (name: string) => boolean,
  isServer?: (value: ConfigNode | undefined) => boolean,
): Site[] {
  const sites: Site[] = [];
  if (holder.kind === 'object') inMap(holder, way, document, off, isServer, sites);
  else if (holder.kind === 'array') {
    holder.items.forEach((item, i) => {
      const path = below(way, i);
      if (form === 'list') {
        const name = nameIn(item) ?? '';
        sites.push({ name, path, range: document.rangeOf(item.span), value: item, off: off(name) });
      } else if (item.kind === 'object') {
        if (looksLikeServer(item)) sites.push({ name: nameIn(item) ?? '', path, range: document.rangeOf(item.span), value: item, off: false });
        else inMap(item, path, document, off, isServer, sites);
      }
    });
  }
  return sites;
}

function nameIn(item: ConfigNode): string | undefined {
  return stringOf(lastEntry(item, 'name')?.value) ?? stringOf(lastEntry(item, 'id')?.value);
}

function inMap(map: ObjectNode, way: Path, document: TextDocument, off: (name: string) => boolean, isServer: ((value: ConfigNode | undefined) => boolean) | undefined, sites: Site[]): void {
  const steps = stepsOf(map);
  map.entries.forEach((entry, i) => {
    const { key, value, keySpan, merged } = entry;
    if (!isServer || isServer(value)) sites.push({ name: key, path: below(way, steps[i]!), range: document.rangeOf({ start: keySpan.start, end: (value?.span ?? keySpan).end }), value, merged, off: off(key) });
  });
}

const serverKeys = ['command', 'url', 'serverUrl', 'httpUrl', '__proto__'];

/** In a file that is itself the map of servers: a client starts the entries that look like one, whatever stands beside them. */
export function looksLikeServer(value: ConfigNode | undefined): boolean {
  return serverKeys.some((key) => lastEntry(value, key) !== undefined);
}
