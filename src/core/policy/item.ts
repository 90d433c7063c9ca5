import { say, type Message } from '../text/message.ts';
import type { PackageRef, PackageType } from '../identity/identity.ts';
import { compileConditions, fixesLaunch, unmetCondition, type Conditions } from './conditions.ts';
import { isApproving, type PolicyDocument, type PolicyEntry, type PolicyMatch } from './document.ts';
import { packageKey, registryKey } from './package-key.ts';
import { fixedVersion, type Facets } from './subject.ts';
import { compileUrl, fitUrl, hasOtherQuery, type CompiledUrl } from './url-matcher.ts';
import { compilePattern, matchesPattern, type CompiledPattern } from './url-pattern.ts';
import { identityLevels, type EntryRef, type IdentityLevel } from './verdict.ts';
import { inRange, readVersion } from './versions.ts';

/** One item of an entry's `match`, prepared for deciding. */
export interface PolicyItem {
  /** Which document it belongs to, or speaks for. */
  readonly document: PolicyDocument;
  readonly entry: PolicyEntry;
  readonly ref: EntryRef;
  /** Its place among all items of the policy. */
  readonly order: number;
  /** What an approval by it requires. */
  readonly required: IdentityLevel;
  readonly approving: boolean;
  /** The last instant of the last day (UTC) on which it counts. */
  readonly until: number | undefined;
  readonly matcher: Matcher;
  readonly conditions: Conditions;
  /** The registry that says so, where it is no entry of the document. */
  readonly registry?: string;
  /** The parameters of the address that the registry lists, values included. */
  readonly parameters?: string;
}

export type Matcher =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'command'; readonly argv: readonly string[] }
  | { readonly kind: 'pattern'; readonly text: string; readonly pattern: CompiledPattern }
  | PackageItem
  | { readonly kind: 'url'; readonly url: CompiledUrl };

export interface PackageItem {
  readonly kind: 'package';
  readonly type: PackageType;
  readonly key: string;
  /** As the policy writes it. */
  readonly name: string;
  readonly versions: VersionSet | undefined;
  /** The one it must come from, in the form to compare by; undefined for the default one. */
  readonly registry: string | undefined;
  readonly registryStated: boolean;
  readonly digest: string | undefined;
}

export interface VersionSet {
  /** Canonical -> as the policy writes it. */
  readonly exact: ReadonlyMap<string, string>;
  readonly ranges: readonly string[];
}

/** How an item fits a declaration: it matches at a level, or speaks of it and yet does not match. */
export type Fit =
  | { readonly kind: 'match'; readonly level: IdentityLevel }
  | { readonly kind: 'near'; readonly code: 'unpinned' | 'other-version' }
  | { readonly kind: 'near'; readonly code: 'constraint'; readonly message: Message; readonly level: IdentityLevel };

export function atLeast(level: IdentityLevel, required: IdentityLevel): boolean {
  return identityLevels.indexOf(level) >= identityLevels.indexOf(required);
}

/** Prepare an item; undefined when it names nothing that can be compared. */
export function compileItem(document: PolicyDocument, entry: PolicyEntry, match: PolicyMatch, ref: EntryRef, order: number): PolicyItem | undefined {
  const matcher = compileMatcher(match);
  if (!matcher) return undefined;
  return {
    document, entry, ref, order, matcher,
    required: entry.minIdentity ?? document.defaults.minIdentity,
    approving: isApproving(entry.state),
    until: entry.expires === undefined ? undefined : Date.parse(`${entry.expires}T23:59:59.999Z`),
    conditions: compileConditions(match),
  };
}

function compileMatcher(match: PolicyMatch): Matcher | undefined {
  if (match.serverName !== undefined) return { kind: 'name', name: match.serverName };
  if (match.serverCommand) return { kind: 'command', argv: match.serverCommand };
  if (match.serverUrl !== undefined) return { kind: 'pattern', text: match.serverUrl, pattern: compilePattern(match.serverUrl) };
  if (match.url) {
    const url = compileUrl(match.url);
    return url && { kind: 'url', url };
  }
  if (!match.package) return undefined;
  const { type, name, versions, registry, digest } = match.package;
  return {
    kind: 'package', type, name,
    key: packageKey({ type, name }),
    versions: versions && versionSet(type, versions),
    registry: registryKey(type, registry),
    registryStated: registry !== undefined,
    digest,
  };
}

function versionSet(type: PackageType, texts: readonly string[]): VersionSet {
  const exact = new Map<string, string>();
  const ranges: string[] = [];
  for (const text of texts) {
    const version = readVersion(type, text);
    if (!version) continue;
    if ('exact' in version) exact.set(version.exact, text);
    else ranges.push(version.range);
  }
  return { exact, ranges };
}

/** How an item of an entry that does not deny fits; undefined when it is about something else. */
export function fit(item: PolicyItem, facets: Facets): Fit | undefined {
  const { matcher } = item;
  const bare = matcher.kind === 'package' ? fitPackage(matcher, facets) : fitOther(matcher, facets);
  if (bare === undefined || typeof bare === 'object') return bare;
  const unmet = unmetCondition(item.conditions, facets, item.approving);
  if (unmet) return { kind: 'near', code: 'constraint', message: unmet, level: bare };
  return { kind: 'match', level: raised(bare, item, facets) };
}

/** What the conditions fix beyond the version: the launch, and with a digest on both sides the artifact. */
function raised(level: IdentityLevel, { matcher, conditions }: PolicyItem, facets: Facets): IdentityLevel {
  if (level !== 'version' || matcher.kind === 'command' || !fixesLaunch(conditions, facets)) return level;
  return matcher.kind === 'package' && sameDigest(matcher, facets.package) ? 'artifact' : 'launch';
}

function sameDigest(matcher: PackageItem, ref: PackageRef | undefined): boolean {
  return matcher.digest !== undefined && ref?.digest === matcher.digest;
}

function fitPackage(matcher: PackageItem, facets: Facets): IdentityLevel | Fit | undefined {
  const ref = facets.package;
  if (!ref || facets.packageKey !== matcher.key) return undefined;
  const level = versionLevel(matcher, ref, facets.version);
  if (typeof level === 'object') return level;
  const registry = registryKey(ref.type, ref.registry);
  if (registry === matcher.registry) return level;
  if (matcher.registryStated) {
    const message = say('`{name}` takes `{package}` from another registry than the approved one, where it can be something else. Take it from the approved registry.', { name: facets.server.name, package: matcher.name });
    return { kind: 'near', code: 'constraint', message, level: 'name' };
  }
  // From a registry nobody named, only the name is the same.
  return 'name';
}

function versionLevel({ type, versions, digest }: PackageItem, ref: PackageRef, version: string | undefined): IdentityLevel | Fit {
  if (digest !== undefined && ref.digest !== undefined) return ref.digest === digest ? 'version' : { kind: 'near', code: 'other-version' };
  if (!versions) return digest === undefined ? 'source' : { kind: 'near', code: 'unpinned' };
  const tag = type === 'oci' ? (ref.version ?? ref.floating) : undefined;
  if (tag !== undefined && versions.ranges.includes(tag) && (version === undefined || versions.exact.size === 0)) return 'source';
  if (version === undefined) return { kind: 'near', code: 'unpinned' };
  if (versions.exact.has(version)) return 'version';
  return versions.ranges.some((range) => inRange(type, version, range, false)) ? 'source' : { kind: 'near', code: 'other-version' };
}

function fitOther(matcher: Exclude<Matcher, PackageItem>, facets: Facets): IdentityLevel | Fit | undefined {
  switch (matcher.kind) {
    case 'name':
      return facets.server.name === matcher.name ? 'name' : undefined;
    case 'command':
      return sameList(facets.argv ?? [], matcher.argv) ? commandLevel(facets) : undefined;
    case 'pattern':
      return facets.address && matchesPattern(matcher.pattern, facets.destination) ? bridged(matcher.pattern.level, facets) : undefined;
    case 'url': {
      const { address } = facets;
      const level = address && fitUrl(matcher.url, address);
      if (!level || !hasOtherQuery(matcher.url, address)) return level && bridged(level, facets);
      const message = say('The URL of `{name}` has parameters behind `?` that its approval does not name. Take them out, or ask for an approval that names them.', { name: facets.server.name });
      return { kind: 'near', code: 'constraint', message, level: bridged(level, facets) };
    }
  }
}

/** A local bridge is code too: when its version is open, so is what the call does. */
function bridged(level: IdentityLevel, { identity }: Facets): IdentityLevel {
  const via = identity.kind === 'remote' ? identity.via?.package : undefined;
  return via && level === 'version' && !fixed(via) ? 'source' : level;
}

/** An exact command line fixes what the package reference in it fixes. */
function commandLevel({ identity }: Facets): IdentityLevel {
  const ref = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
  return ref && fixed(ref) ? 'version' : 'source';
}

function fixed(ref: PackageRef): boolean {
  return fixedVersion(ref) !== undefined && registryKey(ref.type, ref.registry) === undefined;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}
