import { canonicalUrl } from '../../identity/canonical-url.ts';
import type { EntryRef } from '../../policy/verdict.ts';
import { approves } from '../../policy/verdict.ts';
import { refTo } from '../../policy/entry-ref.ts';
import { exactVersion } from '../../policy/versions.ts';
import { compilePolicy, type CompiledPolicy } from '../../policy/compile.ts';
import { isApproving, type PolicyDocument, type PolicyEntry, type PolicyMatch } from '../../policy/document.ts';
import type { RegistryStatus } from '../../registry/registry-server.ts';
import { candidatesOf } from '../../shelf/from-policy.ts';
import { shelfSubject } from '../../shelf/shelf-declaration.ts';
import type { ShelfLaunch, ShelfTarget } from '../../shelf/shelf-item.ts';

/** A package at one version, or an address, that an entry names so firmly that a registry can list it. */
export interface Listed {
  readonly document: PolicyDocument;
  readonly entry: PolicyEntry;
  readonly ref: EntryRef;
  readonly status: RegistryStatus;
  /** Of the server in the registry, which needs one: that of its package, else one that says that there is none. */
  readonly version: string;
  readonly launch: ShelfLaunch & { readonly target: Exclude<ShelfTarget, { kind: 'command' }> };
}

/** A server that is only called has no version of its own. */
const versionOfRemote = '1.0.0';

/**
 * What of a policy a registry can list, each asked of the whole policy: what it approves is active, what it replaces deprecated; what
 * some entry approves and another one denies, and what was approved once and is revoked, is deleted. What was never approved is not listed:
 * a registry is also a shelf that people install from.
 */
export function listedOf(policy: CompiledPolicy, now: string): Listed[] {
  const listed: Listed[] = [];
  const byIdentity = withoutLines(policy);
  for (const { document, approves: counts } of policy.layers) {
    for (const entry of document.servers) {
      if (isApproving(entry.state) ? !counts : entry.state !== 'revoked' && !(counts && entry.state === 'deprecated')) continue;
      for (const match of entry.match) listed.push(...ofMatch({ policy, byIdentity, now }, document, entry, match));
    }
  }
  return listed;
}

interface Asked {
  readonly policy: CompiledPolicy;
  readonly byIdentity: CompiledPolicy;
  readonly now: string;
}

/** The same without what approves a command line or a name: neither stands in a registry, which approves a server however it is started. */
function withoutLines({ layers, unread }: CompiledPolicy): CompiledPolicy {
  return compilePolicy(
    layers.map((layer) => ({ ...layer, document: { ...layer.document, servers: layer.document.servers.flatMap((entry) => {
      const match = isApproving(entry.state) ? entry.match.filter(({ serverCommand, serverName }) => !serverCommand && serverName === undefined) : entry.match;
      return match.length === 0 ? [] : [{ ...entry, match }];
    }) } })),
    unread,
  );
}

function ofMatch(asked: Asked, document: PolicyDocument, entry: PolicyEntry, match: PolicyMatch): Listed[] {
  // As if it approved, to learn what it names.
  const alone: PolicyDocument = { ...document, servers: [{ ...entry, state: 'approved', match: [match] }] };
  return candidatesOf(alone).flatMap(({ launch }): Listed[] => {
    const { target } = launch;
    if (target.kind === 'command' || (target.kind === 'remote' && !isPlainAddress(target.url))) return [];
    const status = statusOf(asked, launch);
    const version = target.kind === 'remote' ? versionOfRemote : versionOf(target);
    if (status === undefined || version === undefined) return [];
    return [{ document, entry, ref: refTo(entry, document), status, version, launch: { ...launch, target } }];
  });
}

/** Undefined for what the policy does not decide on: it is pending, has run out, or another part of it does not approve it. */
function statusOf({ policy, byIdentity, now }: Asked, launch: ShelfLaunch): RegistryStatus | undefined {
  const subject = shelfSubject(launch, 'server');
  const verdict = policy.decide(subject, now);
  if (approves(verdict)) return approves(byIdentity.decide(subject, now)) ? 'active' : undefined;
  return verdict.state === 'deprecated' ? 'deprecated' : verdict.state === 'denied' || verdict.state === 'revoked' ? 'deleted' : undefined;
}

/** What is written stands for itself: braces would be variables in a registry, and parameters may hold a secret. */
function isPlainAddress(url: string): boolean {
  const read = canonicalUrl(url);
  return !('problem' in read) && read.query.length === 0 && !/[{}]/.test(url);
}

/** An image's digest is no version; the name of a file can hold what stands here on every operating system. */
function versionOf({ type, version }: Extract<ShelfTarget, { kind: 'package' }>): string | undefined {
  if (type === 'oci') return `0.0.0-${version.slice(0, 'sha256:'.length + 16).replace(':', '-')}`;
  const text = type === 'npm' || type === 'nuget' ? (exactVersion(type, version) ?? version) : version;
  return /^[0-9A-Za-z][0-9A-Za-z.+!_-]{0,200}$/.test(text) && !text.endsWith('.') ? text : undefined;
}
