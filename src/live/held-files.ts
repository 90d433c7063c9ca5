import type { ConfigFile } from '../core/config/config-file.ts';
import { readPlace } from '../core/config/read-place.ts';
import type { ConfigSource } from '../core/config/read.ts';
import type { FoundPlace } from '../host/files/found-below.ts';

export interface Reading {
  read(place: FoundPlace): Promise<ConfigSource['content']>;
  /** What is equal only while the same lies at a place; undefined where nobody can tell. */
  stamp?(place: FoundPlace): string | undefined;
}

/** Files as they were read last, so that what did not change is neither read nor understood again. */
export class HeldFiles {
  readonly #around: Reading;
  readonly #files = new Map<string, { readonly file: ConfigFile; readonly place: FoundPlace; readonly stamp: string | undefined }>();

  constructor(around: Reading) {
    this.#around = around;
  }

  /**
   * @param check whether it may have changed without anybody telling: then its stamp decides
   * @param unsaved what an editor holds instead of what is on disk
   */
  async at(place: FoundPlace, check: boolean, unsaved: string | undefined): Promise<ConfigFile> {
    const held = this.#files.get(place.path);
    const known = held && isSame(held.place, place) ? held : undefined;
    if (known && !check) return known.file;
    // Taken before reading: what changes meanwhile has another one afterwards.
    const stamp = unsaved === undefined ? this.#around.stamp?.(place) : undefined;
    if (known && stamp !== undefined && stamp === known.stamp) return known.file;
    const file = await readPlace({ ...place, content: unsaved === undefined ? await this.#around.read(place) : { text: unsaved } });
    this.#files.set(place.path, { file, place, stamp });
    return file;
  }

  forget(path: string): void {
    this.#files.delete(path);
  }

  /** Forgets all others. */
  keep(files: readonly ConfigFile[]): void {
    const paths = new Set(files.map(({ path }) => path));
    for (const path of this.#files.keys()) if (!paths.has(path)) this.#files.delete(path);
  }
}

function isSame(a: FoundPlace, b: FoundPlace): boolean {
  return a.root === b.root && a.live === b.live && a.boundary === b.boundary && a.known.path === b.known.path && a.known.scope === b.known.scope;
}
