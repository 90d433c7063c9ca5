import { isUtf8 } from 'node:buffer';
import * as fs from 'node:fs';
import { say, type Message } from '../../core/text/message.ts';

/** What a file holds, or why that cannot be told. `flaw`: what of it could not be taken as it stands. */
export type FileText = { readonly text: string; readonly flaw?: Message } | { readonly absent: true } | { readonly unreadable: Message };

/** Larger than any config file that a person or a client writes; parsing costs some 16 times this in memory. */
const limit = 8 * 1024 * 1024;

/**
 * Read a text file, links followed. Only regular files are opened, so that a pipe or a device can neither block nor be set off.
 * A byte order mark of UTF-8 stays in the text; UTF-16 is known by its own. Never throws.
 * @param take makes text of the bytes
 */
export function readRegularFile(file: string, take = decode): FileText {
  try {
    return fs.lstatSync(file, { throwIfNoEntry: false }) ? readResolved(fs.realpathSync.native(file), take) : { absent: true };
  } catch (error) {
    return whyNot(error);
  }
}

/** The same for a path in which no link is left. */
export function readResolved(file: string, take = decode): FileText {
  let descriptor: number | undefined;
  try {
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (!stat) return { absent: true };
    if (!stat.isFile()) return { unreadable: notAFile(stat) };
    // What lies there may have changed since: neither wait for a pipe, nor follow a link that was not there before.
    descriptor = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0) | (fs.constants.O_NOFOLLOW ?? 0));
    const opened = fs.fstatSync(descriptor);
    if (!opened.isFile()) return { unreadable: notAFile(opened) };
    const bytes = opened.size > limit ? undefined : readUpTo(descriptor, opened.size);
    if (!bytes) return { unreadable: say('it is larger than {limit} MB, which no config file is', { limit: limit >> 20 }) };
    return take(bytes);
  } catch (error) {
    return whyNot(error);
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

/** All bytes, whatever size was told before; undefined when there are more than the limit. */
function readUpTo(descriptor: number, size: number): Buffer | undefined {
  let buffer = Buffer.allocUnsafe(Math.min(size, limit) + 1);
  let length = 0;
  for (;;) {
    const count = fs.readSync(descriptor, buffer, length, buffer.length - length, null);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    if (length > limit) return undefined;
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
  }
}

function decode(bytes: Buffer): FileText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes) };
  const text = bytes.toString('utf8');
  // Clients read such a file with replacement characters, and start what stands in it: so must we, and say so.
  return isUtf8(bytes) ? { text } : { text, flaw: say('it is not all UTF-8: some characters could not be read') };
}

/** For files whose readers know UTF-8 only: of anything else they and we may see different text, so that it counts as unreadable. */
export function onlyUtf8(bytes: Buffer): FileText {
  return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { unreadable: say('it is not all UTF-8: some characters could not be read') };
}

/** Why a file system call failed, in words. */
export function whyNot(error: unknown): { absent: true } | { unreadable: Message } {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { absent: true };
    case 'EACCES':
    case 'EPERM':
      return { unreadable: say('you have no permission to read it') };
    case 'ELOOP':
      return { unreadable: say('it is a symbolic link that leads in a circle, or was changed while it was read') };
    default:
      return { unreadable: say('reading it failed ({code})', { code: (error as NodeJS.ErrnoException).code ?? 'for an unknown reason' }) };
  }
}

function notAFile(stat: fs.Stats): Message {
  if (stat.isDirectory()) return say('it is a folder, not a file');
  if (stat.isFIFO()) return say('it is a pipe, not a file');
  if (stat.isSocket()) return say('it is a socket, not a file');
  if (stat.isSymbolicLink()) return say('it was changed while it was read');
  return say('it is a device, not a file');
}
