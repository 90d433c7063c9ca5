import { PackageURL } from 'packageurl-js';
import type { PackageRef } from '../identity.ts';

/**
 * A package as purl (https://github.com/package-url/purl-spec, types npm, pypi, oci, nuget). Undefined when the type's rules have
 * no place for the name. Holds no login: registries come here in canonical form.
 */
export function purlOf({ type, name, version, floating, registry }: PackageRef): string | undefined {
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
