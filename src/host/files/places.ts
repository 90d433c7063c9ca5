import * as fs from 'node:fs';
import * as path from 'node:path';
import { workspaceFiles, type KnownFile } from '../../core/clients/clients.ts';
import type { ConfigSource } from '../../core/config/read.ts';

/** A place where a config file is or may be. */
export type Place = Omit<ConfigSource, 'content'>;

/** The places at a folder's root where some client looks when that folder is open. */
export function placesOfFolder(folder: string): Place[] {
  return workspaceFiles.map((known) => ({ path: path.join(folder, known.path), root: folder, known, live: true }));
}

/**
 * The places of files that hold for the whole user account. A pattern (`*` = any one folder, as for VS Code's profiles) stands
 * for what is there; where nothing is, it stands for itself, so that a report can say that it was looked for.
 */
export function placesOfUser(files: readonly KnownFile[]): Place[] {
  return files.flatMap((known) => expand(path.normalize(known.path)).map((file) => ({ path: file, known, live: true })));
}

function expand(pattern: string): string[] {
  const parts = pattern.split(path.sep);
  const wild = parts.indexOf('*');
  if (wild < 0) return [pattern];
  const below = parts.slice(wild + 1);
  const found = foldersIn(parts.slice(0, wild).join(path.sep)).flatMap((folder) => expand([...parts.slice(0, wild), folder, ...below].join(path.sep)));
  return found.length > 0 ? found : [pattern];
}

function foldersIn(folder: string): string[] {
  try {
    return fs
      .readdirSync(folder, { withFileTypes: true })
      .flatMap((entry) => (entry.name !== '*' && (entry.isDirectory() || entry.isSymbolicLink()) ? [entry.name] : []))
      .sort();
  } catch {
    return [];
  }
}
