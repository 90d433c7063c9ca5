import { compileItem, type PolicyItem } from '../../policy/item.ts';
import type { CompiledPolicy, RegistryLookup } from '../../policy/compile.ts';
import type { PolicyDocument, PolicyMatch } from '../../policy/document.ts';
import { refTo } from '../../policy/entry-ref.ts';
import { hostItems, itemOf, packageItems } from '../../registry/registry-items.ts';
import type { RegistryServer } from '../../registry/registry-server.ts';

/** An item of the policy, with what is written in it. */
export interface ListedItem {
  readonly item: PolicyItem;
  readonly match: PolicyMatch;
}

/** How many servers of one registry are said one by one; of more only those that are in use. */
export const maxListed = 2000;

/** Every item of a document, whatever its state. */
export function itemsOf(document: PolicyDocument): readonly ListedItem[] {
  return document.servers.flatMap((entry) => entry.match.flatMap((match) => {
    const item = compileItem(document, entry, match, refTo(entry, document), 0);
    return item ? [{ item, match }] : [];
  }));
}

/** What a registry lists as approved or deprecated, up to `maxListed` servers. */
export function listedBy({ listing, url }: RegistryLookup, document: PolicyDocument): readonly ListedItem[] {
  const found: ListedItem[] = [];
  if (!listing) return found;
  let count = 0;
  for (const server of listing.all()) {
    if (server.status === 'deleted') continue;
    if (++count > maxListed) break;
    for (const claim of claimsOf(server)) {
      const item = itemOf(claim, server, url, document);
      if (item) found.push({ item, match: claim.match });
    }
  }
  return found;
}

function claimsOf(server: RegistryServer) {
  // An address with values in its parameters is approved with those alone, which only a server in use can hold.
  return [...packageItems(server), ...hostItems(server).filter(({ parameters }) => parameters === '')];
}

/** Every approving layer as the items that speak in it. */
export function layersOf({ approving }: CompiledPolicy): readonly (readonly ListedItem[])[] {
  return approving.map(({ document, registries }) => [...itemsOf(document), ...registries.flatMap((registry) => listedBy(registry, document))]);
}
