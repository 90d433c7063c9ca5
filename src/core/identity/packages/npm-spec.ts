import validVersion from 'semver/functions/valid';
import validRange from 'semver/ranges/valid';

/**
 * What npm takes a package specification for. Gives the same answers as `npm-package-arg` 13, which npm itself uses, on every
 * platform (a test holds the two against each other); that library needs Node and 60 kB, this stays in the core.
 */
export type NpmSpec =
  /** From a registry: `spec` is what stands behind the name, `*` when nothing does. */
  | { readonly type: 'version' | 'range' | 'tag'; readonly name: string; readonly spec: string }
  /** `name@npm:other`: another package under this name. */
  | { readonly type: 'alias'; readonly target: NpmSpec }
  /** From git, an address, a file or a folder. */
  | { readonly type: 'elsewhere' }
  | { readonly type: 'invalid' };

const invalid: NpmSpec = { type: 'invalid' };
const elsewhere: NpmSpec = { type: 'elsewhere' };

/** Longer than npm lets any name and version be (214 and 256). */
const maxLength = 500;

const address = /^(?:git[+])?[a-z]+:/i;
const gitAddress = /^[^@]+@[^:.]+\.[^:]+:.+$/;
const archive = /[.](?:tgz|tar\.gz|tar)$/i;
const path = /^(?:[.]|~[/]|[/]|[a-zA-Z]:)/;
/** What `encodeURIComponent` leaves as it is. */
const urlFriendly = /^[A-Za-z0-9\-_.!~*'()]+$/;
const scoped = /^@([^/]+)\/([^/]+)$/;
/** Kinds of specification that need no parser to be told: semver's takes its time. */
const plainTag = /^[A-UWYZa-uwyz][A-Za-z0-9_-]*$/;
const plainRange = /^(?:[\^~]?(?:0|[1-9]\d{0,14})(?:\.(?:0|[1-9]\d{0,14})){0,2}|(?:0|[1-9]\d{0,14})(?:\.(?:0|[1-9]\d{0,14}))?\.[xX*])$/;
const plainVersion = /^(?:0|[1-9]\d{0,14})\.(?:0|[1-9]\d{0,14})\.(?:0|[1-9]\d{0,14})$/;

export function npmSpec(text: string): NpmSpec {
  // On Windows a backslash separates folders; elsewhere no valid specification holds one.
  if (text.length > maxLength) return invalid;
  if (text.includes('\\')) return elsewhere;
  const at = text.indexOf('@', 1);
  const namePart = at > 0 ? text.slice(0, at) : text;
  if (address.test(text)) return resolve(undefined, text);
  if (gitAddress.test(text)) return elsewhere;
  if (!namePart.startsWith('@') && (namePart.includes('/') || archive.test(namePart))) return elsewhere;
  if (at > 0) return resolve(namePart, text.slice(at + 1) || '*');
  return isPackageName(text) ? resolve(text, '*') : resolve(undefined, text);
}

function resolve(name: string | undefined, spec: string): NpmSpec {
  if (name !== undefined && !isPackageName(name)) return invalid;
  const lower = spec.slice(0, 5).toLowerCase();
  if (lower === 'file:' || path.test(spec)) return elsewhere;
  if (lower.startsWith('npm:')) return alias(spec.slice(4));
  if (address.test(spec) || spec.includes('/') || archive.test(spec)) return elsewhere;
  return name === undefined ? invalid : fromRegistry(name, spec.trim());
}

function alias(text: string): NpmSpec {
  const target = npmSpec(text);
  return target.type === 'version' || target.type === 'range' || target.type === 'tag' ? { type: 'alias', target } : invalid;
}

function fromRegistry(name: string, spec: string): NpmSpec {
  if (spec === '*') return { type: 'range', name, spec };
  if (plainVersion.test(spec)) return { type: 'version', name, spec };
  if (plainTag.test(spec)) return { type: 'tag', name, spec };
  if (plainRange.test(spec)) return { type: 'range', name, spec };
  if (validVersion(spec, true) !== null) return { type: 'version', name, spec };
  if (validRange(spec, true) !== null) return { type: 'range', name, spec };
  return urlFriendly.test(spec) ? { type: 'tag', name, spec } : invalid;
}

/** A name npm's registry may hold, old ones included (`validForOldPackages` of validate-npm-package-name). */
function isPackageName(name: string): boolean {
  const first = name[0];
  if (first === undefined || first === '.' || first === '-' || first === '_' || name.trim() !== name) return false;
  const lower = name.toLowerCase();
  if (lower === 'node_modules' || lower === 'favicon.ico') return false;
  if (urlFriendly.test(name)) return true;
  const [, scope, own] = scoped.exec(name) ?? [];
  return scope !== undefined && own !== undefined && urlFriendly.test(scope) && urlFriendly.test(own) && !own.startsWith('.');
}

const versionPrefix = /^[v=\s]+/;

/** The one version a specification of type `version` names, in semver's own form; undefined when only npm's leniency makes one of it. */
export function exactNpmVersion(spec: string): string | undefined {
  return plainVersion.test(spec) ? spec : (validVersion(spec.replace(versionPrefix, '')) ?? undefined);
}
