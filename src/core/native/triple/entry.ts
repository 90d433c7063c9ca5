import type { Path } from '../../config/node.ts';
import { say, type Message } from '../../text/message.ts';
import type { NativeEntry, NativeMatch } from '../native.ts';

/**
 * The entries that VS Code, Copilot and Claude Code share: each says one of `serverName`, `serverUrl` and `serverCommand`. What they make of an
 * entry that is not so differs, and so does how each compares.
 */
export const tripleKeys = ['serverName', 'serverUrl', 'serverCommand'] as const;
type TripleKey = (typeof tripleKeys)[number];

/** How strictly a client takes an entry. */
export interface Strictness {
  /** A key with a value that it cannot hold: as if it were absent, or the entry is invalid. */
  readonly wrongValue: 'absent' | 'invalid';
  /** A key that means nothing to the client: passed over, or the entry is invalid. */
  readonly otherKey: 'ignored' | 'invalid';
}

/** An entry that the client does not take: why, where, and under which key if one is to blame. */
export interface Fault {
  readonly effect: NativeEntry['effect'];
  readonly path: Path;
  /** What is wrong with it, as a sentence; what the client makes of that is for it to add. */
  readonly why: Message;
}

export interface TripleList {
  readonly entries: readonly NativeEntry[];
  readonly faults: readonly Fault[];
}

/**
 * The entries of a list, and those that are none.
 * @param value what stands under the list's key, as a plain value (`valueOf`)
 * @param pathOf the way to its n-th item; where the list stands inside a string, the way to that
 * @returns undefined where it is no list at all: what that means differs from client to client
 */
export function readTripleList(value: unknown, effect: NativeEntry['effect'], pathOf: (item: number) => Path, strictness: Strictness): TripleList | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries: NativeEntry[] = [];
  const faults: Fault[] = [];
  value.forEach((item: unknown, i) => {
    const read = readTriple(item, strictness);
    const path = pathOf(i);
    if ('kind' in read) entries.push({ effect, path, matches: read });
    else faults.push({ effect, path: read.key === undefined || path.at(-1) !== i ? path : [...path, read.key], why: read.why });
  });
  return { entries, faults };
}

/** What one entry names, or why it names nothing. Never throws. */
export function readTriple(item: unknown, { wrongValue, otherKey }: Strictness): NativeMatch | { readonly why: Message; readonly key?: string } {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return { why: say('It is no map with one of `serverName`, `serverUrl` and `serverCommand`.') };
  const keys = Object.keys(item);
  const foreign = keys.find((key) => !isTripleKey(key));
  if (otherKey === 'invalid' && foreign !== undefined) return { why: say('`{key}` is no key of an entry: those are `serverName`, `serverUrl` and `serverCommand`.', { key: foreign }), key: foreign };
  const held = tripleKeys.filter((key) => Object.hasOwn(item, key));
  const read = held.map((key): [TripleKey, NativeMatch | undefined] => [key, matchUnder(key, (item as Record<string, unknown>)[key])]);
  const wrong = read.find(([, match]) => match === undefined)?.[0];
  if (wrong !== undefined && wrongValue === 'invalid') return { why: expected(wrong), key: wrong };
  const matches = read.flatMap(([, match]) => match ?? []);
  if (matches.length === 1) return matches[0]!;
  if (matches.length > 1) return { why: say('It has {keys}, and an entry has exactly one of them. Write one entry for each.', { keys: held.map((key) => `\`${key}\``).join(' and ') }) };
  if (wrong !== undefined) return { why: expected(wrong), key: wrong };
  const near = foreign === undefined ? undefined : tripleKeys.find((key) => alike(key, foreign));
  if (near !== undefined) return { why: say('`{key}` is no key of an entry. Is `{near}` meant?', { key: foreign!, near }), key: foreign! };
  return { why: say('It has none of `serverName`, `serverUrl` and `serverCommand`.') };
}

function isTripleKey(key: string): key is TripleKey {
  return (tripleKeys as readonly string[]).includes(key);
}

function matchUnder(key: TripleKey, value: unknown): NativeMatch | undefined {
  if (key === 'serverCommand') {
    const argv = Array.isArray(value) && value.length > 0 && value.every((part): part is string => typeof part === 'string') ? value : undefined;
    return argv && { kind: 'command', argv };
  }
  if (typeof value !== 'string' || value === '') return undefined;
  return key === 'serverName' ? { kind: 'name', name: value } : { kind: 'url', pattern: value };
}

function expected(key: TripleKey): Message {
  return key === 'serverCommand'
    ? say('`serverCommand` takes a list of texts, the command and each of its arguments, with at least the command.')
    : say('`{key}` takes a text that is not empty.', { key });
}

/** `serverURL`, `server_url`, `url`, `name`, `command`: what people write for it. */
function alike(key: TripleKey, written: string): boolean {
  const plain = written.slice(0, 40).toLowerCase().replace(/[^a-z]/g, '');
  const whole = key.toLowerCase();
  return plain === whole || plain === whole.slice('server'.length) || plain === `${whole}s`;
}
