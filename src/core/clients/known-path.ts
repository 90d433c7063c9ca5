import type { KnownFile } from './known-file.ts';

/** A pattern of a known workspace file that fits a path, and how many of the path's parts lead to the folder it is looked for in. */
export interface KnownPath {
  readonly known: KnownFile;
  readonly holder: number;
}

interface Pattern {
  readonly known: KnownFile;
  readonly parts: readonly Part[];
  /** Position of `**`, which stands for any number of folders; -1 where there is none. */
  readonly any: number;
}

/** One part of a pattern: a name in lower case, or a test for names that hold a `*`. */
type Part = string | RegExp;

/**
 * Finds out of which pattern a path is, by its end: `*` is any one name or a part of one, `**` any folders, none included. Case does not
 * count: what is `.VSCode/mcp.json` in a repository is VS Code's file on every Mac and Windows machine that checks it out, also where we
 * look at it on a system that tells the two apart. Where several fit, the one with the most parts does: it says the most.
 */
export class KnownPaths {
  readonly #byName = new Map<string, Pattern[]>();
  readonly #wild: Pattern[] = [];
  #anyWild: RegExp | undefined;
  readonly #longerThanOne: Pattern[] = [];
  readonly #folders = new Set<string>();
  readonly #wildFolders: RegExp[] = [];

  constructor(files: readonly KnownFile[]) {
    for (const known of files) {
      const parts = known.path.split('/').map(partOf);
      const pattern = { known, parts, any: known.path.split('/').indexOf('**') };
      const name = parts.at(-1)!;
      if (typeof name !== 'string') this.#wild.push(pattern);
      else if (this.#byName.get(name)?.push(pattern) === undefined) this.#byName.set(name, [pattern]);
      if (parts.length > 1) this.#longerThanOne.push(pattern);
      for (const part of parts.slice(0, pattern.any < 0 ? -1 : pattern.any)) {
        if (typeof part === 'string') this.#folders.add(part);
        else this.#wildFolders.push(part);
      }
    }
    const longestFirst = (a: Pattern, b: Pattern): number => b.parts.length - a.parts.length;
    for (const patterns of this.#byName.values()) patterns.sort(longestFirst);
    this.#wild.sort(longestFirst);
    if (this.#wild.length > 0) this.#anyWild = new RegExp([...new Set(this.#wild.map(({ parts }) => (parts.at(-1) as RegExp).source))].join('|'), 's');
  }

  /** Whether a file of that name can be one at all: to be asked before anything else is done for a path. */
  mayBe(name: string): boolean {
    const lower = name.toLowerCase();
    return this.#byName.has(lower) || (this.#anyWild?.test(lower) ?? false);
  }

  /** Whether a pattern may lead through a folder of that name. @param isLink false where it is not known to be a link: then a `*` that fits every name does not count */
  mayHold(name: string, isLink = true): boolean {
    const lower = name.toLowerCase();
    return this.#folders.has(lower) || (isLink && this.#wildFolders.some((test) => test.test(lower)));
  }

  /** @param way the parts of a path */
  at(way: readonly string[]): KnownPath | undefined {
    const name = way.at(-1)?.toLowerCase();
    if (name === undefined) return undefined;
    const named = this.#byName.get(name) ?? [];
    if (named.length === 0 && this.#wild.length === 0) return undefined;
    const lower = way.map((part) => part.toLowerCase());
    let most = 0;
    let found: KnownPath | undefined;
    for (const patterns of [named, this.#wild]) {
      for (const pattern of patterns) {
        if (pattern.parts.length <= most) break;
        const holder = holderOf(pattern, lower);
        if (holder === undefined) continue;
        most = pattern.parts.length;
        found = { known: pattern.known, holder };
        break;
      }
    }
    return found;
  }

  /**
   * What may lie behind a path that is one of the folders a pattern leads through, as the parts still to go: for links, behind which nobody
   * else looks. `.vscode` -> `mcp.json`.
   */
  behind(way: readonly string[]): readonly { readonly known: KnownFile; readonly holder: number; readonly rest: readonly string[] }[] {
    const lower = way.map((part) => part.toLowerCase());
    return this.#longerThanOne.flatMap(({ known, parts, any }) => {
      const ends = any < 0 ? parts.length - 1 : any;
      for (let length = Math.min(ends, lower.length); length > 0; length--) {
        if (parts.slice(0, length).every((part, i) => fits(part, lower[lower.length - length + i]!))) {
          return [{ known, holder: lower.length - length, rest: known.path.split('/').slice(length) }];
        }
      }
      return [];
    });
  }
}

function partOf(part: string): Part {
  const lower = part.toLowerCase();
  return lower.includes('*') ? nameTest(lower) : lower;
}

/** A test for names by a pattern of one name. */
export function nameTest(pattern: string): RegExp {
  return new RegExp(`^${pattern.split(/\*+/).map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('[^/]*')}$`, 's');
}

function fits(part: Part, name: string): boolean {
  return typeof part === 'string' ? part === name : part.test(name);
}

function holderOf({ parts, any }: Pattern, way: readonly string[]): number | undefined {
  if (any < 0) {
    const holder = way.length - parts.length;
    return holder >= 0 && parts.every((part, i) => fits(part, way[holder + i]!)) ? holder : undefined;
  }
  const tail = parts.length - any - 1;
  const last = way.length - tail;
  if (!parts.slice(any + 1).every((part, i) => fits(part, way[last + i] ?? ''))) return undefined;
  // The outermost: a client that looks through all folders finds the inner ones too.
  for (let holder = 0; holder + any <= last; holder++) {
    if (parts.slice(0, any).every((part, i) => fits(part, way[holder + i]!))) return holder;
  }
  return undefined;
}
