import type { FolderFacts, KnownPackage } from '../../core/facts.ts';
import { Folder } from './folder.ts';
import { foldersAbove } from './folders-above.ts';
import { installedFromNpm } from './installed-npm.ts';
import { installedFromPython } from './installed-python.ts';
import { npmLock, type LookUp } from './npm-lock.ts';
import { npmCopies } from './npm-copies.ts';
import { binsIn, npmrcOf, overridesIn } from './overrides.ts';
import { pnpmLock } from './pnpm-lock.ts';
import { uvLock } from './uv-lock.ts';
import { yarnLock } from './yarn-lock.ts';

/** Lock files in the order they count, by ecosystem: npm takes its shrinkwrap before its lock file. */
const locks: Readonly<Record<string, readonly (readonly [file: string, read: (folder: Folder, file: string) => LookUp | undefined])[]>> = {
  npm: [['npm-shrinkwrap.json', npmLock], ['package-lock.json', npmLock], ['pnpm-lock.yaml', pnpmLock], ['yarn.lock', yarnLock]],
  pypi: [['uv.lock', uvLock]],
};

/**
 * What lies in a folder, or above it in the same repository, and bears on what the servers of its config files run. Reads files only, starts nothing, follows no link
 * out of the folder. Never throws; what is malformed is as if it were not there, except where a launcher might still be led by it.
 * @param folder absolute path
 * @param packages the packages to look up, as `type:name` (see `factPackages`); all else is left alone
 * @param shared keeps what lies in folders above from one folder of a scan to the next: ten thousand projects may have the same ones
 */
// oxlint-disable-next-line typescript/require-await -- whoever asks must not depend on it being read at once
export async function folderFacts(folder: string, packages: readonly string[], shared?: SharedFacts): Promise<FolderFacts> {
  const opened = new Folder(folder);
  const names = npmNames(packages);
  const around = [rulesOf(opened), ...foldersAbove(folder).map((above) => rulesAbove(above, shared))].map(({ folder: one, ...rules }) => ({ ...rules, copies: npmCopies(one, names) }));
  const overrides = together(around.map((one) => one.overrides));
  const registries = new Map<string, { url: string; evidence: string }>();
  for (const one of around) {
    for (const [key, url] of one.registries) {
      const nearer = registries.get(key);
      if (!nearer) registries.set(key, { url, evidence: '.npmrc' });
      // Which of the two counts depends on where a launcher takes the project to begin.
      else if (nearer.url !== url) for (const launcher of ['npm', 'pnpm', 'yarn', 'bun', 'deno']) overrides.set(launcher, [...new Set([...(overrides.get(launcher) ?? []), '.npmrc'])]);
    }
  }
  return {
    ...packageFacts(opened, packages),
    registries,
    bins: new Set(around.flatMap((one) => [...one.bins])),
    copies: new Set(around.flatMap((one) => [...one.copies])),
    overrides,
  };
}

/** What a folder says of launchers, whichever packages are asked for. */
interface Rules {
  readonly folder: Folder;
  readonly registries: ReturnType<typeof npmrcOf>['registries'];
  readonly bins: ReturnType<typeof binsIn>;
  readonly overrides: ReturnType<typeof overridesIn>;
}

/** Filled by `folderFacts`, for one scan: what changes meanwhile is not seen. */
export type SharedFacts = Map<string, Rules>;

function rulesOf(folder: Folder): Rules {
  const npmrc = npmrcOf(folder);
  return { folder, registries: npmrc.registries, bins: binsIn(folder), overrides: overridesIn(folder, npmrc) };
}

function rulesAbove(above: string, shared: SharedFacts | undefined): Rules {
  const known = shared?.get(above);
  if (known) return known;
  const rules = rulesOf(new Folder(above));
  shared?.set(above, rules);
  return rules;
}

/** What decides in any of several folders; what lies above counts like what lies in the folder itself. */
function together(all: readonly ReadonlyMap<string, readonly string[]>[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const one of all) for (const [launcher, names] of one) found.set(launcher, [...new Set([...(found.get(launcher) ?? []), ...names])]);
  return found;
}

function npmNames(packages: readonly string[]): ReadonlySet<string> {
  return new Set(packages.filter((key) => key.startsWith('npm:')).map((key) => key.slice(4)));
}

/** What a folder's lock files and installed packages say of some packages. */
export function packageFacts(folder: Folder, packages: readonly string[]): Pick<FolderFacts, 'locked' | 'installed'> {
  const locked = new Map<string, KnownPackage>();
  const installed = new Map<string, KnownPackage>();
  const wanted = new Map<string, string[]>();
  for (const key of new Set(packages)) {
    const colon = key.indexOf(':');
    const type = key.slice(0, colon);
    wanted.set(type, [...(wanted.get(type) ?? []), key.slice(colon + 1)]);
  }
  for (const [type, names] of wanted) {
    if (!Object.hasOwn(locks, type)) continue;
    const lookUps = locks[type]!.flatMap(([file, read]) => read(folder, file) ?? []);
    for (const name of names) {
      const known = firstIn(lookUps, name);
      if (known) locked.set(`${type}:${name}`, known);
    }
  }
  for (const name of wanted.get('npm') ?? []) {
    const copy = installedFromNpm(folder, name);
    if (copy) installed.set(`npm:${name}`, copy);
  }
  const python = new Set(wanted.get('pypi') ?? []);
  if (python.size > 0) for (const [name, copy] of installedFromPython(folder, python)) installed.set(`pypi:${name}`, copy);
  return { locked, installed };
}

function firstIn(lookUps: readonly LookUp[], name: string): KnownPackage | undefined {
  for (const lookUp of lookUps) {
    const known = lookUp(name);
    if (known) return known;
  }
  return undefined;
}
