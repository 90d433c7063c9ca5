import { listingFormat, listingVersion, lineOf, type IndexRow, type ListingHeader } from '../../../core/registry/listing-text.ts';
import type { HeldEntries, Merge } from '../../../core/registry/merge-read.ts';
import type { RegistryListing } from '../../../core/registry/registry-listing.ts';
import type { RegistryServer } from '../../../core/registry/registry-server.ts';

const newline = 0x0a;

/**
 * A registry's listing as it lies on disk: a header, an index and one line for each entry. What is looked up is found by the index;
 * an entry comes into being when it is asked for, of 20,000 usually a dozen.
 */
export class KeptListing implements RegistryListing, HeldEntries {
  readonly header: ListingHeader;
  readonly #bytes: Buffer;
  readonly #rows: readonly IndexRow[];
  readonly #starts: Float64Array;
  readonly #read = new Map<number, RegistryServer | undefined>();
  #byKey: Map<string, number | number[]> | undefined;
  #byServer: Map<string, number> | undefined;

  private constructor(header: ListingHeader, bytes: Buffer, rows: readonly IndexRow[], starts: Float64Array) {
    this.header = header;
    this.#bytes = bytes;
    this.#rows = rows;
    this.#starts = starts;
  }

  /** Undefined when the bytes are no listing of this registry that is whole. */
  static open(bytes: Buffer, base: string): KeptListing | undefined {
    const first = bytes.indexOf(newline);
    const second = first < 0 ? -1 : bytes.indexOf(newline, first + 1);
    if (second < 0) return undefined;
    const header = parsed(bytes.subarray(0, first)) as Partial<ListingHeader> | undefined;
    if (header?.format !== listingFormat || header.version !== listingVersion || header.base !== base) return undefined;
    if (typeof header.complete !== 'boolean' || !Array.isArray(header.missing)) return undefined;
    const rows = parsed(bytes.subarray(first + 1, second));
    if (!Array.isArray(rows)) return undefined;
    const starts = new Float64Array(rows.length);
    let at = second + 1;
    for (let i = 0; i < rows.length; i++) {
      const length = (rows[i] as Partial<IndexRow> | null)?.[0];
      if (typeof length !== 'number' || !(length > 0)) return undefined;
      starts[i] = at;
      at += length + 1;
    }
    if (at !== bytes.length) return undefined;
    const kept = new KeptListing(header as ListingHeader, bytes, rows as IndexRow[], starts);
    // Another version may look entries up by other keys: the index is made anew.
    return header.madeBy === __VERSION__ ? kept : kept.#indexed();
  }

  /** The bytes of what is held after a reading. */
  static write(base: string, before: KeptListing | undefined, { put, drop, marks }: Merge, skipped: number): Buffer {
    const parts: Buffer[] = [];
    const rows: IndexRow[] = [];
    const end = Buffer.from('\n');
    const add = (line: Buffer, row: IndexRow): void => {
      rows.push(row);
      parts.push(line, end);
    };
    const addServer = (server: RegistryServer): void => {
      const { text, row } = lineOf(server);
      const line = Buffer.from(text);
      add(line, [line.length, ...row]);
    };
    const fresh = new Map(put);
    for (const [i, row] of (before ? before.#rows : []).entries()) {
      const key = row[2];
      if (drop.has(key)) continue;
      const next = fresh.get(key);
      fresh.delete(key);
      if (next) addServer(next);
      else if (before) add(before.#line(i), row);
    }
    for (const server of fresh.values()) addServer(server);
    const header: ListingHeader = { format: listingFormat, version: listingVersion, madeBy: __VERSION__, base, skipped, ...marks };
    return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify(rows)}\n`), ...parts]);
  }

  get size(): number {
    return this.#rows.length;
  }

  get keys(): Iterable<string> {
    return this.#rows.map((row) => row[2]);
  }

  find(key: string): readonly RegistryServer[] {
    const found = (this.#byKey ??= this.#lookup()).get(key);
    if (found === undefined) return [];
    return typeof found === 'number' ? (this.#at(found) ?? []) : found.flatMap((i) => this.#at(i) ?? []);
  }

  get(key: string): RegistryServer | undefined {
    this.#byServer ??= new Map(this.#rows.map((row, i) => [row[2], i]));
    const i = this.#byServer.get(key);
    return i === undefined ? undefined : this.#at(i)?.[0];
  }

  *deleted(): Iterable<RegistryServer> {
    for (let i = 0; i < this.#rows.length; i++) if (this.#rows[i]![1] === 1) yield* this.#at(i) ?? [];
  }

  *all(): Iterable<RegistryServer> {
    for (let i = 0; i < this.#rows.length; i++) yield* this.#at(i) ?? [];
  }

  #at(i: number): [RegistryServer] | undefined {
    if (!this.#read.has(i)) this.#read.set(i, parsed(this.#line(i)) as RegistryServer | undefined);
    const server = this.#read.get(i);
    return server && [server];
  }

  #line(i: number): Buffer {
    return this.#bytes.subarray(this.#starts[i], this.#starts[i]! + this.#rows[i]![0]);
  }

  #lookup(): Map<string, number | number[]> {
    const map = new Map<string, number | number[]>();
    for (let i = 0; i < this.#rows.length; i++) {
      const row = this.#rows[i]!;
      for (let k = 3; k < row.length; k++) {
        const key = row[k] as string;
        const same = map.get(key);
        if (same === undefined) map.set(key, i);
        else if (typeof same === 'number') map.set(key, [same, i]);
        else same.push(i);
      }
    }
    return map;
  }

  #indexed(): KeptListing {
    const rows = this.#rows.map(([length, deleted, key], i): IndexRow => {
      const server = this.#at(i)?.[0];
      return server ? [length, ...lineOf(server).row] : [length, deleted, key];
    });
    return new KeptListing(this.header, this.#bytes, rows, this.#starts);
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
