import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { say, type Message } from '../../core/text/message.ts';
import { findGit } from '../evidence/find-git.ts';
import { outputOf, safely } from '../evidence/run-git.ts';
import { isInside } from './inside.ts';
import { repositoryOf } from './list-with-git.ts';

/** Which files are as they were when the work on a branch began. */
export interface Unchanged {
  /** Absolute paths. */
  readonly asBefore: ReadonlySet<string>;
  /** In no commit, and git is told to ignore them: they cannot be part of a change. */
  readonly ignored: ReadonlySet<string>;
}

/** A larger one is not read for its servers either. */
const largest = 16 << 20;
/** So many paths at once: a command line is not endless. */
const atOnce = 300;

/**
 * Which of the files did not change since the branch that is checked out parted from `ref`: whatever was committed, staged or only saved
 * since. Git is asked where they parted and what the files were there, from its object store alone; the files as they are now are read
 * here. So no filter, textconv or diff program that the repository names is run, and no flag of its index can hide a change.
 * @param repository the folder of the repository; files of another one (a submodule) count as changed
 * @returns why it cannot be told, where it cannot
 */
export async function unchangedSince(repository: string, ref: string, files: readonly string[]): Promise<Unchanged | { readonly why: Message }> {
  const git = findGit(repository, process.env, process.platform);
  if (git === undefined) return { why: say('no git program was found') };
  const ask = (...args: string[]): Promise<string> => outputOf(git, [...safely, '-c', 'core.quotePath=false', `--work-tree=${repository}`, '-C', repository, ...args]);
  const head = (await ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}')).trim();
  const since = (await ask('rev-parse', '--verify', '--quiet', `${ref}^{commit}`)).trim();
  // Before the first commit everything is new.
  const unborn = head === '' && ref === 'HEAD' && (await ask('rev-parse', '--git-dir')) !== '';
  if (since === '' && !unborn) return { why: say('git knows no commit `{ref}` here, or may not look into this repository', { ref }) };
  const base = unborn ? '' : (await ask('merge-base', since, head)).trim();
  if (base === '' && !unborn) return { why: say('git cannot tell where `{ref}` and what is checked out parted; in a shallow clone fetch more of the history (`fetch-depth: 0` of actions/checkout)', { ref }) };

  const own = new Map<string, string>();
  for (const file of files) if (isInside(file, repository) && repositoryOf(path.dirname(file)) === repository) own.set(path.relative(repository, file).split(path.sep).join('/'), file);
  // What a link leads to may change while the link does not.
  const targets = new Map<string, string>();
  for (const [way, file] of own) {
    const target = linkedTo(file, repository);
    if (target !== undefined) targets.set(way, target);
  }
  const blobs = base === '' ? new Map<string, string>() : await blobsAt(ask, base, [...new Set([...own.keys(), ...[...targets.values()].filter((target) => target !== '')])]);
  const asBefore = new Set<string>();
  for (const [way, file] of own) {
    const target = targets.get(way);
    if (!isBlob(file, blobs.get(way))) continue;
    if (target === undefined || (target !== '' && isBlob(path.join(repository, target), blobs.get(target)))) asBefore.add(file);
  }
  const ignored = new Set<string>();
  for (const ways of chunks([...own.keys()].filter((way) => !blobs.has(way)))) {
    for (const way of (await ask('ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--', ...ways)).split('\0')) {
      const file = own.get(way);
      if (file !== undefined) ignored.add(file);
    }
  }
  return { asBefore, ignored };
}

async function blobsAt(ask: (...args: string[]) => Promise<string>, commit: string, ways: readonly string[]): Promise<Map<string, string>> {
  const blobs = new Map<string, string>();
  for (const some of chunks(ways)) {
    // `mode type id<tab>way`
    for (const entry of (await ask('ls-tree', '-z', '--full-tree', commit, '--', ...some)).split('\0')) {
      const [, id, way] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
      if (id !== undefined) blobs.set(way!, id);
    }
  }
  return blobs;
}

function* chunks(ways: readonly string[]): Generator<readonly string[]> {
  for (let i = 0; i < ways.length; i += atOnce) yield ways.slice(i, i + atOnce);
}

/** Whether what lies there now is what git calls by that id; line ends may be those of this machine. */
function isBlob(file: string, id: string | undefined): boolean {
  if (id === undefined) return false;
  try {
    const stat = fs.lstatSync(file);
    if (!stat.isSymbolicLink() && (!stat.isFile() || stat.size > largest)) return false;
    const bytes = stat.isSymbolicLink() ? Buffer.from(fs.readlinkSync(file).split(path.sep).join('/')) : fs.readFileSync(file);
    return blobId(bytes, id) === id || (process.platform === 'win32' && blobId(Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'), id) === id);
  } catch {
    return false;
  }
}

/** In a repository of SHA-256 ids are longer. */
function blobId(bytes: Buffer, like: string): string {
  return crypto.createHash(like.length === 64 ? 'sha256' : 'sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** The way to what a link leads to; empty where that lies in no commit of this repository; undefined for what is no link. */
function linkedTo(file: string, repository: string): string | undefined {
  try {
    if (!fs.lstatSync(file).isSymbolicLink()) return undefined;
    const real = fs.realpathSync.native(file);
    const top = fs.realpathSync.native(repository);
    return isInside(real, top) ? path.relative(top, real).split(path.sep).join('/') : '';
  } catch {
    return '';
  }
}
