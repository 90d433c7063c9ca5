import { compilePolicy } from '../../policy/compile.ts';
import type { PolicyDocument } from '../../policy/document.ts';
import type { Subject } from '../../policy/subject.ts';
import { approves } from '../../policy/verdict.ts';
import { compileRegistry } from '../../registry/compile-registry.ts';
import { readServer } from '../../registry/read-server.ts';
import { listingOf } from '../../registry/registry-listing.ts';
import type { RegistryEntry } from './entries.ts';

/** A policy that says nothing itself. */
const silent: PolicyDocument = { source: '', serial: 0, issuer: '', registries: [], defaults: { unknown: 'warn', minIdentity: 'version', whenStale: 'keep-last-then-warn' }, servers: [], tests: [] };

/** Whether a policy that trusts this registry, and nothing else, approves a declaration: what losses of it are measured by. */
export function believing(entries: readonly RegistryEntry[], now: string): (subject: Subject) => boolean {
  const listing = listingOf(entries.flatMap((entry) => readServer(entry) ?? []));
  const url = 'https://registry.invalid';
  const policy = compilePolicy([{ document: silent, approves: true, registries: [compileRegistry({ url, trust: 'approves', complete: true, listing }, silent)] }]);
  return (subject) => approves(policy.decide(subject, now));
}
