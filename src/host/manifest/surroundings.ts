import * as path from 'node:path';
import { parseJson } from '../../core/config/json/parse.ts';
import { child, nodeAt, stringOf, type ConfigNode } from '../../core/config/node.ts';
import { inContract } from '../../core/manifest/contract.ts';
import { manifestFormat } from '../../core/manifest/is-manifest.ts';
import { packagesIn } from '../../core/manifest/packages-in.ts';
import type { ManifestSurroundings, PackageBeside, SbomFile, SnapshotBeside } from '../../core/manifest/subject.ts';
import { isOpen } from '../../core/manifest/todos.ts';
import { readSnapshot, snapshotFileFor } from '../../core/snapshot/snapshot-file.ts';
import { say } from '../../core/text/message.ts';
import { findGit } from '../evidence/find-git.ts';
import { Folder, mapOf, own, ownText } from '../evidence/folder.ts';
import { outputOf, safely } from '../evidence/run-git.ts';
import { sha256 } from '../evidence/sha256.ts';
import { isInside } from '../files/inside.ts';
import { npmDependencies, pythonDependencies } from './dependencies.ts';
import { pythonProject, type PythonProject } from './python-project.ts';

export interface ManifestPlace {
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
  /** The workspace folder it was found in; nothing outside of it is read. Absent: its own folder. */
  readonly root?: string;
  /** Whether git may be asked which repository this is. Nothing else is ever started. */
  readonly allowGit: boolean;
}

/**
 * What lies around a manifest and bears on it: the packages whose files lie beside it, what their lock file says they need, the bill of
 * materials that the contract names, the snapshot of its server, the repository. Reads files of moderate size in the folder only, no links out of it. Never throws;
 * empty where there is nothing, or the text is no manifest.
 */
export async function manifestSurroundings({ path: file, text, root = path.dirname(file), allowGit }: ManifestPlace): Promise<ManifestSurroundings> {
  const { tree } = parseJson(text);
  const format = tree && manifestFormat(file, tree);
  if (!format || !path.isAbsolute(file)) return {};
  const top = isInside(file, root) ? root : path.dirname(file);
  const home = new Folder(top);
  const way = wayTo(top, path.dirname(file));
  // A link in the way could lead out of the folder.
  const folders = [...new Set([way, subfolderOf(tree)])].flatMap((at) => (at === undefined || home.realWay(at) === undefined ? [] : [new Folder(path.join(top, at))]));
  const npm = folders.flatMap((folder): Readonly<Record<string, unknown>>[] => {
    const map = folder.json('package.json');
    return map ? [map] : [];
  });
  const python: PythonProject[] = [];
  for (const folder of folders) {
    const project = await pythonProject(folder);
    if (project) python.push(project);
  }
  const packages = [...npm.flatMap((map) => npmPackage(map) ?? []), ...python.flatMap(({ package: own }) => own ?? [])];
  const dependencies = isOfThisCode(file, tree, packages) ? (folders.map((folder) => npmDependencies(folder)).find(Boolean) ?? folders.map((folder) => pythonDependencies(folder)).find(Boolean)) : undefined;
  const sbom = sbomOf(tree, home, way);
  const snapshot = format === 'server' ? snapshotOf(path.basename(file), home, way) : undefined;
  const repository = npm.map(repositoryIn).find(Boolean) ?? (allowGit && format === 'server' && wantsRepository(tree) ? await originOf(path.join(top, way)) : undefined);
  return {
    ...(repository !== undefined && { repository }),
    ...(packages.length > 0 && { packages }),
    ...(dependencies && { dependencies }),
    ...(sbom && { sbom }),
    ...(snapshot && { snapshot }),
  };
}

/** Whether a manifest is about the code it lies beside. A registration of somebody else's server may lie in any folder. */
function isOfThisCode(file: string, tree: ConfigNode, beside: readonly PackageBeside[]): boolean {
  const named = packagesIn(tree).filter(({ type }) => type === 'npm' || type === 'pypi');
  return named.length === 0 ? path.basename(file).toLowerCase() === 'server.json' : named.some(({ type, identifier }) => beside.some((own) => own.type === type && own.name === identifier));
}

function wayTo(top: string, folder: string): string {
  return path.relative(top, folder).split(path.sep).join('/');
}

/** Where in its repository the server lies, as the manifest says: only a way down. */
function subfolderOf(tree: ConfigNode): string | undefined {
  const way = stringOf(nodeAt(tree, ['repository', 'subfolder']));
  if (way === undefined || way.length > 300 || /^[\\/]|[\\:]|\0/.test(way)) return undefined;
  const parts = way.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts.join('/');
}

function npmPackage(map: Readonly<Record<string, unknown>>): PackageBeside | undefined {
  const name = ownText(map, 'name');
  if (name === undefined) return undefined;
  const version = ownText(map, 'version');
  const mcpName = ownText(map, 'mcpName');
  return { type: 'npm', file: 'package.json', name, ...(version !== undefined && { version }), mcpNames: mcpName === undefined ? [] : [mcpName] };
}

/** https://docs.npmjs.com/cli/configuring-npm/package-json#repository */
function repositoryIn(map: Readonly<Record<string, unknown>>): string | undefined {
  return ownText(map, 'repository', 1000) ?? ownText(mapOf(own(map, 'repository')), 'url', 1000);
}

/** Git is asked only where its answer says something: a namespace on GitHub, and no repository named. */
function wantsRepository(tree: ConfigNode): boolean {
  return !child(tree, 'repository') && /^io\.github\./i.test(stringOf(child(tree, 'name')) ?? '');
}

async function originOf(folder: string): Promise<string | undefined> {
  const git = findGit(folder, process.env, process.platform);
  const origin = git === undefined ? '' : (await outputOf(git, [...safely, '-C', folder, 'config', '--get', 'remote.origin.url'])).trim();
  return origin === '' || origin.length > 1000 ? undefined : origin;
}

/** The bill of materials, where the contract names a file: from the manifest's folder, else from the workspace's. */
function sbomOf(tree: ConfigNode, home: Folder, way: string): SbomFile | undefined {
  const named = stringOf(nodeAt(tree, inContract('supplyChain', 'sbom')))?.trim();
  if (named === undefined || named === '' || named.length > 500 || isOpen(named) || /^(?:[a-z][a-z0-9+.-]+:|none$)/i.test(named)) return undefined;
  const plain = named.replaceAll('\\', '/').replace(/^\.\//, '');
  let problem: 'absent' | 'unreadable' = 'absent';
  for (const file of new Set([way === '' ? plain : `${way}/${plain}`, plain])) {
    const content = home.content(file);
    if ('text' in content) return { text: content.text.replace(/^\ufeff/, '') };
    if ('unreadable' in content) problem = 'unreadable';
  }
  return { problem };
}

function snapshotOf(manifest: string, home: Folder, way: string): SnapshotBeside | undefined {
  const file = snapshotFileFor(manifest);
  const content = home.content(way === '' ? file : `${way}/${file}`);
  if ('absent' in content) return undefined;
  return { file, content: 'text' in content ? readSnapshot(content.text, sha256) : { refused: say('It must be a regular file of at most 8 MB within the folder, in UTF-8.') } };
}
