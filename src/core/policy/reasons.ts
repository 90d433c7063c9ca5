import { render, say, type Message } from '../text/message.ts';
import type { Candidate } from './candidates.ts';
import type { RegistryLookup } from './compile.ts';
import type { Denial } from './denials.ts';
import type { PolicyItem } from './item.ts';
import type { Facets } from './subject.ts';
import type { PolicyDocument } from './document.ts';
import { registryName } from '../registry/registry-name.ts';
import { registryKey } from './package-key.ts';

/** Why a verdict is what it is and what to do, in one or two sentences (design.md, "The editor": words). */

/** Who is asked about an entry. */
function contact({ entry }: PolicyItem, { issuer }: PolicyDocument): string {
  return entry.owner ?? issuer;
}

export function deniedReason({ item, found }: Denial, { server }: Facets): Message {
  const { document } = item;
  const { state, reason, replacedBy, id } = item.entry;
  const args = { name: server.name, id, issuer: document.issuer, contact: contact(item, document), reason: asSentence(reason ?? ''), instead: replacedBy ?? '' };
  if (item.registry !== undefined) {
    const listed = { ...args, registry: registryName(item.registry) };
    if (found === 'hidden') return say('`{name}` names something in its command line that the registry {registry}, which the policy of {issuer} trusts, has taken back (`{id}`). Remove it.', listed);
    return reason
      ? say('The registry {registry}, which the policy of {issuer} trusts, has taken back what `{name}` starts or calls (`{id}`): {reason} Stop using it now: disable or remove it.', listed)
      : say('The registry {registry}, which the policy of {issuer} trusts, has taken back what `{name}` starts or calls (`{id}`). Stop using it now: disable or remove it.', listed);
  }
  if (found === 'hidden') {
    return say('`{name}` names something in its command line that {issuer} does not allow (`{id}`). Remove it. If it is something else, start it directly by its package and version, so that this can be told.', args);
  }
  if (state === 'revoked') {
    if (reason && replacedBy) return say('{issuer} has taken back the approval of `{name}` (`{id}`): {reason} Stop using it now, and use {instead} instead.', args);
    if (reason) return say('{issuer} has taken back the approval of `{name}` (`{id}`): {reason} Stop using it now: disable or remove it.', args);
    if (replacedBy) return say('{issuer} has taken back the approval of `{name}` (`{id}`). Stop using it now, and use {instead} instead.', args);
    return say('{issuer} has taken back the approval of `{name}` (`{id}`). Stop using it now: disable or remove it.', args);
  }
  if (reason && replacedBy) return say('{issuer} does not allow `{name}` (`{id}`): {reason} Use {instead} instead.', args);
  if (reason) return say('{issuer} does not allow `{name}` (`{id}`): {reason} Remove it, or ask {contact} what to use.', args);
  if (replacedBy) return say('{issuer} does not allow `{name}` (`{id}`). Use {instead} instead.', args);
  return say('{issuer} does not allow `{name}` (`{id}`). Remove it, or ask {contact} what to use.', args);
}

export function doubtReason({ server }: Facets, item: PolicyItem): Message {
  const { issuer } = item.document;
  return say('`{name}` leaves open which version it starts, and {issuer} does not allow some of them (`{id}`). Pin an exact version that is approved.', { name: server.name, issuer, id: item.entry.id });
}

export function unresolvedReason({ server }: Facets): Message {
  return say('A variable stands where `{name}` says what it starts, so that cannot be held against the policy. Write the package or the address itself.', { name: server.name });
}

/** A document that should decide too is not to be had. */
export function unreadReason({ server }: Facets, unread: readonly string[]): Message {
  return say('Whether `{name}` is approved cannot be told: a part of the policy, {source}, could not be read. What was approved before was not taken back.', { name: server.name, source: unread[0] ?? '' });
}

/** Nothing speaks of it, and a registry that might has not been read wholly. */
export function registryUnreadReason({ server }: Facets, { url, problem }: Pick<RegistryLookup, 'url' | 'problem'>): Message {
  const args = { name: server.name, registry: url };
  return problem
    ? say('Whether `{name}` is approved cannot be told: the registry {registry} could not be read ({problem}).', { ...args, problem: render(problem) })
    : say('Whether `{name}` is approved cannot be told yet: the registry {registry} has not been read.', args);
}

/** Nothing in the policy speaks of it. */
export function notListedReason({ server, identity }: Facets, { issuer, registries }: PolicyDocument): Message {
  const trusted = registries.filter(({ trust }) => trust === 'approves').map(({ url }) => registryName(url));
  const args = { name: server.name, issuer, registries: [...new Set(trusted)].join(', ') };
  if (identity.kind === 'opaque') return say('It cannot be told what `{name}` really starts, so no approval of {issuer} covers it. Start it directly by its package and version, then register it.', args);
  return trusted.length > 0
    ? say('`{name}` is neither on the approved list of {issuer} nor in a registry that it trusts ({registries}). Register it, or pick an approved server that does the same.', args)
    : say('`{name}` is not on the approved list of {issuer}. Register it, or pick an approved server that does the same.', args);
}

export function staleReason({ server }: Facets, { issuer, expiresAt = '' }: PolicyDocument): Message {
  return say('The policy of {issuer} ran out on {date}, so its approval of `{name}` cannot be relied on. Get the current policy.', { name: server.name, issuer, date: expiresAt.slice(0, 10) });
}

/** What the candidate that counts first says. */
export function candidateReason(candidate: Candidate, facets: Facets, document: PolicyDocument): Message {
  const { item, standing, fit } = candidate;
  const args = { name: facets.server.name, id: item.entry.id, issuer: document.issuer, contact: contact(item, document) };
  switch (standing) {
    case 'decides':
      return stateReason(item, args);
    case 'expired':
      return say('The approval of `{name}` (`{id}`) ran out on {date}. Ask {contact} to renew it.', { ...args, date: item.entry.expires ?? '' });
    case 'constraint':
      return fit.kind === 'near' && fit.code === 'constraint' ? fit.message : weakReason(candidate, facets, args);
    case 'weak':
    case 'weak-name':
      return weakReason(candidate, facets, args);
    case 'unpinned':
      return unpinnedReason(item, facets, args);
    case 'other-version':
      return otherVersionReason(item, facets, args);
  }
}

type Args = Readonly<Record<string, string>>;

function stateReason({ entry, registry }: PolicyItem, args: Args): Message {
  if (registry !== undefined) {
    const listed = { ...args, registry: registryName(registry), reason: asSentence(entry.reason ?? '') };
    if (entry.state !== 'deprecated') return say('`{name}` is listed in the registry {registry} (`{id}`), which the policy of {issuer} trusts.', listed);
    return entry.reason
      ? say('`{name}` (`{id}`) is being withdrawn, says the registry {registry}: {reason}', listed)
      : say('`{name}` (`{id}`) is being withdrawn, says the registry {registry}. Ask {contact} what replaces it.', listed);
  }
  switch (entry.state) {
    case 'conditional':
      return entry.conditions
        ? say('{issuer} approves `{name}` on a condition: {conditions}', { ...args, conditions: asSentence(entry.conditions) })
        : say('{issuer} approves `{name}` on a condition that the policy does not tell. Ask {contact} for it.', args);
    case 'pending':
      return say('`{name}` is registered (`{id}`) and waits for a decision. Wait for it before using the server, or ask {contact}.', args);
    case 'deprecated': {
      const more = { ...args, instead: entry.replacedBy ?? '', reason: asSentence(entry.reason ?? '') };
      if (entry.replacedBy) return say('`{name}` (`{id}`) is being withdrawn. Change to {instead}.', more);
      if (entry.reason) return say('`{name}` (`{id}`) is being withdrawn: {reason} Ask {contact} what replaces it.', more);
      return say('`{name}` (`{id}`) is being withdrawn. Ask {contact} what replaces it.', more);
    }
    default:
      return say('{issuer} approves `{name}` (`{id}`).', args);
  }
}

function weakReason({ item, fit }: Candidate, facets: Facets, args: Args): Message {
  const { matcher } = item;
  const more = { ...args, achieved: 'level' in fit ? fit.level : 'name', required: item.required };
  if (matcher.kind === 'name') {
    return say('`{name}` has the name of an approved server (`{id}`), but anything can be given that name. Ask {contact} to approve what it starts, by package and version or by address.', more);
  }
  if (matcher.kind === 'package') {
    const ref = facets.package;
    const named = { ...more, package: matcher.name };
    if (ref && registryKey(ref.type, ref.registry) !== matcher.registry) {
      return say('`{name}` takes `{package}` from another registry than the approved one (`{id}`), where only the name need be the same. Take it from the approved registry.', named);
    }
    if (facets.version === undefined) {
      return say('`{name}` starts whatever version of `{package}` is current; the policy requires more to be fixed ({required}, not {achieved}) than the entry `{id}` and this launch do. Pin an exact version, and ask {contact} to approve that version.', named);
    }
  }
  const { identity } = facets;
  if (identity.kind === 'remote' && identity.via && more.achieved === 'source' && (matcher.kind !== 'url' || (matcher.url.path !== undefined && !matcher.url.below))) {
    return say('`{name}` calls an approved address (`{id}`), but through `{bridge}` in whatever version is current. Pin the version of `{bridge}`.', { ...more, bridge: identity.via.package.name });
  }
  return say('`{name}` fits the entry `{id}`, but the two fix less than the policy requires: {achieved}, not {required}. Ask {contact} to approve exactly what it starts.', more);
}

function unpinnedReason({ matcher }: PolicyItem, { server, package: ref }: Facets, args: Args): Message {
  const more = { ...args, package: ref?.name ?? server.name, version: matcher.kind === 'package' ? shownVersions(matcher) : '' };
  if (ref?.type === 'oci') return say('`{name}` starts `{package}` without a digest, so what runs can change; approved is {version} (`{id}`). Name the image by that digest.', more);
  return say('`{name}` starts whatever version of `{package}` is current; approved is {version} (`{id}`). Pin it to that version.', more);
}

function otherVersionReason({ matcher }: PolicyItem, { server, package: ref }: Facets, args: Args): Message {
  return say('`{name}` starts `{package}` {used}; approved is {version} (`{id}`). Change to that version, or register {used}.', {
    ...args,
    package: ref?.name ?? server.name,
    used: ref?.version ?? ref?.digest ?? '',
    version: matcher.kind === 'package' ? shownVersions(matcher) : '',
  });
}

/** The versions an item approves, in the policy's words. */
export function shownVersions({ versions, digest }: Extract<PolicyItem['matcher'], { kind: 'package' }>): string {
  const all = [...(versions ? [...versions.exact.values(), ...versions.ranges] : []), ...(digest ? [digest] : [])];
  return all.length > 3 ? `${all.slice(0, 3).join(', ')} …` : all.join(', ');
}

/** A person's text as a sentence of ours: with an end. */
function asSentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
