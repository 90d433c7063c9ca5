import * as fs from 'node:fs';
import * as path from 'node:path';
import { workspaceFileAt, workspaceFiles } from '../../core/clients/clients.ts';
import { say, type Message } from '../../core/text/message.ts';
import { isDormant, pluginMarkers } from './dormant.ts';
import type { Place } from './places.ts';
import { whyNot } from './read-regular-file.ts';

/** A place found below a folder; links in it may lead anywhere in that folder. */
export type FoundPlace = Place & { readonly boundary?: string };

/** Something that was not looked into, and why. */
export interface NotLookedInto {
  readonly path: string;
  readonly reason: Message;
}

/** Folders of installed or generated things and of version control: what they hold was not written as configuration of this place. */
const skipped: ReadonlySet<string> = new Set([
  'node_modules', 'bower_components', '.pnpm-store', '.yarn', '.git', '.hg', '.svn', '.jj',
  '.venv', 'venv', '__pycache__', '.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.gradle', '.terraform', '.next', '.nuxt', '.turbo', '.cache',
]);

/** Beyond these a tree is no repository but a disk. */
const maxDepth = 50;
const maxEntries = 1_000_000;

// In lower case, as `workspaceFileAt` compares.
const names: ReadonlySet<string> = new Set(workspaceFiles.map((file) => file.path.split('/').at(-1)!));
/** The first folder of each known path that has one: `.vscode`. */
const holders: ReadonlySet<string> = new Set(workspaceFiles.flatMap((file) => (file.path.includes('/') ? [file.path.split('/')[0]!] : [])));

/**
 * The config files below a folder's root, for repositories that hold several projects: each is read by its client when its own
 * folder is opened. Walks without following links. Never throws.
 */
export function findBelow(top: string, limits = { depth: maxDepth, entries: maxEntries }): { readonly places: FoundPlace[]; readonly notLookedInto: NotLookedInto[] } {
  const places: FoundPlace[] = [];
  const notLookedInto: NotLookedInto[] = [];
  const skippedNames = new Map<string, number>();
  const stack: (readonly string[])[] = [[]];
  let left = limits.entries;
  let tooDeep = 0;

  const take = (way: readonly string[], plugin: boolean): void => {
    const known = workspaceFileAt(way.join('/'));
    if (!known) return;
    const holder = way.slice(0, way.length - known.path.split('/').length);
    // The root's own places are looked at in any case; one in other letters is not among them.
    if (way.join('/') === known.path) return;
    places.push({ path: path.join(top, ...way), root: path.join(top, ...holder), boundary: top, known, live: !plugin && !isDormant(holder) });
  };

  for (let way = stack.pop(); way; way = stack.pop()) {
    const folder = path.join(top, ...way);
    let entries: fs.Dirent[];
    try {
      entries = fs.readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      const why = whyNot(error);
      if ('unreadable' in why) notLookedInto.push({ path: folder, reason: why.unreadable });
      continue;
    }
    left -= entries.length;
    if (left < 0) {
      notLookedInto.push({ path: folder, reason: say('there are more than {count} files and folders below {top}: looking stopped here', { count: limits.entries, top }) });
      break;
    }
    // An empty folder of that name makes nothing a plugin, or a repository could silence its servers with one.
    const plugin = entries.some((entry) => pluginMarkers.has(entry.name) && fs.existsSync(path.join(folder, entry.name, 'plugin.json')));
    for (const entry of entries) {
      const below = [...way, entry.name];
      const lower = entry.name.toLowerCase();
      if (holders.has(lower)) {
        // Nothing else of interest lies in such a folder, so it is asked for the files and not listed. It may also be a link.
        for (const known of workspaceFiles) {
          const rest = known.path.split('/').slice(1);
          if (known.path.startsWith(`${lower}/`) && fs.existsSync(path.join(top, ...below, ...rest))) take([...below, ...rest], plugin);
        }
      } else if (entry.isDirectory()) {
        if (skipped.has(entry.name)) skippedNames.set(entry.name, (skippedNames.get(entry.name) ?? 0) + 1);
        else if (way.length >= limits.depth) tooDeep++;
        else stack.push(below);
      } else if (names.has(lower)) {
        take(below, plugin);
      }
    }
  }

  places.sort((a, b) => (a.path < b.path ? -1 : 1));
  if (tooDeep > 0) notLookedInto.push({ path: top, reason: say('{count} folders lie more than {depth} levels deep', { count: tooDeep, depth: limits.depth }) });
  if (skippedNames.size > 0) {
    const list = [...skippedNames].sort(([, a], [, b]) => b - a).map(([name, count]) => (count > 1 ? `${name} (${count})` : name));
    notLookedInto.push({ path: top, reason: say('folders of installed or generated files: {names}', { names: list.join(', ') }) });
  }
  return { places, notLookedInto };
}
