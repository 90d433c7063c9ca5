import type { ReadMarks } from './merge-read.ts';
import { keysOf } from './registry-listing.ts';
import { serverKey, type RegistryServer } from './registry-server.ts';

/** What stands in the first line of a kept listing. */
export interface ListingHeader extends ReadMarks {
  readonly format: typeof listingFormat;
  readonly version: number;
  /** The product's version that made the index: another one may look entries up by other keys. */
  readonly madeBy: string;
  readonly base: string;
  /** Entries of the last whole reading that could not be read. */
  readonly skipped: number;
}

export const listingFormat = 'mcp-roll-call/registry-listing';
export const listingVersion = 1;

/** One entry of the index in the second line: bytes of its line, whether it was deleted, `serverKey`, then what it is looked up by. */
export type IndexRow = readonly [length: number, deleted: 0 | 1, key: string, ...keys: string[]];

/** An entry's line with its row: a listing is kept line by line, so that one entry is read without the others. */
export function lineOf(server: RegistryServer): { readonly text: string; readonly row: readonly [deleted: 0 | 1, key: string, ...keys: string[]] } {
  return { text: JSON.stringify(server), row: [server.status === 'deleted' ? 1 : 0, serverKey(server), ...keysOf(server)] };
}
