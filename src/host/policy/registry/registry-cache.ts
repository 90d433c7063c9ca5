import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Environment } from '../../../core/clients/client.ts';
import type { Merge } from '../../../core/registry/merge-read.ts';
import { say, type Message } from '../../../core/text/message.ts';
import { takeLock } from '../../store/lock.ts';
import { stateOutside } from '../../store/state-outside.ts';
import { KeptListing } from './kept-listing.ts';

/** Larger than any listing that is kept; a file beyond it is not one of ours. */
const limit = 256 * 1024 * 1024;
const patience = 10_000;

/** The cache in the state folder, made once for as long as the folder is the same. */
export class RegistryCaches {
  #cache: { readonly folder: string; readonly cache: RegistryCache } | undefined;

  /** Undefined where nothing can be remembered, or a repository could bring its own. */
  outside({ environment, judged }: { readonly environment: Environment; readonly judged: readonly string[] }): RegistryCache | undefined {
    const place = stateOutside(environment, judged, ['registries']);
    if ('refused' in place || place.within !== undefined) return undefined;
    const folder = path.join(place.folder, 'registries');
    if (this.#cache?.folder !== folder) this.#cache = { folder, cache: new RegistryCache(folder) };
    return this.#cache.cache;
  }
}

/** The listings of registries on disk, one file each, shared by windows and command lines. A cache: what is damaged is read anew. */
export class RegistryCache {
  readonly #folder: string;

  /** @param folder of the user's own, never in a workspace; need not exist */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * What is kept of a registry. Never throws.
   * @param name tells it from every other, and from the same one read as somebody else
   */
  read(name: string, base: string): KeptListing | undefined {
    try {
      const file = this.fileOf(name);
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (!stat?.isFile() || stat.size > limit) return undefined;
      return KeptListing.open(fs.readFileSync(file), base);
    } catch {
      return undefined;
    }
  }

  /** When the file was last written, so that another window's reading is seen; undefined where there is none. */
  stamp(name: string): string | undefined {
    const stat = fs.statSync(this.fileOf(name), { throwIfNoEntry: false });
    return stat && `${stat.ino} ${stat.size} ${stat.mtimeMs}`;
  }

  /**
   * Merge a reading into what is kept, by one process at a time, replaced as a whole or not at all. Never throws.
   * @param own what this process holds, which counts where the file is lost or was never written
   * @param merge gives what changes, with what is kept at that moment
   */
  async update(name: string, base: string, skipped: number, own: KeptListing | undefined, merge: (held: KeptListing | undefined) => Merge): Promise<{ readonly kept: KeptListing | undefined; readonly unstored?: Message }> {
    const file = this.fileOf(name);
    const held = (): KeptListing | undefined => newerListing(this.read(name, base), own);
    try {
      fs.mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      const lock = await takeLock(`${file}.lock`, patience);
      if (!lock) return { kept: mergedInMemory(base, held(), merge, skipped), unstored: say('the file of its listing is in use by another process') };
      try {
        const bytes = KeptListing.write(base, ...mergeOnto(held(), merge), skipped);
        const draft = `${file}.${crypto.randomBytes(6).toString('hex')}.tmp`;
        try {
          await store(draft, bytes);
          if (!lock.held()) throw Object.assign(new Error('lost the lock'), { code: 'ETIMEDOUT' });
          await replace(draft, file);
        } catch (error) {
          await fs.promises.rm(draft, { force: true });
          return { kept: KeptListing.open(bytes, base), unstored: unwritten(error) };
        }
        this.#sweep(file);
        return { kept: KeptListing.open(bytes, base) };
      } finally {
        lock.release();
      }
    } catch (error) {
      return { kept: mergedInMemory(base, held(), merge, skipped), unstored: unwritten(error) };
    }
  }

  fileOf(name: string): string {
    return path.join(this.#folder, `${crypto.createHash('sha256').update(name).digest('hex').slice(0, 32)}.listing`);
  }

  /** Drafts of processes that died over them. */
  #sweep(file: string): void {
    const prefix = `${path.basename(file)}.`;
    for (const entry of fs.readdirSync(this.#folder)) {
      if (!entry.startsWith(prefix) || !/^[0-9a-f]{12}\.tmp$/.test(entry.slice(prefix.length))) continue;
      fs.rmSync(path.join(this.#folder, entry), { force: true });
    }
  }
}

/** Of two listings of one registry the one that says more: the one that is whole, else the one read last. */
export function newerListing(stored: KeptListing | undefined, own: KeptListing | undefined): KeptListing | undefined {
  if (!stored || !own) return stored ?? own;
  if (stored.header.complete !== own.header.complete) return stored.header.complete ? stored : own;
  return (own.header.asOf ?? '') > (stored.header.asOf ?? '') ? own : stored;
}

function mergeOnto(held: KeptListing | undefined, merge: (held: KeptListing | undefined) => Merge): [KeptListing | undefined, Merge] {
  return [held, merge(held)];
}

/** What is held after a merge, where it is not stored. */
export function mergedInMemory(base: string, held: KeptListing | undefined, merge: (held: KeptListing | undefined) => Merge, skipped: number): KeptListing | undefined {
  return KeptListing.open(KeptListing.write(base, ...mergeOnto(held, merge), skipped), base);
}

async function store(file: string, bytes: Buffer): Promise<void> {
  const handle = await fs.promises.open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** On Windows a file that somebody reads at this moment cannot be replaced until they are done. */
async function replace(draft: string, file: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await fs.promises.rename(draft, file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (process.platform !== 'win32' || attempt >= 20 || (code !== 'EPERM' && code !== 'EACCES' && code !== 'EBUSY')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function unwritten(error: unknown): Message {
  return say('its listing could not be stored ({code}), and will be read anew next time', { code: (error as NodeJS.ErrnoException).code ?? 'for an unknown reason' });
}
