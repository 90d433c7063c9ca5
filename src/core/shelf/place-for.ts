import type { Client } from '../clients/client.ts';
import type { Dialect } from '../clients/dialect.ts';
import type { KnownFile } from '../clients/known-file.ts';
import type { ServerDeclaration } from '../config/config-file.ts';
import { nodeAt, type ConfigNode } from '../config/node.ts';

/** Where in a file servers are put. */
export interface ShelfPlace {
  readonly at: readonly string[];
  readonly form: 'map' | 'list';
}

/**
 * The places where a file's clients look for servers, the best one first: where there already are some. A file that is itself the map of
 * servers stays one, since its servers would be gone with a key around the new one.
 */
export function placesIn({ known, tree, declarations }: { readonly known: KnownFile; readonly tree: ConfigNode | undefined; readonly declarations: readonly ServerDeclaration[] }): readonly ShelfPlace[] {
  const places: ShelfPlace[] = [];
  for (const { borrowed, servers, plugin, opaque } of known.locations) {
    if (borrowed || plugin || opaque) continue;
    for (const place of servers) {
      if (place === 'bare') {
        if (declarations.length > 0 && declarations.every(({ path }) => path.length === 1)) return [{ at: [], form: 'map' }];
        continue;
      }
      const { at, form = 'map', ignored, mayNameFiles, lookAlikes } = place;
      if ((form === 'map' || form === 'list') && at.length > 0 && !at.includes('*') && !ignored && !mayNameFiles && !lookAlikes) places.push({ at, form });
    }
  }
  return places.toSorted((a, b) => Number(nodeAt(tree, b.at) !== undefined) - Number(nodeAt(tree, a.at) !== undefined)).slice(0, 4);
}

/** Whether a file is spelled as the client's own are: of some it only reads what others write. */
export function isOwn(client: Client, dialect: Dialect | undefined): boolean {
  return dialect === undefined || (alike(dialect.keys, client.dialect.keys) && dialect.command === client.dialect.command);
}

/** The kind of file in which a client's servers are meant to be put, of a scope: the first that it reads. */
export function isMainFile(client: Client, known: KnownFile): boolean {
  const main = client.locations.find(({ scope, borrowed, plugin, opaque, servers, dialect }) => scope === known.scope && !borrowed && !plugin && !opaque && servers.length > 0 && isOwn(client, dialect));
  return main !== undefined && known.spelling === client.id && known.locations.some((location) => alike(location.servers, main.servers) && location.scope === main.scope);
}

/** By what they say: the same data is another object to each bundle. */
function alike(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
