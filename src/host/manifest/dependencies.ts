import type { DirectDependencies } from '../../core/manifest/subject.ts';
import { pythonName } from '../../core/identity/packages/python-requirement.ts';
import { packageFacts } from '../evidence/folder-facts.ts';
import { mapOf, own, type Folder } from '../evidence/folder.ts';

/** More than any package has. */
const most = 2000;

/** What a package.json says its code needs at run time, with the versions its lock file fixes; undefined without a lock file. */
export function npmDependencies(folder: Folder): DirectDependencies | undefined {
  const file = ['npm-shrinkwrap.json', 'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'].find((name) => 'text' in folder.content(name));
  const manifest = file === undefined ? undefined : folder.json('package.json');
  if (file === undefined || !manifest) return undefined;
  const wanted = ['dependencies', 'optionalDependencies'].flatMap((key) => Object.entries(mapOf(own(manifest, key)) ?? {}));
  // What lies in the same repository is no component of its own.
  const names = wanted.flatMap(([name, range]) => (typeof range === 'string' && !/^(?:workspace|link|file|portal):/.test(range) ? [name] : []));
  return { type: 'npm', file, dependencies: withVersions(folder, 'npm', names) };
}

/** What uv.lock says the project itself needs (https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile); undefined without it. */
export function pythonDependencies(folder: Folder): DirectDependencies | undefined {
  const text = folder.text('uv.lock');
  if (text === undefined) return undefined;
  const own = text.split(/^\[\[package\]\]\r?$/m).find((table) => /^source = \{ *(?:virtual|editable) *= *"\.?" *\}/m.test(table));
  const list = /^dependencies = \[\r?\n((?: {4}\{.*\r?\n)*)\]/m.exec(own ?? '')?.[1] ?? '';
  const names = [...list.matchAll(/^ {4}\{ name = "([\w.-]{1,200})"/gm)].map(([, name]) => pythonName(name!));
  return own === undefined ? undefined : { type: 'pypi', file: 'uv.lock', dependencies: withVersions(folder, 'pypi', names) };
}

function withVersions(folder: Folder, type: 'npm' | 'pypi', names: readonly string[]): DirectDependencies['dependencies'] {
  const kept = [...new Set(names)].slice(0, most);
  const { locked } = packageFacts(folder, kept.map((name) => `${type}:${name}`));
  return kept.map((name) => {
    const version = locked.get(`${type}:${name}`)?.version;
    return { name, ...(version !== undefined && { version }) };
  });
}
