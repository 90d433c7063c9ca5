import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { say, type Message } from '../../core/text/message.ts';
import { isInside } from '../files/inside.ts';
import { realPath } from '../files/real-path.ts';
import { replaceBy, syncFolder } from '../store/state-file.ts';

/** Why a file cannot be replaced by this user, as far as can be told before; undefined where nothing is known to be in the way. Never throws. */
export function hindranceTo(file: string, root: string | undefined): Message | undefined {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) return say('It lies on no disk of this machine.');
  const real = realPath(file);
  if (root !== undefined && !isInside(real, realPath(root))) return say('It is a link that leads out of its folder, and is not followed for writing.');
  try {
    const stat = fs.statSync(real, { throwIfNoEntry: false });
    const folder = path.dirname(real);
    if (!stat) {
      fs.accessSync(existing(folder), fs.constants.W_OK | fs.constants.X_OK);
      return undefined;
    }
    if (!stat.isFile()) return say('It is not a file.');
    const user = process.getuid?.();
    if (user !== undefined && user !== 0 && stat.uid !== user) return say('It belongs to another user of this machine: ask whoever looks after it.');
    fs.accessSync(real, fs.constants.W_OK);
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
    const bytes = fs.readFileSync(real);
    return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes) && !(bytes[0] === 0xff && bytes[1] === 0xfe) ? undefined : say('It is not written in UTF-8, and would not be the same afterwards.');
  } catch {
    return say('You have no permission to write it: ask whoever looks after this machine.');
  }
}

function existing(folder: string): string {
  const parent = path.dirname(folder);
  return fs.existsSync(folder) || parent === folder ? folder : existing(parent);
}

/** Whether a file holds exactly that text; undefined: that it is not there. Never throws. */
export function holds(file: string, text: string | undefined): boolean {
  try {
    return text === undefined ? !fs.existsSync(file) : fs.readFileSync(file).equals(Buffer.from(text, 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Replaces a file as a whole or not at all, if it still holds what it did; its mode, and a link to it, stay.
 * @param before undefined: it is not there yet
 * @param after undefined: it is taken away
 * @returns why not, if so; then it is what it was
 */
export function replaceFile(file: string, before: string | undefined, after: string | undefined, root: string | undefined): Message | undefined {
  const hindrance = hindranceTo(file, root);
  if (hindrance) return hindrance;
  const real = realPath(file);
  const draft = path.join(path.dirname(real), `.${path.basename(real)}.${crypto.randomBytes(6).toString('hex')}.tmp`);
  try {
    if (!holds(real, before)) return changedSince();
    if (after === undefined) {
      fs.rmSync(real);
      return undefined;
    }
    fs.mkdirSync(path.dirname(real), { recursive: true });
    const stat = before === undefined ? undefined : fs.statSync(real);
    const descriptor = fs.openSync(draft, 'wx', stat ? stat.mode & 0o777 : 0o600);
    try {
      fs.writeFileSync(descriptor, after);
      // What the process takes away of modes (umask) the file had.
      if (stat && process.platform !== 'win32') {
        if (process.getuid?.() === 0) fs.fchownSync(descriptor, stat.uid, stat.gid);
        fs.fchmodSync(descriptor, stat.mode & 0o7777);
      }
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    if (!holds(real, before)) {
      fs.rmSync(draft, { force: true });
      return changedSince();
    }
    replaceBy(draft, real);
    syncFolder(path.dirname(real));
    return undefined;
  } catch (error) {
    fs.rmSync(draft, { force: true });
    return say('It could not be written ({code}).', { code: (error as NodeJS.ErrnoException).code ?? 'for an unknown reason' });
  }
}

function changedSince(): Message {
  return say('It has changed since it was looked at. Look at it again.');
}
