import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { UndoRecord } from '../../core/native/stop/undo.ts';
import { realPath } from '../files/real-path.ts';
import { sha256 } from '../evidence/sha256.ts';

/** Where what undoes the edits of one file is kept, and what it must be to be believed. */
export interface KeptRecord {
  readonly path: string;
  readonly seal: string;
}

/**
 * Keeps what undoes the edits of a file. What was taken out of it may hold a secret, and a secret is copied nowhere: so it stays where the file is,
 * for its owner alone (0600) - in the `.git` folder of the repository that the file lies in, which is never committed, else beside the file.
 * @throws what the file system throws
 */
export function keepRecord(record: UndoRecord): KeptRecord {
  const real = realPath(record.file);
  const name = `${path.basename(real)}.${crypto.randomBytes(6).toString('hex')}.mcp-roll-call-undo`;
  const text = `${JSON.stringify({ ...record, nonce: crypto.randomBytes(16).toString('hex') })}\n`;
  const git = gitFolder(path.dirname(real));
  const places = [...(git === undefined ? [] : [path.join(git, name)]), path.join(path.dirname(real), `.${name}`)];
  for (const [i, place] of places.entries()) {
    try {
      if (i > 0 || git === undefined) fs.mkdirSync(path.dirname(place), { recursive: true });
      fs.writeFileSync(place, text, { mode: 0o600, flag: 'wx' });
      return { path: place, seal: sha256(text) };
    } catch (error) {
      if (i === places.length - 1) throw error;
    }
  }
  throw new Error('no place');
}

/** What was kept, if it is still that: a repository could put another in its place. Never throws. */
export function keptRecord({ path: place, seal }: KeptRecord): UndoRecord | undefined {
  try {
    const text = fs.readFileSync(place, 'utf8');
    return sha256(text) === seal ? (JSON.parse(text) as UndoRecord) : undefined;
  } catch {
    return undefined;
  }
}

export function dropRecord({ path: place }: KeptRecord): void {
  fs.rmSync(place, { force: true });
}

/** The folder in which git keeps what it knows of the repository that holds a folder. */
function gitFolder(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    const git = path.join(at, '.git');
    const stat = fs.lstatSync(git, { throwIfNoEntry: false });
    if (stat?.isDirectory()) return git;
    // Of a worktree or a submodule: the name of the folder.
    const named = stat?.isFile() ? /^gitdir: ([^\r\n]+)/.exec(fs.readFileSync(git, 'utf8'))?.[1] : undefined;
    const elsewhere = named !== undefined ? realPath(path.resolve(at, named)) : stat?.isSymbolicLink() ? realPath(git) : undefined;
    if (elsewhere !== undefined && isOutOfTrees(elsewhere)) return elsewhere;
    if (path.dirname(at) === at) return undefined;
  }
}

/** Whether a folder is git's own, and nothing in it can be committed: whoever wrote the file that names it may have named any folder of his repository. */
function isOutOfTrees(folder: string): boolean {
  if (!fs.lstatSync(path.join(folder, 'HEAD'), { throwIfNoEntry: false })?.isFile()) return false;
  if (folder.split(path.sep).includes('.git')) return true;
  for (let at = folder; path.dirname(at) !== at; at = path.dirname(at)) if (fs.existsSync(path.join(at, '.git'))) return false;
  return true;
}
