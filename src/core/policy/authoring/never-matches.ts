import { satisfies as satisfiesPep440, validRange as validPep440Range, compare as comparePep440 } from '@renovatebot/pep440';
import intersects from 'semver/ranges/intersects';
import type { PackageType } from '../../identity/identity.ts';
import { imageReference } from '../../identity/packages/image-reference.ts';
import { maskText } from '../../secret/mask.ts';
import { say, type Message } from '../../text/message.ts';
import { unmetCondition } from '../conditions.ts';
import { compileDenyPattern, maxArgument } from '../deny-pattern.ts';
import { denies, type PolicyMatch } from '../document.ts';
import { canonicalName } from '../package-key.ts';
import { destination } from '../address.ts';
import { parseUrl } from '../subject.ts';
import { compilePattern, denyingPatterns } from '../url-pattern.ts';
import { readVersion } from '../versions.ts';
import { subjectPath, type LintedItem } from './linted-item.ts';
import { startedBy } from './made-up.ts';
import type { Seen } from './observation.ts';

/** What keeps an item from ever matching anything. */
export function* neverMatches(item: LintedItem): Generator<Seen> {
  const { match, entry } = item;
  const denying = denies(entry.state);
  const nothing = (path: Seen['path'], message: Message): Seen => ({ code: 'never-matches', path, severity: denying ? 'error' : 'warning', message });
  if (match.package) {
    const wrong = impossibleName(match.package.type, match.package.name);
    if (wrong) yield nothing([...match.path, 'package', 'name'], wrong);
    else yield* wrongVersions(match as PolicyMatch & { package: NonNullable<PolicyMatch['package']> }, denying);
  }
  // A name may hold a star, and somebody who writes one nearly always means any name (claude-code#5555: a denial that denied nothing).
  if (match.serverName?.includes('*')) yield nothing(subjectPath(match), wholeNames(match.serverName));
  if (match.serverUrl !== undefined) {
    // One that ends with its host is told of where the policy is read.
    const wrong = compilePattern(match.serverUrl).pathless ? undefined : impossiblePattern(match.serverUrl, denying);
    if (wrong) yield nothing(subjectPath(match), wrong);
  }
  if (denying) return;
  if (match.serverCommand) {
    const subject = startedBy(match.serverCommand);
    const unmet = unmetCondition(item.conditions, subject, item.approving);
    if (unmet) yield nothing(subjectPath(match), say('This command line itself does not meet the conditions beside it, so no server matches. Name in `args` and `env` what it holds: its arguments, and every option with which it reaches more or runs other code.'));
  }
  yield* contradictions(match);
}

function wholeNames(name: string): Message {
  return say('Names are compared as a whole: `*` in `{name}` stands for itself, not for any name. Name each server, or say by package or address which ones are meant.', { name: maskText(name) });
}

/** Why no package of that kind can have the name. */
function impossibleName(type: PackageType, name: string): Message | undefined {
  const versioned = say('A name does not hold a version: nothing is called `{name}`. Write the name alone, and the version into `versions`.', { name });
  const other = say('Nothing of the type `{type}` can have the name `{name}`, so nothing matches. Write it as its registry lists it.', { type, name });
  if (name.includes('*')) return wholeNames(name);
  switch (type) {
    case 'npm':
      if (name.lastIndexOf('@') > 0) return versioned;
      return /\s/.test(name) || (name.startsWith('@') && !/^@[^/]+\/[^/]+$/.test(name)) ? other : undefined;
    case 'pypi':
      if (/[=<>~!@]/.test(name)) return versioned;
      return /[\s[\];,/]/.test(name) ? other : undefined;
    case 'nuget':
      if (name.includes('@')) return versioned;
      return /[\s/]/.test(name) ? other : undefined;
    case 'vscode-extension':
      if (name.includes('@')) return versioned;
      return /^[^.\s/]+\.[^\s/]+$/.test(name) ? undefined : other;
    case 'oci': {
      const image = imageReference(canonicalName('oci', name));
      if (image?.digest !== undefined || image?.tag !== undefined) return say('A name does not hold a tag or digest: nothing is called `{name}`. Write the name alone, and the digest into `digest`.', { name });
      return image ? undefined : other;
    }
  }
}

function* wrongVersions({ path, package: { type, versions = [], digest } }: PolicyMatch & { package: NonNullable<PolicyMatch['package']> }, denying: boolean): Generator<Seen> {
  const empty = versions.flatMap((text, i) => (isEmptyRange(type, text) ? [i] : []));
  const all = empty.length > 0 && empty.length === versions.length && digest === undefined;
  for (const i of empty) {
    const range = versions[i]!;
    yield {
      code: 'empty-range', path: [...path, 'package', 'versions', i], severity: all && denying ? 'error' : 'warning',
      message: all
        ? denying ? say('No version lies in `{range}`, so this denies nothing. Check the direction of its signs.', { range }) : say('No version lies in `{range}`, so nothing matches. Check the direction of its signs.', { range })
        : say('No version lies in `{range}`, so it adds nothing. Check the direction of its signs, or take it out.', { range }),
    };
  }
  if (digest === undefined) return;
  if (type !== 'oci') {
    const never = versions.length === 0;
    yield {
      code: never ? 'never-matches' : 'contradiction', path: [...path, 'package', 'digest'], severity: never && denying ? 'error' : 'warning',
      message: never
        ? say('Only container images are started by digest: no declaration of this kind of package holds one, so nothing matches. Name its versions instead.')
        : say('Only container images are started by digest: no declaration of this kind of package holds one, so this has no effect.'),
    };
    return;
  }
  const others = versions.flatMap((text, i) => (text.startsWith('sha256:') && text !== digest ? [i] : []));
  for (const i of others) yield { code: 'contradiction', path: [...path, 'package', 'versions', i], severity: 'warning', message: say('`digest` beside it names other content, and then only that one matches. Keep one of the two.') };
}

function isEmptyRange(type: PackageType, text: string): boolean {
  const version = readVersion(type, text);
  if (!version || 'exact' in version || type === 'oci') return false;
  return type === 'pypi' ? isEmptyPep440(version.range) : !intersects(version.range, '*', { includePrerelease: true });
}

/** Bounds that cross, or exact versions that the rest rules out; what is written otherwise is left alone. */
function isEmptyPep440(range: string): boolean {
  if (!validPep440Range(range)) return false;
  const parts = range.split(',').map((part) => /^\s*(==|>=|<=|>|<)\s*([\w.!+-]+)\s*$/.exec(part));
  const bounds = parts.flatMap((part) => (part ? [{ sign: part[1]!, version: part[2]! }] : []));
  const exact = bounds.find(({ sign }) => sign === '==');
  if (exact) return !satisfiesPep440(exact.version, range, { prereleases: true });
  const lower = bounds.filter(({ sign }) => sign.startsWith('>'));
  const upper = bounds.filter(({ sign }) => sign.startsWith('<'));
  return lower.some((low) => upper.some((high) => {
    const order = comparePep440(low.version, high.version);
    return order > 0 || (order === 0 && (low.sign === '>' || high.sign === '<'));
  }));
}

/** Why no address that is called equals a pattern: what is compared is origin, path and query as `fetch` writes them. */
function impossiblePattern(text: string, denying: boolean): Message | undefined {
  const texts = denying ? denyingPatterns(text).map(({ pattern }) => pattern) : [text.toLowerCase()];
  const reasons = texts.map(whyNoAddress);
  return reasons.every(Boolean) ? reasons[0] : undefined;
}

function whyNoAddress(pattern: string): Message | undefined {
  const star = pattern.indexOf('*');
  const start = star < 0 ? pattern : pattern.slice(0, star);
  if (!['https://', 'http://'].some((scheme) => scheme.startsWith(start.slice(0, scheme.length)) && start.startsWith(scheme.slice(0, start.length)))) {
    return say('An address begins with `https://` or `http://`, and this pattern does not, so no URL matches it.');
  }
  const separator = pattern.indexOf('://');
  const authorityStart = separator < 0 ? 0 : separator + 3;
  const rest = pattern.slice(authorityStart).search(/[/\\?#]/);
  const authority = rest < 0 ? pattern.slice(authorityStart) : pattern.slice(authorityStart, authorityStart + rest);
  const shown = maskText(pattern);
  if (authority.includes('@')) return say('No URL matches `{pattern}`: addresses are compared without a login. Take out what stands before `@`.', { pattern: shown });
  if (pattern.includes('#')) return say('No URL matches `{pattern}`: addresses are compared without what stands behind `#`. Take it out.', { pattern: shown });
  if (/[\s"<>\\]|[^\u0021-\u007e]/u.test(pattern)) return say('No URL matches `{pattern}`: an address holds no such character when it is called. Write it encoded, and a host in punycode.', { pattern: shown });
  if (rest === 0 || pattern.slice(authorityStart + authority.length).startsWith('?')) return say('No URL matches `{pattern}`: an address has a host, and a path behind it.', { pattern: shown });
  if (/^https:.*:443$/.test(pattern.slice(0, authorityStart + authority.length)) || /^http:.*:80$/.test(pattern.slice(0, authorityStart + authority.length))) {
    return say('No URL matches `{pattern}`: the usual port is left out when addresses are compared. Leave it out.', { pattern: shown });
  }
  if (pattern.includes('*')) return undefined;
  const url = parseUrl(pattern);
  return url && destination(url) === pattern ? undefined : say('No URL matches `{pattern}`: the same address is called as `{called}`. Write it like that.', { pattern: shown, called: url ? maskText(destination(url)) : '' });
}

/** Arguments that stand among the allowed ones and are ruled out beside them. */
function* contradictions({ path, args, package: ref }: PolicyMatch): Generator<Seen> {
  if (!args?.denyExtra || !args.allow || !args.denyPatterns) return;
  const patterns = args.denyPatterns.map((source) => ({ source, pattern: compileDenyPattern(source) }));
  for (const [i, text] of args.allow.entries()) {
    // An option of docker's, which is none of the server's own arguments.
    if (text.length > maxArgument || (ref?.type === 'oci' && text.startsWith('-'))) continue;
    const behind = /^-[^=]*=/.exec(text);
    const tested = behind ? [text, text.slice(behind[0].length)] : [text];
    const hit = patterns.find(({ pattern }) => tested.some((value) => pattern.test(value)));
    if (hit) yield { code: 'contradiction', path: [...path, 'args', 'allow', i], severity: 'warning', message: say('This argument is allowed here and ruled out by `{pattern}` in `denyPatterns`, so no server that has it matches. Keep one of the two.', { pattern: hit.source }) };
  }
}
