import { PackageURL } from 'packageurl-js';
import type { PackageRef } from '../identity.ts';

/**
 * A package as purl (https://github.com/package-url/purl-spec, types npm, pypi, oci, nuget). Undefined when the type's rules have
 * no place for the name. Holds no login: registries come here in canonical form.
 */
export function purlOf(ref: PackageRef): string | undefined {
  return plainPurl(ref) ?? libraryPurl(ref);
}

const plainName = /^[a-z0-9][a-z0-9-]*$/;
const plainScoped = /^@[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/;
const plainImage = /^[a-z0-9][a-z0-9./-]*\/[a-z0-9][a-z0-9-]*$/;
const plainVersion = /^[\w.:-]+$/;

/**
 * The purl of a name and version in which nothing is normalised or encoded, which is nearly every one: the library takes a
 * quarter of the time of identifying a server. A test holds the two against each other.
 */
function plainPurl({ type, name, version, floating, registry }: PackageRef): string | undefined {
  if (registry !== undefined || (version !== undefined && !plainVersion.test(version))) return undefined;
  const behind = version === undefined ? '' : `@${version}`;
  if (type === 'oci') {
    const tag = version === undefined ? floating : undefined;
    if (!plainImage.test(name) || tag?.includes(':') || (tag !== undefined && !plainVersion.test(tag))) return undefined;
    return `pkg:oci/${name.slice(name.lastIndexOf('/') + 1)}${behind}?repository_url=${name.replaceAll('/', '%2F')}${tag === undefined ? '' : `&tag=${tag}`}`;
  }
  if (plainName.test(name)) return `pkg:${type}/${name}${behind}`;
  return type === 'npm' && plainScoped.test(name) ? `pkg:npm/%40${name.slice(1)}${behind}` : undefined;
}

function libraryPurl({ type, name, version, floating, registry }: PackageRef): string | undefined {
  const slash = name.lastIndexOf('/');
  const namespace = type === 'npm' && slash > 0 ? name.slice(0, slash) : undefined;
  const own = slash < 0 ? name : name.slice(slash + 1);
  const qualifiers =
    type === 'oci'
      ? // The type has no namespace: registry and path stand in `repository_url`.
        { repository_url: name, ...(version === undefined && floating !== undefined && { tag: floating }) }
      : registry === undefined ? undefined : { repository_url: registry };
  try {
    return new PackageURL(type, namespace, own, version, qualifiers, undefined).toString();
  } catch {
    return undefined;
  }
}
