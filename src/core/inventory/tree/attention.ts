import type { ConfigFile } from '../../config/config-file.ts';
import type { PolicyState } from '../../policy/policy-state.ts';
import { approves } from '../../policy/verdict.ts';
import { say, type Message } from '../../text/message.ts';
import type { InventoryRow, Sighting } from '../row.ts';

/** How many things wait for the user, and which. */
export interface Attention {
  readonly count: number;
  readonly words: readonly Message[];
}

/**
 * What needs the user: what is started otherwise than was accepted; what says something else than was approved; what is in use and not approved, counted once however often it is declared; a policy that cannot be
 * read, as one thing, since it makes everything look unapproved; live files that hide what they hold. Without a policy
 * nothing is held against anybody but what an assistant's own list denies.
 */
export function attentionOf(rows: readonly InventoryRow[], files: readonly ConfigFile[], policy: PolicyState): Attention {
  const unread = files.filter(needsReading).length;
  const changed = rows.filter(({ sightings }) => sightings.some(isChanged));
  const drifted = rows.filter((row) => row.sightings.some(isDrifted) && !changed.includes(row));
  const waiting = policy.kind === 'unusable' ? [] : rows.filter((row) => isWaiting(row) && (policy.kind === 'ready' || row.verdict?.code === 'native-denied') && !changed.includes(row) && !drifted.includes(row));
  const servers = waiting.filter(({ kind }) => kind === 'mcp-server').length;
  const providers = waiting.length - servers;
  const words = [
    ...(policy.kind === 'unusable' ? [say('the policy cannot be read')] : []),
    ...(changed.length > 0 ? [changed.length === 1 ? say('the launch of 1 server was changed') : say('the launches of {count} servers were changed', { count: changed.length })] : []),
    ...(drifted.length > 0 ? [drifted.length === 1 ? say('1 server says something else than was approved') : say('{count} servers say something else than was approved', { count: drifted.length })] : []),
    ...(servers > 0 ? [servers === 1 ? say('1 server is not approved') : say('{count} servers are not approved', { count: servers })] : []),
    ...(providers > 0 ? [providers === 1 ? say('1 model provider is not approved') : say('{count} model providers are not approved', { count: providers })] : []),
    ...(unread > 0 ? [unread === 1 ? say('1 file could not be read') : say('{count} files could not be read', { count: unread })] : []),
  ];
  return { count: changed.length + drifted.length + waiting.length + unread + Number(policy.kind === 'unusable'), words };
}

/** A live file that could not be read: it may hold anything. */
export function needsReading({ live, status }: ConfigFile): boolean {
  return live && (status === 'unreadable' || status === 'invalid');
}

/** A declaration in use that is started otherwise than was accepted. */
export function isChanged({ live, disabled, changed }: Sighting): boolean {
  return live && !disabled && changed === true;
}

/** A declaration in use of a server that says something else than was approved. */
export function isDrifted({ live, disabled, drifted }: Sighting): boolean {
  return live && !disabled && drifted === true;
}

function isWaiting({ state, sightings, verdict }: InventoryRow): boolean {
  return state === 'active' && sightings.some(({ live, disabled }) => live && !disabled) && verdict !== undefined && verdict.code !== 'no-policy' && !approves(verdict);
}
