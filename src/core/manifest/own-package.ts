import { child, stringOf, type ConfigNode } from '../config/node.ts';

/** What a package's own file says of it, as far as it bears on a manifest. Written by whoever writes the package. */
export interface OwnPackage {
  readonly type: 'npm' | 'pypi';
  /** The file's name: `package.json`. */
  readonly file: string;
  readonly name: string;
  /** Absent where it is made at build time. */
  readonly version?: string;
  readonly description?: string;
  /** Address of its repository, as written. */
  readonly repository?: string;
  /** Where in the repository it lies. */
  readonly subfolder?: string;
  readonly license?: string;
  /** The name it says it is registered under (npm's `mcpName`). */
  readonly mcpName?: string;
  /** Where it is published, if not at the usual place. */
  readonly registry?: string;
  /** It says that it is not to be published. */
  readonly unpublished: boolean;
  /** It brings a program of its own. */
  readonly runs: boolean;
  /** Direct dependencies for use at run time, by normalised name. */
  readonly dependencies: ReadonlySet<string>;
  readonly keywords: readonly string[];
}

const longest = 500;

/** What a `package.json` says (https://docs.npmjs.com/cli/configuring-npm/package-json); undefined where it names no package. */
export function npmPackage(tree: ConfigNode | undefined): OwnPackage | undefined {
  const name = textAt(tree, 'name');
  if (name === undefined) return undefined;
  const repository = child(tree, 'repository');
  return {
    type: 'npm',
    file: 'package.json',
    name,
    ...optional({
      version: textAt(tree, 'version'),
      description: textAt(tree, 'description'),
      repository: text(repository) ?? textAt(repository, 'url'),
      subfolder: textAt(repository, 'directory'),
      license: textAt(tree, 'license'),
      mcpName: textAt(tree, 'mcpName'),
      registry: textAt(child(tree, 'publishConfig'), 'registry'),
    }),
    unpublished: booleanAt(tree, 'private'),
    runs: child(tree, 'bin') !== undefined,
    dependencies: new Set(keysOf(child(tree, 'dependencies'))),
    keywords: listAt(tree, 'keywords'),
  };
}

/** What a `pyproject.toml` says (https://packaging.python.org/en/latest/specifications/pyproject-toml/), Poetry's older table included. */
export function pythonPackage(tree: ConfigNode | undefined): OwnPackage | undefined {
  const poetry = child(child(tree, 'tool'), 'poetry');
  const project = child(tree, 'project') ?? poetry;
  const name = textAt(project, 'name');
  if (name === undefined) return undefined;
  const urls = child(project, 'urls');
  const license = child(project, 'license');
  return {
    type: 'pypi',
    file: 'pyproject.toml',
    name,
    ...optional({
      version: textAt(project, 'version'),
      description: textAt(project, 'description'),
      repository: textAt(project, 'repository') ?? repositoryIn(urls),
      license: text(license) ?? textAt(license, 'text'),
    }),
    unpublished: listAt(project, 'classifiers').some((classifier) => classifier.startsWith('Private ::')),
    runs: keysOf(child(project, 'scripts')).length > 0,
    dependencies: new Set([...listAt(project, 'dependencies').map(requirementName), ...keysOf(child(poetry, 'dependencies')).map(normalised)]),
    keywords: listAt(project, 'keywords'),
  };
}

/** The label is anybody's to choose; these are the usual ones (same specification, Well-known labels). */
function repositoryIn(urls: ConfigNode | undefined): string | undefined {
  if (urls?.kind !== 'object') return undefined;
  const wanted = new Set(['repository', 'source', 'sourcecode', 'github']);
  return text(urls.entries.find(({ key }) => wanted.has(key.toLowerCase().replace(/[^a-z]/g, '')))?.value);
}

/** `mcp[cli]>=1.2` -> `mcp` */
function requirementName(requirement: string): string {
  return normalised(/^[A-Za-z0-9][\w.-]*/.exec(requirement.trim())?.[0] ?? '');
}

/** PEP 503 */
function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function text(node: ConfigNode | undefined): string | undefined {
  const value = stringOf(node)?.trim();
  return value === undefined || value === '' || value.length > longest ? undefined : value;
}

function textAt(node: ConfigNode | undefined, key: string): string | undefined {
  return text(child(node, key));
}

function booleanAt(node: ConfigNode | undefined, key: string): boolean {
  const value = child(node, key);
  return value?.kind === 'boolean' && value.value === true;
}

function listAt(node: ConfigNode | undefined, key: string): string[] {
  const list = child(node, key);
  return list?.kind === 'array' ? list.items.slice(0, 2000).flatMap((item) => text(item) ?? []) : [];
}

function keysOf(node: ConfigNode | undefined): string[] {
  return node?.kind === 'object' ? node.entries.slice(0, 2000).map(({ key }) => key) : [];
}

function optional<T extends Readonly<Record<string, string | undefined>>>(values: T): { readonly [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { readonly [K in keyof T]?: string };
}
