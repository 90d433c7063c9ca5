import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { say, type Message } from '../../core/text/message.ts';
import { takeLock, type Lock } from './lock.ts';

/** What a state file holds, and how it is known to. */
export interface StateFormat<T> {
  /** Absolute path. */
  readonly file: string;
  /** What it is, as it says itself: `accepted-launches`. */
  readonly name: string;
  /** One that is newer is another program's business: it is left alone. */
  readonly version: number;
  /** What holds where there is no file. */
  readonly empty: () => T;
  /** The value that was stored, of this version or an older one; undefined where it is not one. Must not throw. */
  readonly read: (stored: unknown, version: number) => T | undefined;
  /** What of a value is stored, where it is not the value itself. */
  readonly write?: (value: T) => unknown;
  /** Milliseconds to wait for other processes. */
  readonly patience?: number;
}

/** What is held, and what was wrong with it. */
export interface Held<T> {
  readonly value: T;
  /** The file was damaged, so that `value` began anew. After an update: where the damaged file lies now. */
  readonly setAside?: Message;
  /** Nothing can be read or stored now, and why; what is in the file, if anything, stays. */
  readonly unusable?: Message;
}

/** Larger than anything that is kept; a file beyond it is not one of ours. */
const limit = 64 * 1024 * 1024;

type Read<T> = { readonly value: T } | { readonly damaged: Message } | { readonly unusable: Message };

/**
 * One JSON file of the user's own, shared by windows and command lines. It is replaced as a whole or not at all (temporary file,
 * fsync, rename), by one process at a time. Must never be given a secret to hold.
 */
export class StateFile<T> {
  readonly #format: StateFormat<T>;

  constructor(format: StateFormat<T>) {
    this.#format = format;
  }

  get file(): string {
    return this.#format.file;
  }

  /** What is held now. Writes nothing, waits for nobody, never throws. */
  read(): Held<T> {
    const read = this.#read();
    if ('value' in read) return read;
    const value = this.#format.empty();
    return 'damaged' in read ? { value, setAside: read.damaged } : { value, unusable: read.unusable };
  }

  /**
   * Change what is held. Never throws for what the file system does: says so in `unusable`, and then nothing was stored.
   * @param change gives the next value; called once, with what is held at that moment; a throw of its own is passed on
   */
  async update(change: (held: T) => T): Promise<Held<T>> {
    const { file, patience = 10_000 } = this.#format;
    let lock: Lock | undefined;
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      lock = await takeLock(`${file}.lock`, patience);
    } catch (error) {
      return { value: this.read().value, unusable: notWritten(file, error) };
    }
    if (!lock) return { value: this.read().value, unusable: say('{file} has been in use by another process for too long', { file }) };
    try {
      return this.#updateUnder(lock, change);
    } finally {
      lock.release();
    }
  }

  #updateUnder(lock: Lock, change: (held: T) => T): Held<T> {
    const { file, empty } = this.#format;
    const read = this.#read();
    if ('unusable' in read) return { value: empty(), unusable: read.unusable };
    const held = 'value' in read ? read.value : empty();
    const { write = (value: T): unknown => value } = this.#format;
    const before = 'value' in read ? JSON.stringify(write(held)) : undefined;
    const value = change(held);
    try {
      const aside = 'damaged' in read ? this.#setAside(read.damaged) : undefined;
      const stored = write(value);
      if (JSON.stringify(stored) !== before) this.#write(stored, lock);
      return aside ? { value, setAside: aside } : { value };
    } catch (error) {
      return { value: held, unusable: notWritten(file, error) };
    }
  }

  #read(): Read<T> {
    const { file, name, version, empty } = this.#format;
    let text: string;
    try {
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (!stat) return { value: empty() };
      if (!stat.isFile()) return { damaged: say('{file} is not a file', { file }) };
      if (stat.size > limit) return { damaged: say('{file} is larger than anything MCP Roll Call keeps', { file }) };
      text = fs.readFileSync(file, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return { value: empty() };
      if (code === 'EACCES' || code === 'EPERM') return { damaged: say('you have no permission to read {file}', { file }) };
      // Too many open files, say: nothing is wrong with this one.
      return { unusable: say('{file} could not be read ({code})', { file, code: code ?? 'for an unknown reason' }) };
    }
    const stored = parsed(text);
    if (stored?.format !== `mcp-roll-call/${name}` || !Number.isInteger(stored.version)) return { damaged: say('{file} is damaged', { file }) };
    if (stored.version! > version) return { unusable: say('{file} was written by a newer version of MCP Roll Call, and is left alone', { file }) };
    const value = this.#format.read(stored.value, stored.version!);
    return value === undefined ? { damaged: say('{file} is damaged', { file }) } : { value };
  }

  #setAside(reason: Message): Message {
    const { file } = this.#format;
    const aside = `${file}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    fs.renameSync(file, aside);
    return say(`${reason.template}; it was set aside as {aside}`, { ...reason.args, aside: path.basename(aside) });
  }

  #write(value: unknown, lock: Lock): void {
    const { file, name, version } = this.#format;
    const text = `${JSON.stringify({ format: `mcp-roll-call/${name}`, version, value }, undefined, 1)}\n`;
    if (text.length > limit / 4) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
    this.#removeLeftovers();
    const draft = `${file}.${crypto.randomBytes(6).toString('hex')}.tmp`;
    try {
      const descriptor = fs.openSync(draft, 'wx', 0o600);
      try {
        fs.writeFileSync(descriptor, text);
        fs.fsyncSync(descriptor);
      } finally {
        fs.closeSync(descriptor);
      }
      // A process that was stopped while it held the lock must not write over what others wrote since.
      if (!lock.held()) throw Object.assign(new Error('lost the lock'), { code: 'ETIMEDOUT' });
      replaceBy(draft, file);
    } catch (error) {
      fs.rmSync(draft, { force: true });
      throw error;
    }
    syncFolder(path.dirname(file));
  }

  /** Drafts of processes that died over them: whoever holds the lock is the only one writing. */
  #removeLeftovers(): void {
    const { file } = this.#format;
    const prefix = `${path.basename(file)}.`;
    for (const entry of fs.readdirSync(path.dirname(file))) {
      if (entry.startsWith(prefix) && /^[0-9a-f]{12}\.tmp$/.test(entry.slice(prefix.length))) fs.rmSync(path.join(path.dirname(file), entry), { force: true });
    }
  }
}

/** On Windows a file that somebody reads at this moment (a virus scanner, another window) cannot be replaced until they are done. */
export function replaceBy(draft: string, file: string): void {
  for (let attempt = 0; ; attempt++) {
    try {
      fs.renameSync(draft, file);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (process.platform !== 'win32' || attempt >= 20 || (code !== 'EPERM' && code !== 'EACCES' && code !== 'EBUSY')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** So that the rename, too, outlives a power cut; systems that cannot do this need not. */
export function syncFolder(folder: string): void {
  try {
    const descriptor = fs.openSync(folder, 'r');
    try {
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {
    // The data is written either way.
  }
}

function parsed(text: string): { readonly format?: unknown; readonly version?: number; readonly value?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function notWritten(file: string, error: unknown): Message {
  return say('{file} could not be written ({code}), so nothing new is remembered', { file, code: (error as NodeJS.ErrnoException).code ?? 'for an unknown reason' });
}
