import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { say, type Message } from '../../core/text/message.ts';
import { findGit } from '../evidence/find-git.ts';
import { gitEnvironment, safely } from '../evidence/run-git.ts';
import type { FoundBelow } from './found-below.ts';

/** Longer than git needs for a repository of a million files. */
const timeout = 60_000;

/** Folders that git does not look into, as ways from the top: what lies there is for a walk. */
export type Listed = { readonly folders: readonly (readonly string[])[] } | { readonly why: Message };

const whys = {
  none: say('it is no git repository'),
  program: say('no git program was found'),
  failed: say('git could not list it'),
  outside: say('git takes it for one untracked folder of a repository above it'),
};

/**
 * Has git list what lies below a folder: its index, and beside it what is untracked, ignored files among them, since `.vscode/mcp.json` is often
 * ignored and still live. Folders in which nothing is tracked git names as a whole: these, nested repositories and submodules are given back.
 *
 * Nothing that the repository says is run or believed: no hook and no monitor; where its files are (`core.worktree`), which of them are taken
 * for unchanged or ignored (the index's caches, `core.ignoreCase`) could hide a file from us. Never throws.
 */
export async function listWithGit(found: FoundBelow, signal?: AbortSignal): Promise<Listed> {
  const top = real(found.top);
  const root = top === undefined ? undefined : repositoryOf(top);
  if (top === undefined || root === undefined) return { why: whys.none };
  const git = findGit(root, process.env, process.platform);
  if (git === undefined) return { why: whys.program };
  const folders = new Map<string, readonly string[]>();
  const ways = new Ways(found);
  const candidates = new Candidates(found);
  const tracked = new Tracked(found, ways, folders, candidates);
  let whole = false;
  const untracked = (entry: string): boolean => {
    if (entry === '' || entry === './' || entry.startsWith('../')) return !(whole = true);
    const folder = entry.endsWith('/');
    const way = (folder ? entry.slice(0, -1) : entry).split('/');
    if (ways.enters(way.slice(0, -1).join('/'))) {
      if (!folder) candidates.add(way, undefined);
      else if (found.enters(way)) folders.set(way.join('/'), way);
    }
    return found.count(1, found.top);
  };
  const settings = ['core.untrackedCache=false', 'core.ignoreCase=false', 'core.excludesFile=', 'core.sparseCheckout=false', 'index.threads=1'].flatMap((setting) => ['-c', setting]);
  const list = (...options: string[]): string[] => [...safely, ...settings, `--work-tree=${root}`, '-C', top, 'ls-files', '-z', ...options];
  const both = await Promise.all([
    entriesOf(git, list('--stage'), (entry) => tracked.add(entry), signal),
    entriesOf(git, list('--others', '--directory'), untracked, signal),
  ]);
  if (whole) return { why: whys.outside };
  if (!both.every(Boolean)) return { why: whys.failed };
  candidates.take();
  return { folders: [...folders.values()] };
}

/** What git lists and may be a config file. An index may also list what is gone, or what lies behind a link by now: judged when all is listed. */
class Candidates {
  readonly #found: FoundBelow;
  readonly #ways: { readonly way: readonly string[]; readonly isLink: boolean | undefined }[] = [];
  /** Folders of the index in whose place something else is: git lists that as untracked. */
  readonly #inPlace = new Set<string>();

  constructor(found: FoundBelow) {
    this.#found = found;
  }

  add(way: readonly string[], isLink: boolean | undefined, tracked = false): void {
    if (!tracked) this.#inPlace.add(way.join('/'));
    if (this.#found.concerns(way.at(-1)!, isLink)) this.#ways.push({ way, isLink });
  }

  take(): void {
    for (const { way, isLink } of this.#ways) {
      if (this.#inPlace.size > 0 && way.some((_, i) => i > 0 && this.#inPlace.has(way.slice(0, i).join('/')))) continue;
      try {
        if (fs.lstatSync(path.join(this.#found.top, ...way), { throwIfNoEntry: false })?.isDirectory() === false) this.#found.file(way, isLink);
      } catch {
        // A folder on the way may not be looked into any more; a walk would not have found it either.
      }
    }
  }
}

/** Which folders are looked into, each asked about, and counted, once. */
class Ways {
  readonly #found: FoundBelow;
  readonly #asked = new Map<string, boolean>([['', true]]);

  constructor(found: FoundBelow) {
    this.#found = found;
  }

  enters(folder: string): boolean {
    const known = this.#asked.get(folder);
    if (known !== undefined) return known;
    const slash = folder.lastIndexOf('/');
    const enters = this.enters(slash < 0 ? '' : folder.slice(0, slash)) && this.#found.enters(folder.split('/'));
    this.#asked.set(folder, enters);
    return enters;
  }
}

/** Entries of the index: `mode hash stage<tab>path`. They are sorted, so that one folder's come one after another. */
class Tracked {
  readonly #found: FoundBelow;
  readonly #ways: Ways;
  readonly #folders: Map<string, readonly string[]>;
  #folder: string | undefined;
  #way: readonly string[] = [];
  #enters = true;
  readonly #candidates: Candidates;

  constructor(found: FoundBelow, ways: Ways, folders: Map<string, readonly string[]>, candidates: Candidates) {
    this.#candidates = candidates;
    this.#found = found;
    this.#ways = ways;
    this.#folders = folders;
  }

  add(entry: string): boolean {
    const tab = entry.indexOf('\t');
    const slash = entry.lastIndexOf('/');
    const folder = slash < tab ? '' : entry.slice(tab + 1, slash);
    if (folder !== this.#folder) {
      this.#folder = folder;
      this.#way = folder === '' ? [] : folder.split('/');
      this.#enters = this.#ways.enters(folder);
    }
    if (this.#enters) this.#file(entry.slice(0, 6), entry.slice(Math.max(slash, tab) + 1));
    return this.#found.count(1, this.#found.top);
  }

  #file(mode: string, name: string): void {
    const isLink = mode === '120000' ? true : undefined;
    // A submodule, checked out or not.
    if (mode === '160000') {
      const way = [...this.#way, name];
      if (this.#found.enters(way)) this.#folders.set(way.join('/'), way);
    } else if (this.#found.concerns(name, isLink)) {
      this.#candidates.add([...this.#way, name], isLink, true);
    }
  }
}

/** Gives each entry that a program writes to `each`, until that has enough. @returns whether the program came to a good end */
function entriesOf(program: string, args: readonly string[], each: (entry: string) => boolean, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    let rest = '';
    let enough = false;
    try {
      const child = spawn(program, args, { cwd: os.tmpdir(), env: gitEnvironment(), timeout, killSignal: 'SIGKILL', windowsHide: true, shell: false, stdio: ['ignore', 'pipe', 'ignore'], ...(signal && { signal }) });
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        if (enough) return;
        const entries = (rest + chunk).split('\0');
        rest = entries.pop()!;
        enough = !entries.every(each);
        if (enough) child.kill('SIGKILL');
      });
      child.once('error', () => resolve(false));
      child.once('close', (code) => resolve(enough || code === 0));
    } catch {
      // An argument that no program can be given: a path with a NUL in it.
      resolve(false);
    }
  });
}

/** The folder of the repository that a folder lies in: the nearest one with a `.git`. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    try {
      if (fs.lstatSync(path.join(at, '.git'), { throwIfNoEntry: false })) return at;
    } catch {
      return undefined;
    }
    if (path.dirname(at) === at) return undefined;
  }
}

function real(folder: string): string | undefined {
  try {
    return fs.realpathSync.native(folder);
  } catch {
    return undefined;
  }
}
