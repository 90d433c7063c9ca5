import type { Drift } from '../../core/drift/drift.ts';
import { heardDriftOf } from '../../core/drift/heard-drift.ts';
import { approveTool } from '../../core/listening/approve-tool.ts';
import type { HeardServer } from '../../core/listening/heard.ts';
import { readSnapshot, writeSnapshot } from '../../core/snapshot/snapshot-file.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import { say, type Message } from '../../core/text/message.ts';
import { sha256 } from '../evidence/sha256.ts';
import type { KeptVoice, RememberedVoices, SnapshotStore } from './snapshot-store.ts';

/** How two snapshots differ: `driftBetween`. */
export type Compare = (approved: Snapshot, now: Snapshot) => Drift;

/** What is kept of one server, read again: every hash made anew. */
export interface KeptSnapshots {
  readonly approved?: { readonly snapshot: Snapshot; readonly at: string };
  readonly heard?: { readonly snapshot: Snapshot; readonly at: string; readonly unsteady: boolean; readonly launch: string };
  /** Something was kept, or should have been, and cannot be used: what was approved can then not be told. */
  readonly trouble?: Message;
}

/** What was heard, and when. */
export interface HeardNow {
  readonly snapshot: Snapshot;
  /** ISO 8601. */
  readonly at: string;
  /** Its two connections said different things. */
  readonly unsteady: boolean;
  /** What was started or called: `fingerprint` of the declaration. */
  readonly launch: string;
}

/** In characters. What is longer is shown, and not kept. */
const longest = 6_000_000;

/** What is kept of a server. Never throws. */
export function keptOf(store: SnapshotStore, key: string): KeptSnapshots {
  const { value, setAside, unusable } = store.voice(key);
  const made = snapshotsIn(value);
  const before = store.read().memory.voices;
  const summary = Object.hasOwn(before, key) ? before[key] : undefined;
  const lost = summary?.approved !== undefined && made.approved === undefined ? say('what was approved of it on {date} is no longer there', { date: summary.approved.at.slice(0, 10) }) : undefined;
  const trouble = unusable ?? setAside ?? made.trouble ?? lost;
  return trouble ? { ...made, trouble } : made;
}

/** Remembers what a server says now. What was approved stays what it is. */
export function remember(store: SnapshotStore, key: string, now: HeardNow, compare: Compare): Promise<RememberedVoices> {
  const text = writeSnapshot(now.snapshot);
  if (text.length > longest) return Promise.resolve({ ...store.read(), unusable: tooLong });
  return store.update(key, ({ approved }) => ({ ...(approved && { approved }), heard: heardIn(text, now) }), summaryBy(compare));
}

/** Makes what a server says now what it is held against from now on, in the user's name. */
export function approve(store: SnapshotStore, key: string, now: HeardNow, compare: Compare): Promise<RememberedVoices | { readonly refused: Message }> {
  const refused = unfit(now);
  if (refused) return Promise.resolve({ refused });
  const text = writeSnapshot(now.snapshot);
  if (text.length > longest) return Promise.resolve({ refused: tooLong });
  return store.update(key, () => ({ approved: { text, at: now.at }, heard: heardIn(text, now) }), summaryBy(compare));
}

/** Takes over one tool, and nothing else. */
export async function approveOne(store: SnapshotStore, key: string, now: HeardNow, tool: string, compare: Compare): Promise<RememberedVoices | { readonly refused: Message }> {
  const refused = unfit(now);
  if (refused) return { refused };
  const heard = writeSnapshot(now.snapshot);
  if (heard.length > longest) return { refused: tooLong };
  let problem: Message | undefined;
  const after = await store.update(
    key,
    (kept) => {
      const { approved, trouble } = snapshotsIn(kept);
      if (!approved) problem = trouble ?? say('nothing of this server was approved before: approve all of what it says first');
      else if (![approved.snapshot, now.snapshot].some(({ tools }) => tools.some(({ name }) => name === tool))) problem = say('there is no tool of this name, neither now nor in what was approved');
      return approved && !problem ? { approved: { text: writeSnapshot(approveTool(approved.snapshot, now.snapshot, tool, sha256)), at: now.at }, heard: heardIn(heard, now) } : kept;
    },
    summaryBy(compare),
  );
  return problem ? { refused: problem } : after;
}

/** Why nobody can stand behind it, if so. */
function unfit({ snapshot, unsteady }: HeardNow): Message | undefined {
  if (unsteady) return say('it says different things on equal connections, so nobody knows which of them an assistant is told');
  const [first] = snapshot.partial;
  return first && say('not all of it could be read, and what is missing could be anything');
}

const tooLong = say('what it says is longer than is kept');

function heardIn(text: string, { at, unsteady, launch }: HeardNow): NonNullable<KeptVoice['heard']> {
  return { text, at, launch, ...(unsteady && { unsteady: true as const }) };
}

function snapshotsIn({ approved, heard }: KeptVoice): KeptSnapshots {
  const was = approved && readSnapshot(approved.text, sha256);
  const now = heard && readSnapshot(heard.text, sha256);
  const trouble = was && 'refused' in was ? was.refused : now && 'refused' in now ? now.refused : undefined;
  return {
    ...(was && !('refused' in was) && { approved: { snapshot: was, at: approved.at } }),
    ...(now && !('refused' in now) && { heard: { snapshot: now, at: heard.at, unsteady: heard.unsteady === true, launch: heard.launch } }),
    ...(trouble && { trouble }),
  };
}

/** The summary of what is kept. Where what was approved is lost, it goes on being held against by its digest: it never gives way by itself. */
function summaryBy(compare: Compare): (kept: KeptVoice, before: HeardServer | undefined) => HeardServer | undefined {
  return (kept, before) => {
    const { approved, heard } = snapshotsIn(kept);
    if (!heard) return undefined;
    const now = { digest: heard.snapshot.digest, at: heard.at, tools: heard.snapshot.tools.length, launch: heard.launch, ...(heard.snapshot.partial.length > 0 && { partial: true as const }) };
    const unsteady = heard.unsteady ? { unsteady: true as const } : {};
    if (approved) {
      const drift = heardDriftOf(compare(approved.snapshot, heard.snapshot));
      return { approved: { digest: approved.snapshot.digest, at: approved.at, by: 'user' }, heard: now, ...(drift && { drift }), ...unsteady };
    }
    if (before?.approved?.by !== 'user') return { heard: now, ...unsteady };
    const drift = before.approved.digest === now.digest ? undefined : lostDrift;
    return { approved: before.approved, heard: now, ...(drift && { drift }), ...unsteady };
  };
}

/** What differs cannot be told, so that it may be the worst that a change can be but for an attack. */
const lostDrift = {
  worst: 'authority',
  count: 1,
  changes: [{ class: 'authority', subject: 'info', consequence: say('It says something else than was approved, and what was approved can no longer be read: look at all of it, and approve it again.') }],
} as const;
