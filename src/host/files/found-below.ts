import * as fs from 'node:fs';
import * as path from 'node:path';
import type { KnownFile } from '../../core/clients/clients.ts';
import { dormantFiles } from '../../core/clients/dormant-files.ts';
import { KnownPaths } from '../../core/clients/known-path.ts';
import { mayBeManifest } from '../../core/manifest/is-manifest.ts';
import { mayBeSnapshot } from '../../core/snapshot/snapshot-file.ts';
import { filesOfFolder } from '../../core/places/files-of-folder.ts';
import { say, type Message } from '../../core/text/message.ts';
import { isDormant, pluginMarkers } from './dormant.ts';
import { expandPattern } from './expand.ts';
import { isInside } from './inside.ts';
import { placesOfFolder, type Place } from './places.ts';

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
export const defaultLimits = { depth: 50, entries: 1_000_000 };
export type Limits = typeof defaultLimits;

const knownPaths = new KnownPaths([...filesOfFolder, ...dormantFiles]);

/** What was found below a folder so far, by whichever way files are listed: both are judged here, so that both find the same. */
export class FoundBelow {
  readonly top: string;
  readonly limits: Limits;
  /** Entries that were looked at. */
  seen = 0;
  readonly #places = new Map<string, FoundPlace>();
  readonly #manifests: string[] = [];
  readonly #snapshots: string[] = [];
  readonly #left: NotLookedInto[] = [];
  readonly #skippedNames = new Map<string, number>();
  readonly #plugins = new Map<string, boolean>();
  /** The root's own places are looked at in any case. */
  readonly #own: ReadonlySet<string>;
  #tooDeep = 0;

  constructor(top: string, limits: Limits = defaultLimits) {
    this.top = top;
    this.limits = limits;
    this.#own = new Set(placesOfFolder(top).places.map((place) => keyOf(place.path)));
  }

  /** Counts entries; false once there are more than are looked at, which is said. */
  count(entries: number, folder: string): boolean {
    this.seen += entries;
    if (this.seen <= this.limits.entries) return true;
    this.leave(folder, say('there are more than {count} files and folders below {top}: looking stopped here', { count: this.limits.entries, top: this.top }));
    return false;
  }

  leave(folder: string, reason: Message): void {
    this.#left.push({ path: folder, reason });
  }

  /** Whether a folder is to be looked into; one that is not, is counted. */
  enters(way: readonly string[]): boolean {
    const name = way.at(-1)!;
    if (skipped.has(name)) this.#skippedNames.set(name, (this.#skippedNames.get(name) ?? 0) + 1);
    else if (way.length > this.limits.depth) this.#tooDeep++;
    else return true;
    return false;
  }

  /** Whether anything is to be done for a name that is no folder's: of most nothing is, and asking first costs next to nothing. */
  concerns(name: string, isLink: boolean | undefined): boolean {
    return knownPaths.mayBe(name) || mayBeManifest(name) || mayBeSnapshot(name) || (isLink !== false && knownPaths.mayHold(name, isLink === true));
  }

  /** Something that is there and is no folder, of a name that concerns us. @param isLink whether it is a symbolic link; undefined where the list did not tell */
  file(way: readonly string[], isLink: boolean | undefined): void {
    if (mayBeManifest(way.at(-1)!)) this.#manifests.push(path.join(this.top, ...way));
    if (mayBeSnapshot(way.at(-1)!)) this.#snapshots.push(path.join(this.top, ...way));
    const known = knownPaths.at(way);
    if (known) this.#take(way, known.known, known.holder);
    if (isLink !== false && knownPaths.mayHold(way.at(-1)!, isLink === true)) this.#linkedFolder(way);
  }

  /** A link in place of a folder that clients look into: it is asked for the files and not listed, unless it stays in here. */
  #linkedFolder(way: readonly string[]): void {
    const link = path.join(this.top, ...way);
    const behind = knownPaths.behind(way);
    if (behind.length === 0 || !isLinkToFolder(link)) return;
    for (const { known, holder, rest } of behind) {
      if (!rest.some((part) => part.includes('*'))) {
        if (isThere(path.join(link, ...rest))) this.#take([...way, ...rest], known, holder);
      } else if (!isInside(fs.realpathSync.native(link), fs.realpathSync.native(this.top))) {
        this.#take(way, known, holder);
      } else {
        const { paths } = expandPattern(link, rest, { within: fs.realpathSync.native(this.top) });
        for (const file of paths) this.#take(path.relative(this.top, file).split(path.sep), known, holder);
      }
    }
  }

  #take(way: readonly string[], known: KnownFile, holder: number): void {
    const file = path.join(this.top, ...way);
    const key = keyOf(file);
    if (this.#own.has(key) || this.#places.has(key)) return;
    const folder = way.slice(0, holder);
    this.#places.set(key, { path: file, root: path.join(this.top, ...folder), boundary: this.top, known, live: !known.dormant && !isDormant(folder) && !(known.path === '.mcp.json' && this.#isPlugin(folder)) });
  }

  /**
   * Whether a `.mcp.json` there is a plugin's. An empty folder of that name makes nothing a plugin, or a repository could silence its
   * servers with one; and what clients read of a project (`.vscode/mcp.json`) they read beside a plugin too.
   */
  #isPlugin(way: readonly string[]): boolean {
    const folder = path.join(this.top, ...way);
    // Whoever opens this very folder has it read as a workspace, plugin or not.
    if (way.length === 0) return false;
    const known = this.#plugins.get(folder);
    if (known !== undefined) return known;
    const plugin = [...pluginMarkers].some((marker) => isThere(path.join(folder, marker, 'plugin.json')));
    this.#plugins.set(folder, plugin);
    return plugin;
  }

  /** Looks at one path that came to be, whatever it is: gives what a walk of it has still to do, as the way to it. */
  arrived(way: readonly string[]): readonly string[] | undefined {
    const stat = fs.lstatSync(path.join(this.top, ...way), { throwIfNoEntry: false });
    if (!stat) return undefined;
    if (stat.isDirectory()) return way.every((_, i) => this.enters(way.slice(0, i + 1))) ? way : undefined;
    this.file(way, stat.isSymbolicLink());
    return undefined;
  }

  get places(): FoundPlace[] {
    return [...this.#places.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Files that are manifests by their names; what they hold decides, and most are something else. */
  get manifests(): readonly string[] {
    return [...new Set(this.#manifests)].sort();
  }

  /** Files that are snapshots of servers by their names; what they hold decides. */
  get snapshots(): readonly string[] {
    return [...new Set(this.#snapshots)].sort();
  }

  get notLookedInto(): NotLookedInto[] {
    const left = [...this.#left];
    if (this.#tooDeep > 0) left.push({ path: this.top, reason: say('{count} folders lie more than {depth} levels deep', { count: this.#tooDeep, depth: this.limits.depth }) });
    if (this.#skippedNames.size > 0) {
      const list = [...this.#skippedNames].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name, count]) => (count > 1 ? `${name} (${count})` : name));
      left.push({ path: this.top, reason: say('folders of installed or generated files: {names}', { names: list.join(', ') }) });
    }
    return left;
  }
}

/** Windows and macOS take names in other letters for the same. */
function keyOf(file: string): string {
  return process.platform === 'linux' ? file : file.toLowerCase();
}

function isThere(file: string): boolean {
  return fs.existsSync(file) || isLinkToFolder(file);
}

function isLinkToFolder(file: string): boolean {
  try {
    return fs.lstatSync(file).isSymbolicLink() && fs.statSync(file).isDirectory();
  } catch {
    return false;
  }
}
