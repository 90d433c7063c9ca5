import { refTo } from './entry-ref.ts';
import type { PackageRef } from '../identity/identity.ts';
import type { Severity } from '../finding/finding.ts';
import type { RegistryListing } from '../registry/registry-listing.ts';
import type { Message } from '../text/message.ts';
import { Approvals } from './approvals.ts';
import { ClosestApproved } from './closest.ts';
import { decide } from './decide.ts';
import { Denials } from './denials.ts';
import { denies, type PolicyDocument } from './document.ts';
import { compileItem, type PolicyItem } from './item.ts';
import { packageKey } from './package-key.ts';
import { ProviderPolicy } from './providers/decide-provider.ts';
import type { Facets, Subject } from './subject.ts';
import type { EntryRef, Verdict } from './verdict.ts';
import { readVersion } from './versions.ts';

/** A document of a policy, and what it may do: one that does not approve only adds its denials. */
export interface Layer {
  readonly document: PolicyDocument;
  readonly approves: boolean;
  /** The registries that the document lets approve, ready to be looked up. */
  readonly registries?: readonly RegistryLookup[];
}

/** What an approving registry says of declarations. Items come from it when one asks: of 20,000 servers a workspace uses five. */
export interface RegistryLookup {
  /** Everything it lists has been read: what it does not list is not approved by it. */
  readonly complete: boolean;
  readonly problem?: Message | undefined;
  readonly url: string;
  /** The items that may match a declaration: listed as active or deprecated. */
  find(facets: Facets): readonly PolicyItem[];
  /** What it has taken back: denials, which count beside those of every document. */
  readonly revocations: readonly PolicyItem[];
  /** All that it lists, to be looked through by who chooses from it. */
  readonly listing?: RegistryListing | undefined;
  /** Every exact version (for images: digest) of a package that it lists as active, newest first. */
  versionsOf(packageKey: string): readonly { readonly item: PolicyItem; readonly version: string }[];
}

/** A layer whose approvals count, ready to be looked up. */
export interface CompiledLayer {
  readonly document: PolicyDocument;
  readonly approvals: Approvals;
  readonly registries: readonly RegistryLookup[];
}

/** A policy made ready once, so that a verdict costs a few look-ups however long it is. */
export interface CompiledPolicy {
  readonly layers: readonly Layer[];
  /** Every layer whose approvals count: all of them must approve. */
  readonly approving: readonly CompiledLayer[];
  /** Names of documents that should decide too and cannot be read: what the others approve is undetermined. */
  readonly unread: readonly string[];
  readonly denials: Denials;
  readonly providers: ProviderPolicy;
  /** How severe a server or provider is that nothing speaks of. */
  readonly unknownSeverity: Severity;
  /** @param now an ISO 8601 instant */
  decide(subject: Subject, now: string): Verdict;
  /** The exact versions of a package (for images: digests) that every layer approves, newest first, as the policy writes them. */
  approvedVersions(ref: PackageRef): readonly string[];
  /** The approving entry nearest to a declaration, other than the one that decided. */
  closest(facets: Facets, now: number, decided: EntryRef | undefined): Verdict['closest'];
}

const severities: Readonly<Record<PolicyDocument['defaults']['unknown'], Severity>> = { info: 'info', warn: 'warning', error: 'error' };

/** @param unread names of documents that should decide too and cannot be read */
export function compilePolicy(layers: readonly Layer[], unread: readonly string[] = []): CompiledPolicy {
  const denials = new Denials();
  const approving: CompiledLayer[] = [];
  const allowing: PolicyItem[] = [];
  let order = 0;
  for (const { document, approves, registries = [] } of layers) {
    const approvals = new Approvals();
    if (approves) approving.push({ document, approvals, registries });
    for (const item of registries.flatMap(({ revocations }) => revocations)) denials.add(item);
    for (const entry of document.servers) {
      if (!approves && !denies(entry.state)) continue;
      const ref = refTo(entry, document);
      for (const match of entry.match) {
        const item = compileItem(document, entry, match, ref, order++);
        if (!item) continue;
        if (denies(entry.state)) denials.add(item);
        else {
          approvals.add(item);
          if (item.approving) allowing.push(item);
        }
      }
    }
  }
  let nearest: ClosestApproved | undefined;
  const policy: CompiledPolicy = {
    layers, approving, unread, denials,
    providers: new ProviderPolicy(layers),
    unknownSeverity: severities[approving[0]?.document.defaults.unknown ?? 'warn'],
    decide: (subject, now) => decide(policy, subject, now),
    approvedVersions: (ref) => approvedVersions(policy, ref),
    // Made when the first server is not approved: for most policies that is at once, for a well-kept workspace never.
    closest: (facets, now, decided) => (nearest ??= new ClosestApproved(approving, allowing)).find(facets, now, decided),
  };
  return policy;
}

function approvedVersions({ approving, denials }: CompiledPolicy, ref: PackageRef): readonly string[] {
  const key = packageKey(ref);
  const [first, ...others] = approving.map(({ approvals, registries }) => [approvals, ...registries].flatMap((each) => each.versionsOf(key).map(({ version }) => version)));
  const canonical = (text: string): string => {
    const version = readVersion(ref.type, text);
    return version && 'exact' in version ? version.exact : text;
  };
  const inAll = (first ?? []).filter((version) => others.every((list) => list.some((other) => canonical(other) === canonical(version))));
  return [...new Set(inAll)].filter((version) => !denials.deniesPackage(ref, canonical(version)));
}
