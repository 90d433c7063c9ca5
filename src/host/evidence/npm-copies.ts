import { own, type Folder } from './folder.ts';

/** More packages than a project that is looked at in passing has installed: with more, every name counts as found. */
const mostFolders = 5_000;

/**
 * Of some npm packages those of which npm may find a copy in the folder. It loads the whole tree and asks for what each package.json
 * calls itself, wherever it lies (libnpmexec, `missingFromTree`; Arborist `loadActual`): the folder itself, node_modules at any depth,
 * what links there lead to, and what `node_modules/.package-lock.json` tells of. What cannot be read may be any of them.
 */
export function npmCopies(folder: Folder, wanted: ReadonlySet<string>): ReadonlySet<string> {
  if (wanted.size === 0) return wanted;
  const found = new Set<string>();
  const seen = new Set<string>();
  const packages = [''];
  seen.add('');
  for (let next = packages.pop(); next !== undefined; next = packages.pop()) {
    const manifest = folder.manifest(join(next, 'package.json'));
    if ('unreadable' in manifest) return wanted;
    const name = 'map' in manifest ? own(manifest.map, 'name') : undefined;
    if (typeof name === 'string' && wanted.has(name)) found.add(name);
    // npm looks for what a package asks for in the node_modules of the folders above it too, which matters behind a link.
    for (let above: string | undefined = next; above !== undefined; above = parent(above)) {
      const modules = join(above, 'node_modules');
      if (seen.has(modules)) continue;
      seen.add(modules);
      const installed = installedIn(folder, modules);
      if (!installed) return wanted;
      for (const way of installed) {
        for (const one of wanted) if (way.endsWith(`/node_modules/${one}`) || way === `node_modules/${one}`) found.add(one);
        const real = folder.realWay(way);
        if (real === undefined) return wanted;
        if (seen.has(real)) continue;
        seen.add(real);
        if (seen.size > mostFolders) return wanted;
        packages.push(real);
      }
    }
  }
  for (const name of hiddenIn(folder, wanted)) found.add(name);
  return found;
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function parent(way: string): string | undefined {
  return way === '' ? undefined : way.slice(0, Math.max(0, way.lastIndexOf('/')));
}

/** The packages in one node_modules; undefined when that cannot be told. */
function installedIn(folder: Folder, modules: string): string[] | undefined {
  const entries = folder.entries(modules);
  if ('unreadable' in entries) return undefined;
  const ways: string[] = [];
  for (const name of 'names' in entries ? entries.names : []) {
    if (name.startsWith('.')) continue;
    const way = `${modules}/${name}`;
    if (!name.startsWith('@')) {
      ways.push(way);
      continue;
    }
    const scoped = folder.entries(way);
    if ('unreadable' in scoped) return undefined;
    if ('names' in scoped) for (const inner of scoped.names) if (!inner.startsWith('.')) ways.push(`${way}/${inner}`);
  }
  return ways;
}

/** The names that npm's note of what it installed mentions, in whichever place. */
function hiddenIn(folder: Folder, wanted: ReadonlySet<string>): readonly string[] {
  const note = 'node_modules/.package-lock.json';
  const content = folder.content(note);
  if ('absent' in content) return [];
  if (!('text' in content)) return [...wanted];
  let { text } = content;
  if (/\\[u/]/.test(text)) {
    const manifest = folder.manifest(note);
    if (!('map' in manifest)) return [...wanted];
    text = JSON.stringify(manifest.map);
  }
  return [...wanted].filter((name) => text.includes(`/${name}"`) || text.includes(`"${name}"`));
}
