import type { Fix } from '../../finding/finding.ts';
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

/**
 * Ways to fix a package's version: to the one the policy approves, and to the one the workspace's lock file has.
 * Never to "the newest": what that is cannot be known without asking, and was not reviewed.
 */
export function pinFixes(context: ServerContext): Fix[] {
  const ref = fetchedPackage(context.identity);
  const spec = packageArgument(context);
  if (!ref || !spec) return [];
  const written = spec.argument.value;
  const fixes: Fix[] = [];
  const offered = new Set<string>();
  const pin = (id: string, version: string, title: Fix['title'], safety: Fix['safety']): void => {
    const exact = exactSpec(written.slice(spec.start, spec.end), ref, version);
    const value = exact && written.slice(0, spec.start) + exact;
    if (!value || value === written || offered.has(value)) return;
    offered.add(value);
    fixes.push({ id, title, safety, changes: [{ op: 'replace', at: spec.argument.path, value }] });
  };
  for (const version of context.policy?.approvedVersions(ref) ?? []) {
    pin('pin-to-approved', version, say('Pin to {version}, the approved version', { version }), 'safe');
  }
  const locked = context.facts.folders.get(context.file.root ?? '')?.locked.get(`${ref.type}:${ref.name}`);
  if (locked) {
    pin('pin-to-locked', locked.version, say('Pin to {version}, as in {evidence}', { version: locked.version, evidence: locked.evidence }), 'safe');
  }
  return fixes;
}
