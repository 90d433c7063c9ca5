import { canonicalRegistry } from '../identity/canonical-url.ts';
import type { PackageRef, PackageType } from '../identity/identity.ts';
import { pythonName } from '../identity/packages/python-requirement.ts';

/** A package's name as its ecosystem compares names, so that the policy's spelling does not matter. */
export function canonicalName(type: PackageType, name: string): string {
  switch (type) {
    case 'npm':
      return name;
    case 'pypi':
      return pythonName(name);
    case 'nuget':
    case 'vscode-extension':
      return name.toLowerCase();
    case 'oci':
      return imageName(name);
  }
}

/** As identities have the names of most images: nothing is left to be done. */
const wholeImage = /^docker\.io\/[a-z0-9_-]+\/[a-z0-9._-]+$/;

/** An image's name with its registry, as docker reads it: without one it is Docker Hub's, and without a path there, `library/`. */
function imageName(name: string): string {
  if (wholeImage.test(name)) return name;
  const [domain, ...path] = name.split('/');
  if (path.length > 0 && (domain === 'localhost' || /[.:]/.test(domain!))) return name.toLowerCase().replace(/^index\.docker\.io\//, 'docker.io/').replace(/^docker\.io\/([^/]+)$/, 'docker.io/library/$1');
  return `docker.io/${path.length > 0 ? '' : 'library/'}${name}`.toLowerCase();
}

/** What packages are looked up by. */
export function packageKey({ type, name }: Pick<PackageRef, 'type' | 'name'>): string {
  return `${type}:${canonicalName(type, name)}`;
}

/** A name without its scope or the path before it: what a look-alike keeps. */
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).toLowerCase();
}

/** A registry in a form to compare by: of an address what names the server and path; undefined for the default one of its ecosystem. */
export function registryKey(type: PackageType, registry: string | undefined): string | undefined {
  if (registry === undefined) return undefined;
  const key = canonicalRegistry(registry) ?? registry;
  return type === 'npm' && key === canonicalRegistry(__NPM_DEFAULT_REGISTRY__) ? undefined : key;
}
