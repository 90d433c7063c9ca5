import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { processStart, processWorld } from './process-identity.ts';

/** Whoever works under a lock is done within milliseconds; one that is older belongs to somebody who sleeps or is gone. */
const tooOld = 30_000;
/** What was taken from a dead owner stays this long, so that a slow second taker finds it taken. */
const keepTaken = 60_000;

interface Owner {
  readonly token: string;
  readonly pid: number;
  /** The machine (or container) in which the process number means something. */
  readonly world: string;
  /** When the process began, as its system tells it: numbers are given out again. */
  readonly start?: string;
}

/** A lock that is held. */
export interface Lock {
  /** Whether it still is: a holder that slept too long may have lost it. */
  held(): boolean;
  release(): void;
}

/**
 * Take a lock that all processes of the machine respect: a folder that holds its owner's name and comes into being by one rename.
 * That of an owner who is dead, or whose number was given to another process, or who is too old, is taken over.
 * @returns undefined when it could not be had within `patience` milliseconds
 * @throws what the file system throws when the place cannot be written to
 */
export async function takeLock(folder: string, patience: number): Promise<Lock | undefined> {
  const owner: Owner = { token: crypto.randomBytes(12).toString('hex'), pid: process.pid, world: processWorld(), ...startOf(process.pid) };
  const own = `${folder}.${owner.token}`;
  fs.mkdirSync(own, { mode: 0o700 });
  try {
    fs.writeFileSync(path.join(own, 'owner'), JSON.stringify(owner), { mode: 0o600 });
    const deadline = Date.now() + patience;
    for (;;) {
      if (renamed(own, folder)) {
        // From now on it is held, however long it was waited for.
        fs.utimesSync(folder, new Date(), new Date());
        return { held: () => ownerOf(folder)?.token === owner.token, release: () => release(folder, own, owner) };
      }
      if (takeFromTheDead(folder)) continue;
      if (Date.now() > deadline) return undefined;
      await wait(2 + Math.random() * 20);
    }
  } finally {
    if (ownerOf(folder)?.token !== owner.token) fs.rmSync(own, { recursive: true, force: true });
  }
}

function release(folder: string, own: string, { token }: Owner): void {
  if (ownerOf(folder)?.token !== token || !renamed(folder, own)) return;
  fs.rmSync(own, { recursive: true, force: true });
}

/** A folder's rename fails where the target holds something (POSIX) or is there at all (Windows). */
function renamed(from: string, to: string): boolean {
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOENT' || code === 'ENOTDIR') return false;
    // Windows says no permission of a folder that is there or being looked at.
    if ((code === 'EPERM' || code === 'EACCES' || code === 'EBUSY') && fs.existsSync(to)) return false;
    throw error;
  }
}

/**
 * Put a lock aside whose owner cannot be at work any more. Under a name made of that owner's token, so that of two processes
 * which both saw the dead owner only one succeeds, and the second does not take the first one's fresh lock for the dead one's.
 */
function takeFromTheDead(folder: string): boolean {
  const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
  if (!stat) return false;
  const owner = ownerOf(folder);
  const age = Math.abs(Date.now() - stat.mtimeMs);
  if (age < tooOld && (!owner || !isDead(owner))) return false;
  const taken = renamed(folder, `${folder}.taken-${owner?.token ?? `${stat.ino}-${Math.round(stat.mtimeMs)}`}`);
  if (taken) sweep(folder);
  return taken;
}

function isDead({ pid, world, start }: Owner): boolean {
  if (world !== processWorld()) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
  const now = processStart(pid);
  return start !== undefined && now !== undefined && now !== start;
}

/** What nobody can be waiting for any more: locks taken long ago, and those that their makers died over. */
function sweep(folder: string): void {
  const name = path.basename(folder);
  for (const entry of fs.readdirSync(path.dirname(folder))) {
    if (!entry.startsWith(`${name}.`)) continue;
    const file = path.join(path.dirname(folder), entry);
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (stat && Math.abs(Date.now() - stat.ctimeMs) > keepTaken) fs.rmSync(file, { recursive: true, force: true });
  }
}

function ownerOf(folder: string): Owner | undefined {
  try {
    const owner = JSON.parse(fs.readFileSync(path.join(folder, 'owner'), 'utf8')) as Partial<Owner> | null;
    return typeof owner?.token === 'string' && /^[0-9a-f]+$/.test(owner.token) && typeof owner.pid === 'number' && typeof owner.world === 'string' ? (owner as Owner) : undefined;
  } catch {
    return undefined;
  }
}

function startOf(pid: number): { start?: string } {
  const start = processStart(pid);
  return start === undefined ? {} : { start };
}
