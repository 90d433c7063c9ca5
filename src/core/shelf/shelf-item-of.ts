import type { Catalog } from '../catalog/catalog.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { bestOf } from '../policy/decide.ts';
import { Facets } from '../policy/subject.ts';
import { approves } from '../policy/verdict.ts';
import { shelfSubject } from './shelf-declaration.ts';
import type { ShelfCandidate, ShelfItem } from './shelf-item.ts';
import { titleOf } from './shelf-title.ts';

/** A candidate with all that is known of it, where the policy approves it. */
export function itemOf(candidate: ShelfCandidate, policy: CompiledPolicy, catalog: Catalog, now: string): ShelfItem | undefined {
  const subject = shelfSubject(candidate.launch, 'server');
  const verdict = policy.decide(subject, now);
  if (!approves(verdict)) return undefined;
  const facets = new Facets(subject);
  const entries = policy.approving.flatMap((layer) => bestOf(layer, facets, Date.parse(now))?.item.entry ?? []);
  const owner = entries.find((entry) => entry.owner !== undefined)?.owner;
  const expires = entries.flatMap((entry) => entry.expires ?? []).toSorted()[0];
  const conditions = [...new Set(entries.flatMap((entry) => (entry.state === 'conditional' && entry.conditions !== undefined ? [entry.conditions] : [])))];
  const denied = [...new Set(entries.flatMap(({ tools }) => tools?.deny ?? []))];
  const only = entries.find(({ tools }) => tools?.allow)?.tools?.allow;
  const { identity } = subject;
  const known = catalog.serverInCatalog(identity);
  return {
    id: candidate.id,
    state: verdict.state === 'conditional' ? 'conditional' : 'approved',
    title: titleOf(candidate, known, identity),
    launch: candidate.launch,
    identity,
    from: candidate.from,
    conditions,
    ...(candidate.purpose !== undefined && { purpose: candidate.purpose }),
    ...(owner !== undefined && { owner }),
    ...(expires !== undefined && { expires }),
    ...(denied.length > 0 && { toolsDenied: denied }),
    ...(only && { toolsAllowed: only }),
    ...(known && { known }),
  };
}
