import { satisfies as satisfiesPep440, validRange as validPep440Range } from '@renovatebot/pep440';
import satisfiesSemver from 'semver/functions/satisfies';
import validSemver from 'semver/functions/valid';
import validSemverRange from 'semver/ranges/valid';
import compareSemver from 'semver/functions/compare-loose';
import type { PackageType } from '../identity/identity.ts';
import { cleanVersion } from '../identity/packages/pep440.ts';

/** What an item of `versions` means: one version, in canonical form, or a set of them. */
export type PolicyVersion = { readonly exact: string } | { readonly range: string };

/** Longer texts are no version of any ecosystem (semver's own limit), and would only cost time. */
const maxLength = 256;

/**
 * Read an item of `versions`; undefined when it is neither a version nor a range of its ecosystem.
 * npm and nuget ranges are npm's (https://github.com/npm/node-semver), pypi's are PEP 440 specifiers.
 */
export function readVersion(type: PackageType, text: string): PolicyVersion | undefined {
  if (text.length > maxLength) return undefined;
  const exact = exactVersion(type, type === 'oci' ? text : text.replace(/^={1,2}\s*(?=[^=\s])/, ''));
  if (exact !== undefined) return { exact };
  switch (type) {
    case 'npm':
    case 'nuget':
    case 'vscode-extension':
      return validSemverRange(text) === null ? undefined : { range: text };
    case 'pypi':
      return text.trim() !== '' && validPep440Range(text) ? { range: text } : undefined;
    case 'oci':
      // A tag: what the distribution specification allows (https://github.com/opencontainers/distribution-spec, "pulling manifests").
      return /^\w[\w.-]{0,127}$/.test(text) ? { range: text } : undefined;
  }
}

/** Three numbers, as most versions are: semver's own reader takes many times as long to say the same. */
const plainSemver = /^(?:0|[1-9]\d{0,14})(?:\.(?:0|[1-9]\d{0,14})){2}$/;

/** One version in its ecosystem's canonical form, so that spellings of the same version compare as equal; undefined for anything else. */
export function exactVersion(type: PackageType, text: string): string | undefined {
  if (text.length > maxLength) return undefined;
  switch (type) {
    case 'npm':
    case 'vscode-extension':
      return plainSemver.test(text) ? text : (validSemver(text) ?? undefined);
    case 'pypi':
      return canonicalPep440(text);
    case 'nuget':
      return canonicalNuget(text);
    case 'oci':
      return /^sha256:[0-9a-f]{64}$/.test(text) ? text : undefined;
  }
}

/** Trailing zeros of the release do not count (PEP 440, "Version matching"). */
function canonicalPep440(text: string): string | undefined {
  const cleaned = cleanVersion(text);
  if (cleaned === null) return undefined;
  return cleaned.replace(/^(\d+!)?(\d+(?:\.\d+)*?)(?:\.0)+(?!\.?\d)/, '$1$2');
}

/** NuGet's normalised form: three numbers, a fourth only when it is not zero, no build metadata, lower case (https://learn.microsoft.com/nuget/concepts/package-versioning). */
function canonicalNuget(text: string): string | undefined {
  const match = /^(\d{1,10})\.(\d{1,10})(?:\.(\d{1,10}))?(?:\.(\d{1,10}))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/.exec(text);
  if (!match) return undefined;
  const [major, minor, patch, revision] = match.slice(1, 5).map((part) => Number(part ?? 0));
  return `${major}.${minor}.${patch}${revision ? `.${revision}` : ''}${(match[5] ?? '').toLowerCase()}`;
}

/**
 * Whether a canonical version lies in a range. `tight` is for denials: a pre-release of a denied range is denied too,
 * while an approved range leaves pre-releases out, as its ecosystem does.
 */
export function inRange(type: PackageType, version: string, range: string, tight: boolean): boolean {
  if (type === 'pypi') return satisfiesPep440(version, range, tight ? { prereleases: true } : {});
  return type === 'oci' ? version === range : satisfiesSemver(version, range, { includePrerelease: tight });
}

/** Order for choosing which version to show: by number where they are numbers. */
export function compareVersions(a: string, b: string): number {
  return validSemver(a) && validSemver(b) ? compareSemver(a, b) : a < b ? -1 : Number(a > b);
}
