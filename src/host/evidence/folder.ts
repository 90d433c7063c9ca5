import * as fs from 'node:fs';
import * as path from 'node:path';
import { isInside } from '../files/inside.ts';
import { onlyUtf8, readRegularFile } from '../files/read-regular-file.ts';

/** More than any folder that matters here holds. */
const mostNames = 20_000;

/** What a file holds; `unreadable` also when it really lies elsewhere, is larger than what is read, or is not UTF-8. */
export type Content = { readonly text: string } | { readonly absent: true } | { readonly unreadable: true };

/** What a folder holds; `unreadable` also when it really lies elsewhere, or holds more than is looked at. */
export type Entries = { readonly names: readonly string[] } | { readonly absent: true } | { readonly unreadable: true };

/**
 * A folder whose files are read as evidence. Nothing is read that a symbolic link leads out of it, and only regular files of
 * moderate size. Nothing here throws.
 */
export class Folder {
  readonly #real: string | undefined;
  /** What stands in the folder itself, in lower case; null where that cannot be told. */
  #known: ReadonlySet<string> | null | undefined;

  constructor(folder: string) {
    this.#real = real(folder);
  }

  /** @param way from the folder, with `/` */
  content(way: string): Content {
    if (this.#lacks(way)) return { absent: true };
    const file = this.#inside(way);
    if (file === undefined) return this.#isThere(way) ? { unreadable: true } : { absent: true };
    const read = readRegularFile(file, onlyUtf8);
    return 'text' in read ? { text: read.text } : 'absent' in read ? { absent: true } : { unreadable: true };
  }

  /** A file's text; undefined for whatever reason there is none. */
  text(way: string): string | undefined {
    const content = this.content(way);
    return 'text' in content ? content.text.replace(/^\ufeff/, '') : undefined;
  }

  /** What a JSON file holds, when that is a map. */
  json(way: string): Readonly<Record<string, unknown>> | undefined {
    const read = this.manifest(way);
    return 'map' in read ? read.map : undefined;
  }

  /** The same for whom it matters why there is none: what is no map counts as unreadable. */
  manifest(way: string): { readonly map: Readonly<Record<string, unknown>> } | { readonly absent: true } | { readonly unreadable: true } {
    const content = this.content(way);
    if (!('text' in content)) return content;
    try {
      const map = mapOf(JSON.parse(content.text.replace(/^\ufeff/, '')));
      return map ? { map } : { unreadable: true };
    } catch {
      return { unreadable: true };
    }
  }

  /** The names in a folder below; none when there is no such folder. */
  names(way: string): readonly string[] {
    const entries = this.entries(way);
    return 'names' in entries ? entries.names : [];
  }

  /** The same for whom it matters why there are none. A file is as no folder. */
  entries(way: string): Entries {
    if (this.#lacks(way)) return { absent: true };
    const folder = this.#inside(way);
    if (folder === undefined) return this.#isThere(way) ? { unreadable: true } : { absent: true };
    try {
      const names = fs.readdirSync(folder);
      return names.length > mostNames ? { unreadable: true } : { names };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return code === 'ENOTDIR' || code === 'ENOENT' ? { absent: true } : { unreadable: true };
    }
  }

  /** Where something really lies, from the folder with `/`; undefined when that is not in it. */
  realWay(way: string): string | undefined {
    const found = this.#inside(way);
    return found === undefined ? undefined : path.relative(this.#real!, found).split(path.sep).join('/');
  }

  /**
   * Whether nothing of that name stands in the folder, in whatever case. Dozens of files are asked for, and hardly any is there: listing the
   * folder once is cheaper than asking for each.
   */
  #lacks(way: string): boolean {
    this.#known ??= this.#list() ?? null;
    return this.#known !== null && /^(?!\.{1,2}(?:\/|$))[\w.-]+(?:\/|$)/.test(way) && !this.#known.has(way.split('/', 1)[0]!.toLowerCase());
  }

  #list(): ReadonlySet<string> | undefined {
    try {
      const names = this.#real === undefined ? undefined : fs.readdirSync(this.#real);
      return names && names.length <= mostNames ? new Set(names.map((name) => name.toLowerCase())) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Where something really lies, when that is in the folder. */
  #inside(way: string): string | undefined {
    const found = this.#real === undefined ? undefined : real(path.join(this.#real, way));
    return found !== undefined && isInside(found, this.#real!) ? found : undefined;
  }

  #isThere(way: string): boolean {
    try {
      return this.#real !== undefined && fs.lstatSync(path.join(this.#real, way), { throwIfNoEntry: false }) !== undefined;
    } catch {
      // A folder on the way may not be looked into: others may be allowed to.
      return true;
    }
  }
}

function real(file: string): string | undefined {
  try {
    // Most of what is asked for is not there, and the other call makes an exception of that, which costs ten times as much.
    return fs.lstatSync(file, { throwIfNoEntry: false }) && fs.realpathSync.native(file);
  } catch {
    return undefined;
  }
}

/** A value as a map, when it is one. Keys are to be asked for as own ones: a file can hold `__proto__`. */
export function mapOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isMap(value) ? value : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a map holds under a key of its own. */
export function own(map: Readonly<Record<string, unknown>> | undefined, key: string): unknown {
  return map && Object.hasOwn(map, key) ? map[key] : undefined;
}

/** A text under a key, when it is one and of a length that makes sense. */
export function ownText(map: Readonly<Record<string, unknown>> | undefined, key: string, limit = 500): string | undefined {
  const value = own(map, key);
  return typeof value === 'string' && value !== '' && value.length <= limit ? value : undefined;
}
