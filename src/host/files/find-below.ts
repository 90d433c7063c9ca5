import * as path from 'node:path';
import type { Message } from '../../core/text/message.ts';
import { FoundBelow, type FoundPlace, type Limits, type NotLookedInto } from './found-below.ts';
import { listWithGit } from './list-with-git.ts';
import { walk } from './walk.ts';

/** How files below a folder were found: by git's index and list of untracked files, or folder by folder, and why so. */
export type Way = { readonly by: 'git' } | { readonly by: 'walk'; readonly why?: Message };

export interface FoundFiles {
  readonly places: readonly FoundPlace[];
  readonly notLookedInto: readonly NotLookedInto[];
  /** Files that may be manifests, by their names. */
  readonly manifests: readonly string[];
  /** Files that may be snapshots of servers, likewise. */
  readonly snapshots: readonly string[];
}

/** How long other work waits at most while a folder is looked through. */
const turn = 40;

/**
 * The config files below a folder's root, for repositories that hold several projects: each is read by its client when its own
 * folder is opened. Walks without following links. Never throws.
 */
export function findBelow(top: string, limits?: Limits): FoundFiles {
  const found = new FoundBelow(top, limits);
  // Nobody else waits.
  for (const _ of walk(found));
  return found;
}

/** The config files at or below one path that came to be below a folder: a file, or a folder with all that is in it. Never throws. */
export async function searchArrived(top: string, arrived: string): Promise<readonly FoundPlace[]> {
  const found = new FoundBelow(top);
  try {
    const way = found.arrived(path.relative(top, arrived).split(path.sep));
    if (way) await politely(walk(found, way));
  } catch {
    // Gone again, or not to be looked at: then nothing was found.
  }
  return found.places;
}

/** Drives a walk so that other work gets its turn. @throws the signal's reason */
async function politely(walking: Generator<number, void>, told?: (seen: number) => void, signal?: AbortSignal): Promise<void> {
  let until = performance.now() + turn;
  for (const seen of walking) {
    if (performance.now() < until) continue;
    told?.(seen);
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    until = performance.now() + turn;
  }
}

/**
 * The same without holding anybody up: by what git knows where it may be asked, else by walking.
 * @param told is given how many entries were looked at
 * @throws the signal's reason, when it was given up
 */
export async function searchBelow(top: string, { git, signal, told, limits }: { readonly git: boolean; readonly signal?: AbortSignal; readonly told?: (seen: number) => void; readonly limits?: Limits }): Promise<FoundFiles & { readonly way: Way }> {
  let found = new FoundBelow(top, limits);
  let way: Way = { by: 'walk' };
  let folders: readonly (readonly string[])[] = [[]];
  if (git) {
    const watch = told && setInterval(() => told(found.seen), 200);
    const listed = await listWithGit(found, signal);
    clearInterval(watch);
    signal?.throwIfAborted();
    if ('folders' in listed) {
      way = { by: 'git' };
      folders = listed.folders;
    } else {
      way = { by: 'walk', why: listed.why };
      found = new FoundBelow(top, limits);
    }
  }
  for (const folder of folders) await politely(walk(found, folder), told, signal);
  const { places, notLookedInto, manifests, snapshots } = found;
  return { places, notLookedInto, manifests, snapshots, way };
}
