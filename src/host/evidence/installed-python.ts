import type { KnownPackage } from '../../core/facts.ts';
import { pythonName } from '../../core/identity/packages/python-requirement.ts';
import type { Folder } from './folder.ts';
import { exactPython } from './uv-lock.ts';

/**
 * The Python packages in the folder's virtual environment, by name: what of `wanted` is installed, as its metadata says
 * (https://packaging.python.org/specifications/core-metadata/).
 */
export function installedFromPython(folder: Folder, wanted: ReadonlySet<string>): Map<string, KnownPackage> {
  const found = new Map<string, KnownPackage>();
  for (const site of sitePackages(folder)) {
    for (const entry of folder.names(site)) {
      const name = pythonName(/^(.{1,200})-[^-]{1,100}\.dist-info$/.exec(entry)?.[1] ?? '');
      if (!wanted.has(name) || found.has(name)) continue;
      const evidence = `${site}/${entry}/METADATA`;
      const known = described(folder.text(evidence) ?? '', name, evidence);
      if (known) found.set(name, known);
    }
  }
  return found;
}

function sitePackages(folder: Folder): string[] {
  return ['.venv', 'venv'].flatMap((environment) => [
    ...folder.names(`${environment}/lib`).filter((name) => /^(?:python|pypy)[\d.]{1,10}t?$/.test(name)).map((name) => `${environment}/lib/${name}/site-packages`),
    `${environment}/Lib/site-packages`,
  ]);
}

const isRepository = /^(?:source|repository|source[ _-]?code|code|github|gitlab)$/i;
const knownService = /^https:\/\/(?:github\.com|gitlab\.com|bitbucket\.org)\//i;

function described(metadata: string, name: string, evidence: string): KnownPackage | undefined {
  const fields = new Map<string, string>();
  const addresses: [string, string][] = [];
  for (const row of metadata.split(/\r?\n/)) {
    if (row === '') break;
    const [, key = '', value = ''] = /^([A-Za-z-]{1,40}): (.{1,500})$/.exec(row) ?? [];
    const [, label, address] = key === 'Project-URL' ? (/^([^,]{1,100}), *(\S+)$/.exec(value) ?? []) : [];
    if (label !== undefined) addresses.push([label, address!]);
    else if (key !== '' && !fields.has(key)) fields.set(key, value.trim());
  }
  const version = exactPython(fields.get('Version'));
  if (version === undefined || pythonName(fields.get('Name') ?? '') !== name) return undefined;
  const home = fields.get('Home-page') ?? addresses.find(([label]) => /^home-?page$/i.test(label))?.[1];
  const repository = addresses.find(([label]) => isRepository.test(label))?.[1] ?? (home !== undefined && knownService.test(home) ? home : undefined);
  const license = fields.get('License-Expression') ?? fields.get('License');
  return { version, evidence, ...(license !== undefined && { license }), ...(repository !== undefined && { repository }) };
}
