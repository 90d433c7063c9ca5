import { exactNpmVersion } from '../../core/identity/packages/npm-spec.ts';
import type { Folder } from './folder.ts';
import { integrityOf, type LookUp } from './npm-lock.ts';

const line = /^( *)(?:'([^']*)'|([^\s'":#{[-][^:]*)):(?: +(\S.*?))? *$/;
const kinds = new Set(['dependencies', 'devDependencies', 'optionalDependencies']);

/**
 * `pnpm-lock.yaml`, versions 5 to 9: the direct dependencies of the folder itself. pnpm writes it in one fixed shape (a key to a line,
 * two spaces a level), which is read here; whatever has another shape is not found.
 */
export function pnpmLock(folder: Folder, file: string): LookUp | undefined {
  const text = folder.text(file);
  if (text === undefined) return undefined;
  const versions = new Map<string, string>();
  const integrities = new Map<string, string>();
  const way: string[] = [];
  for (const row of text.split(/\r?\n/)) {
    const [, indent, quoted, plain, scalar] = line.exec(row) ?? [];
    const key = quoted ?? plain;
    if (indent === undefined || key === undefined || indent.length % 2 !== 0 || indent.length > 12) continue;
    way.length = Math.min(way.length, indent.length / 2);
    way.push(key);
    const value = scalar?.replace(/^'(.*)'$/, '$1');
    if (value === undefined) continue;
    const direct = way[0] === 'importers' && way[1] === '.' ? way.slice(2) : way;
    if (kinds.has(direct[0] ?? '') && (direct.length === 2 || (direct.length === 3 && direct[2] === 'version'))) versions.set(direct[1]!, value);
    else if (way[0] === 'packages' && way[2] === 'resolution') {
      const integrity = integrityOf(/integrity: (sha\S+?)[,}]/.exec(value)?.[1]);
      if (integrity !== undefined) integrities.set(way[1]!.replace(/^\//, ''), integrity);
    }
  }
  return (name) => {
    // What peers it was put together with stands behind it: `1.0.0(zod@3.0.0)`, earlier `1.0.0_zod@3.0.0`.
    const version = exactNpmVersion((versions.get(name) ?? '').replace(/[(_].*$/, ''));
    if (version === undefined) return undefined;
    const integrity = integrities.get(`${name}@${version}`) ?? integrities.get(`${name}/${version}`);
    return { version, evidence: file, ...(integrity !== undefined && { integrity }) };
  };
}
