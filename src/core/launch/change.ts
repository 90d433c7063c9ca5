import type { Identity } from '../identity/identity.ts';
import type { AcceptedLaunch } from './accepted.ts';
import type { SealedLaunch, SealedText, SealedValue } from './launch.ts';

/** Something of a launch that is not as it was accepted. */
export interface ChangedPart {
  readonly what: 'command' | 'argument' | 'order' | 'url' | 'cwd' | 'envFile' | 'env' | 'header' | 'field' | 'transport' | 'spelling';
  readonly how: 'added' | 'removed' | 'changed';
  /** Of a variable, header or field. */
  readonly name?: string;
  /** Of an argument, from 0: where it stands now; for one that is gone, where it stood. */
  readonly index?: number;
  /** As it may be shown; a masked one says nothing of its value. */
  readonly before?: string;
  readonly after?: string;
}

/** A server that is started otherwise than was accepted. */
export interface LaunchChange {
  readonly accepted: AcceptedLaunch;
  readonly now: SealedLaunch;
  /** The most telling first; never empty. */
  readonly parts: readonly ChangedPart[];
  /** Another package, host or program than was accepted; or something that makes the same one run other code. */
  readonly otherThing: boolean;
}

/** How two launches that are not the same differ. */
export function launchChange(accepted: AcceptedLaunch, now: SealedLaunch, identity: Identity): LaunchChange {
  const { launch: before } = accepted;
  const parts: ChangedPart[] = [
    ...text('command', before.command, now.command),
    ...text('url', before.url, now.url),
    ...argumentChanges(before.args, now.args),
    ...values('field', before.fields, now.fields),
    ...values('env', before.env, now.env),
    ...text('envFile', before.envFile, now.envFile),
    ...text('cwd', before.cwd, now.cwd),
    ...values('header', before.headers, now.headers),
    ...(before.transport === now.transport ? [] : [{ what: 'transport', how: 'changed', before: before.transport, after: now.transport } as const]),
  ];
  // The same parts in an entry that readers take differently.
  if (parts.length === 0) parts.push({ what: 'spelling', how: 'changed' });
  const hijacks = new Set(identity.launch.hijacks);
  const hijacked = parts.some(({ what, how, name }) => how !== 'removed' && ((what === 'env' && hijacks.has(name ?? '')) || (what === 'field' && risky.has(name ?? '')) || (what === 'envFile' && hijacks.has('envFile'))));
  return { accepted, now, parts, otherThing: before.source !== now.source || hijacked };
}

/** Fields that start something of their own. */
const risky: ReadonlySet<string> = new Set(['dev', 'headersHelper', 'shell']);

function text(what: 'command' | 'url' | 'cwd' | 'envFile', before: SealedText | undefined, after: SealedText | undefined): ChangedPart[] {
  if (before?.seal === after?.seal) return [];
  return [{ what, how: before ? (after ? 'changed' : 'removed') : 'added', ...(before && { before: before.shown }), ...(after && { after: after.shown }) }];
}

function values(what: 'env' | 'header' | 'field', before: readonly SealedValue[], after: readonly SealedValue[]): ChangedPart[] {
  const [old, now] = [grouped(before), grouped(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((name): ChangedPart[] => {
    const [was, is] = [old.get(name), now.get(name)];
    return was === is ? [] : [{ what, how: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed', name }];
  });
}

/** Seals by name: a name can stand twice. */
function grouped(values: readonly SealedValue[]): Map<string, string> {
  const groups = new Map<string, string>();
  for (const { name, seal } of values) groups.set(name, `${groups.get(name) ?? ''} ${seal}`);
  return groups;
}

function argumentChanges(before: readonly SealedText[], after: readonly SealedText[]): ChangedPart[] {
  const same = (a: SealedText | undefined, b: SealedText | undefined): boolean => a !== undefined && a.seal === b?.seal;
  let start = 0;
  while (same(before[start], after[start])) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && same(before[before.length - 1 - end], after[after.length - 1 - end])) end++;
  const gone = before.slice(start, before.length - end);
  const come = after.slice(start, after.length - end);
  if (gone.length > 1 && gone.length === come.length && sorted(gone) === sorted(come)) return [{ what: 'order', how: 'changed', index: start }];
  const parts: ChangedPart[] = [];
  for (let i = 0; i < Math.max(gone.length, come.length); i++) {
    const [was, is] = [gone[i], come[i]];
    if (same(was, is)) continue;
    parts.push({ what: 'argument', how: was ? (is ? 'changed' : 'removed') : 'added', index: start + i, ...(was && { before: was.shown }), ...(is && { after: is.shown }) });
  }
  return parts;
}

function sorted(words: readonly SealedText[]): string {
  return words.map(({ seal }) => seal).sort().join(' ');
}
