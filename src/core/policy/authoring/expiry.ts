import { say } from '../../text/message.ts';
import { denies, type PolicyDocument, type PolicyEntry, type ProviderEntry } from '../document.ts';
import type { Seen } from './observation.ts';

/** How long before its end something is told to run out. */
const soon = 14 * 24 * 60 * 60 * 1000;

/** What has run out, or will within two weeks: of the document, and of each entry. */
export function* expiry(document: PolicyDocument, now: number): Generator<Seen> {
  const { expiresAt, defaults } = document;
  const end = expiresAt === undefined ? Number.NaN : Date.parse(expiresAt);
  if (end <= now) {
    yield {
      code: 'policy-expired', path: ['expiresAt'], severity: 'warning',
      message: defaults.whenStale === 'undetermined'
        ? say('This policy has run out, so what it approves counts as undetermined. Publish a newer issue, with a later `expiresAt`.')
        : say('This policy has run out: what it approves still holds, and everybody is told its age. Publish a newer issue, with a later `expiresAt`.'),
    };
  } else if (end - now <= soon) {
    yield { code: 'policy-expires-soon', path: ['expiresAt'], severity: 'info', message: say('This policy runs out in {days} days. Publish a newer issue before, with a later `expiresAt`.', { days: days(end - now) }) };
  }
  for (const entry of [...document.servers, ...(document.providers ?? [])]) yield* ofEntry(entry, now);
}

function* ofEntry({ id, state, expires, path }: PolicyEntry | ProviderEntry, now: number): Generator<Seen> {
  // A denial does not expire, which is told where it is read.
  if (expires === undefined || denies(state)) return;
  const end = Date.parse(`${expires}T23:59:59.999Z`);
  const at = [...path, 'expires'];
  if (end < now) yield { code: 'entry-expired', path: at, severity: 'warning', message: say('`{id}` ran out on {expires} and no longer counts. Set a later day once it was looked at again, or take the entry out.', { id, expires }) };
  else if (end - now <= soon) yield { code: 'entry-expires-soon', path: at, severity: 'info', message: say('`{id}` runs out on {expires}: its servers are not approved any more on the day after. Look at it again before.', { id, expires }) };
}

function days(time: number): number {
  return Math.floor(time / (24 * 60 * 60 * 1000));
}
