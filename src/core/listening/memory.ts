import type { DriftClass, DriftSubject } from '../drift/drift.ts';
import { driftSeverities } from '../drift/severities.ts';
import { say } from '../text/message.ts';
import { visible } from '../text/visible.ts';
import type { HeardDrift, HeardServer } from './heard.ts';

/** What this user's machine remembers of voices, in short, and of what may be listened to unasked. Hashes and masked labels: it holds no secret. */
export interface ListeningMemory {
  /** By `voiceKey`. What they said whole is kept beside it. */
  readonly voices: Readonly<Record<string, HeardServer>>;
  /** By the seal of a plan: of exactly that launch, never of a name. */
  readonly permissions: Readonly<Record<string, Permission>>;
}

/** What somebody agreed to for exactly one launch. */
export interface Permission {
  /** The server's name and what it starts or calls, masked and visible. */
  readonly label: string;
  /** When, ISO 8601. */
  readonly at: string;
  /** It may be listened to in the background as well. */
  readonly background: boolean;
}

export const nothingHeard: ListeningMemory = { voices: {}, permissions: {} };

/** What is older than the newest of these is forgotten, but never what somebody approved: that would be a new baseline unasked. */
const mostHeard = 2000;
const mostPermissions = 1000;

/** With what one server said; the oldest that nobody approved give way. */
export function withVoice(memory: ListeningMemory, key: string, voice: HeardServer): ListeningMemory {
  const voices = Object.entries({ ...memory.voices, [key]: voice });
  const loose = voices.filter(([, { approved }]) => !approved).sort(([, a], [, b]) => (a.heard.at < b.heard.at ? 1 : -1));
  const gone = new Set(loose.slice(mostHeard).map(([each]) => each));
  return { ...memory, voices: Object.fromEntries(voices.filter(([each]) => !gone.has(each))) };
}

/** With one permission more; the oldest give way. */
export function withPermission(memory: ListeningMemory, seal: string, permission: Permission): ListeningMemory {
  const all = Object.entries({ ...memory.permissions, [seal]: permission }).sort(([, a], [, b]) => (a.at < b.at ? 1 : -1));
  return { ...memory, permissions: Object.fromEntries(all.slice(0, mostPermissions)) };
}

/** @param seals all of them where none is named */
export function withoutPermissions(memory: ListeningMemory, seals?: readonly string[]): ListeningMemory {
  return { ...memory, permissions: seals ? Object.fromEntries(Object.entries(memory.permissions).filter(([seal]) => !seals.includes(seal))) : {} };
}

/** The memory as JSON: a message's arguments are no property that JSON sees. */
export function writtenMemory({ voices, permissions }: ListeningMemory): unknown {
  return {
    permissions,
    voices: Object.fromEntries(
      Object.entries(voices).map(([key, voice]) => {
        const changes = voice.drift?.changes.map((change) => ({ ...change, consequence: { template: change.consequence.template, args: { ...change.consequence.args } } }));
        return [key, voice.drift ? { ...voice, drift: { ...voice.drift, changes } } : voice];
      }),
    ),
  };
}

/** The memory that a store held, where it is one. */
export function readListening(stored: unknown): ListeningMemory | undefined {
  if (!isMap(stored) || !isMap(stored['voices']) || !isMap(stored['permissions'])) return undefined;
  const permissions = Object.entries(stored['permissions']);
  if (!permissions.every(([, one]) => isMap(one) && isText(one['label']) && isText(one['at']) && typeof one['background'] === 'boolean')) return undefined;
  const voices: [string, HeardServer][] = [];
  for (const [key, one] of Object.entries(stored['voices'])) {
    const voice = readVoice(one);
    if (!voice) return undefined;
    voices.push([key, voice]);
  }
  return { voices: Object.fromEntries(voices), permissions: Object.fromEntries(permissions) as unknown as ListeningMemory['permissions'] };
}

function readVoice(stored: unknown): HeardServer | undefined {
  if (!isMap(stored) || !isMap(stored['heard'])) return undefined;
  const { digest, at, tools, launch, partial } = stored['heard'];
  const { approved, drift } = stored;
  if (!isText(digest) || !isText(at) || typeof tools !== 'number' || !isText(launch)) return undefined;
  if (approved !== undefined && !(isMap(approved) && isText(approved['digest']) && isText(approved['at']) && (approved['by'] === 'user' || approved['by'] === 'manifest'))) return undefined;
  const told = drift === undefined ? undefined : readDrift(drift);
  if (drift !== undefined && !told) return undefined;
  return { heard: { digest, at, tools, launch, ...(partial === true && { partial }) }, ...(approved !== undefined && { approved: approved as unknown as NonNullable<HeardServer['approved']> }), ...(told && { drift: told }), ...(stored['unsteady'] === true && { unsteady: true as const }) };
}

function readDrift(stored: unknown): HeardDrift | undefined {
  if (!isMap(stored) || !isClass(stored['worst']) || typeof stored['count'] !== 'number' || !Array.isArray(stored['changes'])) return undefined;
  const changes = (stored['changes'] as unknown[]).flatMap((one): HeardDrift['changes'][number][] => {
    if (!isMap(one) || !isClass(one['class']) || !isText(one['subject']) || !isMap(one['consequence']) || !isText(one['consequence']['template']) || !isMap(one['consequence']['args'])) return [];
    const args = Object.fromEntries(Object.entries(one['consequence']['args']).map(([name, value]) => [name, visible(String(value), 400)]));
    return [{ class: one['class'], subject: one['subject'] as DriftSubject, ...(isText(one['name']) && { name: one['name'] }), consequence: say(one['consequence']['template'], args) }];
  });
  return { worst: stored['worst'], count: stored['count'], changes };
}

function isClass(value: unknown): value is DriftClass {
  return typeof value === 'string' && Object.hasOwn(driftSeverities, value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
