import type { Catalog } from '../catalog/catalog.ts';
import { isApproving } from '../policy/document.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { stockOf } from './stock.ts';
import type { ShelfItem } from './shelf-item.ts';

/** The servers that a policy approves and that can be declared, and what may be missing among them. */
export interface Shelf {
  readonly items: readonly ShelfItem[];
  /** Registries that may approve more, and have not been read wholly. */
  readonly unread: readonly string[];
  /** Ids of entries that approve something which cannot be put into a file: no exact version, a whole host, a name, an extension; or that have run out. */
  readonly leftOut: readonly string[];
}

/**
 * Everything that every part of a policy approves, nothing denies, and has not run out: each asked of the policy itself. Of one server in
 * several versions the newest.
 * @param now an ISO 8601 instant
 */
export function shelfOf(policy: CompiledPolicy, catalog: Catalog, now: string): Shelf {
  const items: ShelfItem[] = [];
  const held = new Set<string>();
  const stock = stockOf(policy);
  for (const own of [true, false]) {
    for (const server of stock) {
      // What the policy has an entry for stands there once, as the entry has it.
      const item = server.own === own && (own || !held.has(server.key)) ? server.approved(policy, catalog, now) : undefined;
      if (!item) continue;
      items.push(item);
      held.add(server.key);
    }
  }
  const leftOut = new Set(policy.approving.flatMap(({ document }) => document.servers.flatMap(({ id, state }) => (isApproving(state) ? [id] : []))));
  for (const { from, id } of items) if (from.kind === 'policy') leftOut.delete(id);
  const unread = policy.approving.flatMap(({ registries }) => registries.filter(({ complete }) => !complete).map(({ url }) => url));
  return { items: items.toSorted((a, b) => (a.title.toLowerCase() < b.title.toLowerCase() ? -1 : 1)), unread: [...new Set(unread)], leftOut: [...leftOut] };
}
