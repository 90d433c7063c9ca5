import type { Change, Fix } from '../../finding/finding.ts';
import type { Identity, PackageRef } from '../../identity/identity.ts';
import { exactSpec, specArgument, type SpecArgument } from '../../identity/spec-argument.ts';
import { say } from '../../text/message.ts';
import type { ServerContext } from '../rule.ts';

/** The package a declaration fetches: what it runs, or the bridge it calls through. */
export function fetchedPackage(identity: Identity): PackageRef | undefined {
  return identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
}

/** Where a declaration's package is named. */
export function packageArgument({ server, identity }: ServerContext): SpecArgument | undefined {
  const ref = fetchedPackage(identity);
  return ref && specArgument(server, ref);
}

/** Where to tell of the package: its argument, or where that cannot be found the server's name. */
export function atPackage(context: ServerContext): { readonly at: SpecArgument['argument']['path']; readonly part: 'value' | 'key' } {
  const spec = packageArgument(context);
  return spec ? { at: spec.argument.path, part: 'value' } : { at: context.server.path, part: 'key' };
}

/** What writes one version behind the package's name; undefined where that cannot be, or changes nothing. */
export function writeVersion(context: ServerContext, version: string): Change | undefined {
  const ref = fetchedPackage(context.identity);
  const spec = packageArgument(context);
  if (!ref || !spec) return undefined;
  const written = spec.argument.value;
  const exact = exactSpec(written.slice(spec.start, spec.end), ref, version);
  const value = exact && written.slice(0, spec.start) + exact;
  return !value || value === written ? undefined : { op: 'replace', at: spec.argument.path, value };
}

/**
 * Ways to fix a package's version: to the one the policy approves, and to the one the workspace's lock file has.
 * Never to "the newest": what that is cannot be known without asking, and was not reviewed.
 */
export function pinFixes(context: ServerContext): Fix[] {
  return pins(context, () => true);
}

/** The same where nobody approves versions: to none that is known to be vulnerable, unless the policy approves it, and to the one that advisories call fixed. */
export function advisedPinFixes(context: ServerContext): Fix[] {
  const { advisories } = context.known;
  const ref = fetchedPackage(context.identity);
  const fixes = pins(context, (one, version) => advisories.affecting(one, version).length === 0);
  const fixed = ref && advisories.fixedVersion(ref);
  const change = fixed === undefined ? undefined : writeVersion(context, fixed);
  if (change && fixed !== undefined && !fixes.some(({ changes: [other] }) => other?.op === 'replace' && change.op === 'replace' && other.value === change.value)) {
    fixes.push({ id: 'pin-to-fixed', title: say('Pin to {version}, which has no known vulnerability', { version: fixed }), safety: 'needs-review', changes: [change] });
  }
  return fixes;
}

function pins(context: ServerContext, fit: (ref: PackageRef, version: string) => boolean): Fix[] {
  const ref = fetchedPackage(context.identity);
  if (!ref) return [];
  const fixes: Fix[] = [];
  const offered = new Set<unknown>();
  const pin = (id: string, version: string, title: Fix['title']): void => {
    const change = writeVersion(context, version);
    if (change?.op !== 'replace' || offered.has(change.value)) return;
    offered.add(change.value);
    fixes.push({ id, title, safety: 'safe', changes: [change] });
  };
  for (const version of context.policy?.approvedVersions(ref) ?? []) {
    pin('pin-to-approved', version, say('Pin to {version}, the approved version', { version }));
  }
  const locked = context.facts.folders.get(context.file.root ?? '')?.locked.get(`${ref.type}:${ref.name}`);
  if (locked && fit(ref, locked.version)) {
    pin('pin-to-locked', locked.version, say('Pin to {version}, as in {evidence}', { version: locked.version, evidence: locked.evidence }));
  }
  return fixes;
}
