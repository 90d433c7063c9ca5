import { field, fieldsOf } from './fields.ts';
import { readServer } from './read-server.ts';
import type { RegistryServer } from './registry-server.ts';

/** One page of a registry's listing. */
export interface Envelope {
  readonly servers: readonly RegistryServer[];
  /** Entries that name no server: each costs itself only. */
  readonly skipped: number;
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined;
}

/** More than any registry puts on a page. */
const maxServers = 5000;
/** Cursors are opaque; one longer than this is no address any more. */
const maxCursor = 4000;

/**
 * Read what `GET /v0.1/servers` answered with; undefined when it is no listing. Never throws, whatever was answered.
 * A cursor that is none is not the end: the rest of the listing would be missing unsaid.
 */
export function readEnvelope(json: unknown): Envelope | undefined {
  const fields = fieldsOf(json);
  const list = fields && field(fields, 'servers');
  if (!Array.isArray(list) || list.length > maxServers) return undefined;
  const next = cursorOf(field(fields!, 'metadata'));
  if (next === 'malformed') return undefined;
  const servers = list.flatMap((item) => readServer(item) ?? []);
  return { servers, skipped: list.length - servers.length, next: next?.cursor };
}

function cursorOf(given: unknown): { readonly cursor: string } | 'malformed' | undefined {
  if (given === undefined || given === null) return undefined;
  const metadata = fieldsOf(given);
  if (!metadata) return 'malformed';
  const cursor = field(metadata, 'nextCursor');
  if (cursor === undefined || cursor === null || cursor === '') return undefined;
  return typeof cursor === 'string' && cursor.length <= maxCursor ? { cursor } : 'malformed';
}
