import type { PackageType } from '../../identity/identity.ts';
import { canonicalName } from '../../policy/package-key.ts';
import { targetOfPackage, targetOfServers, targetOfUrl, type Declared, type StopTarget } from './target.ts';

const types: readonly PackageType[] = ['npm', 'pypi', 'oci', 'nuget'];

/**
 * What a person means by a word: an address; a package as `npm:name` or purl; a name, of servers, and of packages that are started here.
 * @param named the servers that are called so, or are named otherwise (`FILE#NAME`)
 */
export function targetFor(wanted: string, declared: readonly Declared[], named: readonly Declared[]): StopTarget | undefined {
  if (/^https?:\/\//i.test(wanted)) return targetOfUrl(wanted);
  const spelled = /^(?:pkg:)?(npm|pypi|oci|nuget)[:/](.+)$/i.exec(wanted);
  if (spelled) return targetOfPackage([spelled[1]!.toLowerCase() as PackageType], withoutVersion(wanted.startsWith('pkg:') ? decoded(spelled[2]!.split('?')[0]!) : spelled[2]!));
  const byName = named.length > 0 ? targetOfServers(named, named.every(({ declaration }) => declaration.name === wanted) ? wanted : undefined) : undefined;
  const started = types.filter((type) => declared.some(({ identity }) => identity.kind === 'package' && identity.package.type === type && identity.package.name === canonicalName(type, withoutVersion(wanted))));
  const byPackage = started.length > 0 ? targetOfPackage(started, withoutVersion(wanted)) : undefined;
  if (byName && byPackage) return { label: byName.label, match: [...new Map([...byName.match, ...byPackage.match].map((item) => [JSON.stringify(item), item])).values()], finds: (one) => byPackage.finds(one) ?? byName.finds(one) };
  return byName ?? byPackage;
}

/** A package that nothing here is known to start, by its bare name: it may stand in a command line that cannot be read. */
export function targetOfAnyPackage(wanted: string): StopTarget {
  return targetOfPackage(types, withoutVersion(wanted));
}

function withoutVersion(name: string): string {
  const at = name.lastIndexOf('@');
  return at > 0 ? name.slice(0, at) : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
