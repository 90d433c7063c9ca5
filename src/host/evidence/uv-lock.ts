import { pythonName, pythonRequirement } from '../../core/identity/packages/python-requirement.ts';
import type { Folder } from './folder.ts';
import type { LookUp } from './npm-lock.ts';

const field = /^(name|version|source) = (.*)$/;

/** `uv.lock` (https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile), whose tables uv writes in one fixed shape. A package locked in two versions is not known. */
export function uvLock(folder: Folder, file: string): LookUp | undefined {
  const text = folder.text(file);
  if (text === undefined) return undefined;
  const versions = new Map<string, string | undefined>();
  for (const table of text.split(/^\[\[package\]\]\r?$/m).slice(1)) {
    const fields = new Map<string, string>();
    for (const row of table.split(/\r?\n/)) {
      if (row.startsWith('[')) break;
      const [, key, value] = field.exec(row) ?? [];
      if (key !== undefined) fields.set(key, value!.replace(/^"(.*)"$/, '$1'));
    }
    const name = fields.get('name');
    if (name === undefined || !/^\{ *registry *=/.test(fields.get('source') ?? '')) continue;
    const key = pythonName(name);
    versions.set(key, versions.has(key) ? undefined : fields.get('version'));
  }
  return (name) => {
    const version = exactPython(versions.get(name));
    return version === undefined ? undefined : { version, evidence: file };
  };
}

/** A version in PEP 440's normal form; undefined when it is none. */
export function exactPython(version: string | undefined): string | undefined {
  return version === undefined ? undefined : pythonRequirement(`x==${version}`, false)?.version;
}
