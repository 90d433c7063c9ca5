import type { DirectDependencies } from './subject.ts';

/** What a bill of materials lists: for each package the versions it is listed in, by `type:name` where it says the type, else by name. */
export type Sbom = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Read a bill of materials: CycloneDX (1.2 to 1.7) or SPDX (2.2, 2.3, and the graph of 3) as JSON. Undefined for anything else. Never throws.
 * https://cyclonedx.org/docs/1.7/json/, https://spdx.github.io/spdx-spec/v2.3/
 */
export function readSbom(text: string): Sbom | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = new Map<string, Set<string>>();
  if (get(document, 'bomFormat') === 'CycloneDX') {
    const stack = [...list(get(document, 'components'))];
    for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
      const group = textAt(part, 'group');
      const name = textAt(part, 'name');
      add(found, textAt(part, 'purl'), name === undefined ? undefined : group === undefined ? name : `${group}/${name}`, textAt(part, 'version'));
      for (const below of list(get(part, 'components'))) stack.push(below);
    }
    return found;
  }
  if (typeof get(document, 'spdxVersion') === 'string') {
    for (const part of list(get(document, 'packages'))) {
      const purl = list(get(part, 'externalRefs')).find((ref) => get(ref, 'referenceType') === 'purl');
      add(found, textAt(purl, 'referenceLocator'), textAt(part, 'name'), textAt(part, 'versionInfo'));
    }
    return found;
  }
  const graph = get(document, '@graph');
  if (!Array.isArray(graph) || !/spdx\.org/.test(JSON.stringify(get(document, '@context') ?? '').slice(0, 1000))) return undefined;
  for (const part of list(graph)) if (get(part, 'type') === 'software_Package') add(found, textAt(part, 'software_packageUrl'), textAt(part, 'name'), textAt(part, 'software_packageVersion'));
  return found;
}

/** The direct dependencies that a bill of materials does not list, or lists in other versions only. */
export function uncovered(sbom: Sbom, { type, dependencies }: DirectDependencies): { readonly missing: readonly string[]; readonly other: readonly string[] } {
  const missing: string[] = [];
  const other: string[] = [];
  for (const { name, version } of dependencies) {
    const key = plain(type, name);
    const versions = sbom.get(`${type}:${key}`) ?? sbom.get(key);
    if (!versions) missing.push(name);
    else if (version !== undefined && versions.size > 0 && !versions.has(version)) other.push(name);
  }
  return { missing, other };
}

function add(found: Map<string, Set<string>>, purl: string | undefined, name: string | undefined, version: string | undefined): void {
  const ref = purl === undefined ? undefined : readPurl(purl);
  const key = ref ? `${ref.type}:${plain(ref.type, ref.name)}` : name === undefined ? undefined : name;
  if (key === undefined) return;
  const versions = found.get(key) ?? new Set<string>();
  found.set(key, versions);
  const listed = ref?.version ?? version;
  if (listed !== undefined) versions.add(listed);
}

/** https://github.com/package-url/purl-spec */
function readPurl(purl: string): { readonly type: string; readonly name: string; readonly version?: string } | undefined {
  const [, type, name, version] = /^pkg:\/{0,2}([a-z][a-z0-9.+-]{0,40})\/(@?[^@?#]{1,300})(?:@([^?#]{1,200}))?/i.exec(purl) ?? [];
  try {
    return type === undefined ? undefined : { type: type.toLowerCase(), name: decodeURIComponent(name!), ...(version !== undefined && { version: decodeURIComponent(version) }) };
  } catch {
    return undefined;
  }
}

/** PyPI takes `-`, `_` and `.` for the same, in any case (PEP 503). */
function plain(type: string, name: string): string {
  return type === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name;
}

function get(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function textAt(value: unknown, key: string): string | undefined {
  const text = get(value, key);
  return typeof text === 'string' && text !== '' && text.length <= 1000 ? text : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
