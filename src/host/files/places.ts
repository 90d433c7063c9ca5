import * as fs from 'node:fs';
import * as path from 'node:path';
import type { KnownFile } from '../../core/clients/clients.ts';
import { filesOfFolder } from '../../core/places/files-of-folder.ts';
import type { ConfigSource } from '../../core/config/read.ts';
import { expandPattern } from './expand.ts';
import type { NotLookedInto } from './found-below.ts';

/** A place where a config file is or may be. */
export type Place = Omit<ConfigSource, 'content'>;

export interface Places {
  readonly places: readonly Place[];
  readonly notLookedInto: readonly NotLookedInto[];
}

/**
 * The places at a folder's root where some client looks when that folder is open. A pattern (`*` = any one name or a part of it, `**` = any
 * folders) stands for what is there; where nothing is, it stands for itself, so that a report can say that it was looked for.
 */
export function placesOfFolder(folder: string): Places {
  return together(filesOfFolder, (known) => known.path.split('/'), folder, { root: folder });
}

/**
 * The places of files that hold for the whole user account or machine; patterns as above.
 * @param within a folder that no link is followed out of; the user's own links may lead anywhere
 */
export function placesOfUser(files: readonly KnownFile[], within?: string): Places {
  return together(files, (known) => path.normalize(known.path).split(path.sep), undefined, {}, within && real(within));
}

function together(files: readonly KnownFile[], partsOf: (known: KnownFile) => readonly string[], folder: string | undefined, more: { readonly root?: string }, within?: string): Places {
  const places = new Map<string, Place>();
  const notLookedInto: NotLookedInto[] = [];
  for (const known of files) {
    const parts = partsOf(known);
    let paths: readonly string[];
    if (parts.some((part) => part.includes('*'))) {
      // An absolute path begins with nothing, or a drive's letter: that is where looking begins.
      if (folder !== undefined) within ??= real(folder);
      const options = within === undefined ? {} : { within };
      const expanded = folder === undefined ? expandPattern(`${parts[0]!}${path.sep}`, parts.slice(1), options) : expandPattern(folder, parts, options);
      const itself = path.join(folder ?? '', known.path);
      if (expanded.cut) notLookedInto.push({ path: itself, reason: expanded.cut });
      paths = expanded.paths.length > 0 ? expanded.paths : [itself];
    } else {
      paths = [folder === undefined ? parts.join(path.sep) : path.join(folder, known.path)];
    }
    // Of two patterns that fit one file the first counts.
    for (const file of paths) if (!places.has(file)) places.set(file, { path: file, ...more, known, live: !known.dormant });
  }
  return { places: [...places.values()], notLookedInto };
}

function real(folder: string): string | undefined {
  try {
    return fs.realpathSync.native(folder);
  } catch {
    return undefined;
  }
}
