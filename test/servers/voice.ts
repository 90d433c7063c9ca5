// Servers for tests: what one says and does is chosen by one argument. Start with `voice({ ... })`, which gives a `Launchable`:
//
//   voice()                                        two tools, hand-written JSON-RPC, `initialize`
//   voice({ line: 'v1' })                          the same on SDK v1; `v2`: on SDK v2 (`era` both or one)
//   voice({ era: 'discover' })                     2026-07-28 only
//   voice({ tools: [...], file: '/tmp/x/now.json' })   the file, if it is there, holds other options (JSON), read at each listing: a test flips it
//   voice({ state: '/tmp/x/state', after: { connections: 2, tools: [...] } })   other tools from the third connection on
//
// On HTTP the same options are meant to be served; see the files beside this one.
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Launchable } from '../../src/core/probe/outcome.ts';

export type Item = Readonly<Record<string, unknown>>;

export interface VoiceOptions {
  /** Who writes the messages; `raw`, the lightest: by hand, and the only one that can do what is marked so below. */
  readonly line?: 'raw' | 'v1' | 'v2';
  /** Which greetings it answers. `v1` knows `initialize` only. */
  readonly era?: 'initialize' | 'both' | 'discover';
  readonly name?: string;
  readonly instructions?: string;
  readonly tools?: readonly Item[];
  readonly prompts?: readonly Item[];
  readonly resourceTemplates?: readonly Item[];
  /** Items of a page; all on one if not given. */
  readonly pageSize?: number;
  /** A file that holds other options, which count before these; read at each listing. */
  readonly file?: string;
  /** A file in which connections and listings are counted, for `after`. */
  readonly state?: string;
  /** Other tools once there were so many connections, or listings of tools (over all connections), before. */
  readonly after?: { readonly connections?: number; readonly lists?: number; readonly tools: readonly Item[] };
  /** One tool more, whose description holds, as JSON, the names of its environment's variables, its folder and what lies in there. */
  readonly tells?: true;

  /** raw: tools as they stand in the message, before the others: doubled keys, lone surrogates, what is no tool at all. */
  readonly rawTools?: readonly string[];
  /** raw: so many small tools more. */
  readonly many?: number;
  /** raw: pages without an end, each with a cursor of its own, or all with the same. */
  readonly endless?: 'pages' | 'cursor';
  /** raw: one tool's description of so many bytes. */
  readonly oversize?: number;
  /** raw: written to the output as it stands before the first answer. */
  readonly noise?: readonly string[];
  /** raw: what it does not answer; `start`: anything at all. */
  readonly hangs?: 'start' | 'discover' | 'initialize' | 'list';
  /** raw: ends at once, before it reads anything, after writing this and, with `tells`, its whole environment to its error output. */
  readonly exits?: { readonly code: number; readonly errors: string };
  /** raw: ends with code 4 at once, as soon as there were so many connections before. */
  readonly dies?: { readonly connections: number };
  /** raw: the result of `initialize` as it stands in the message. */
  readonly rawGreeting?: string;
  /** raw: ends with code 3 when it is asked for this method. */
  readonly endsAt?: string;
  /** raw: asks the client for these (methods) before it answers the first listing, and waits for the answers. */
  readonly asks?: readonly string[];
  /** raw: where the answers to `asks` are written, as JSON lines. */
  readonly answers?: string;
  /** raw: answers the first listing only once this file is there. */
  readonly waitsFor?: string;
  /** raw: says that its tools have changed while they are listed. */
  readonly announces?: true;
  /** raw: answers a listing with this error. */
  readonly refuses?: { readonly code: number; readonly message: string };
  /** raw: starts a process that sleeps for ten minutes: its child; in a session of its own; orphaned, too; with an empty environment; and in a session of its own, deaf to SIGTERM. */
  readonly children?: readonly ('plain' | 'detached' | 'orphan' | 'scrubbed' | 'deaf')[];
  /** raw: so many seconds instead, as `sleep` takes them. */
  readonly sleeps?: string;
  /** raw: ends neither with its input nor at SIGTERM. */
  readonly stubborn?: true;
}

const readLedger = { name: 'read_ledger', description: 'Reads entries of the ledger.', inputSchema: { type: 'object', properties: { from: { type: 'string' } } }, annotations: { readOnlyHint: true } };
const postEntry = { name: 'post_entry', description: 'Posts an entry.', inputSchema: { type: 'object', properties: { amount: { type: 'number' } }, required: ['amount'] } };

/** What a server lists if nothing else is said. */
export const usualTools: readonly Item[] = [readLedger, postEntry];

/** How such a server is started. */
export function voice(options: VoiceOptions = {}, env: Readonly<Record<string, string>> = {}): Launchable & { readonly kind: 'stdio' } {
  // Bundled beside what uses it, or a folder beside that.
  const folder = [path.join(__dirname, 'servers'), path.join(__dirname, '../servers'), path.join(__dirname, '../../servers')].find((at) => fs.existsSync(at)) ?? __dirname;
  return { kind: 'stdio', command: process.execPath, args: [path.join(folder, `${options.line ?? 'raw'}-server.js`), JSON.stringify(options)], env };
}
