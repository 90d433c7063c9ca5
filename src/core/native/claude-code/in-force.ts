import type { NativeEntry, NativeFile, NativeSwitch } from '../native.ts';
import type { FiledEntry } from '../triple/weigh.ts';
import { exclusive, helper, listKeys, lock, plainName, pluginOnly, rejected } from './read.ts';
import type { Semantics } from './semantics.ts';

export interface FiledSwitch {
  readonly file: NativeFile;
  readonly switch: NativeSwitch;
}

/** What all of Claude Code's files come to. */
export interface InForce {
  /** Absent: no file has an allow list that counts, so that every server goes through. */
  readonly allow?: readonly FiledEntry[];
  /** The first file whose allow list counts. */
  readonly allowFile?: NativeFile;
  readonly deny: readonly FiledEntry[];
  /** `managed-mcp.json`. */
  readonly exclusive?: FiledSwitch;
  readonly lock?: FiledSwitch;
  /** Kinds of sources that only plugins may bring: `mcp`, `agents`. */
  readonly pluginOnly: ReadonlyMap<string, FiledSwitch>;
  /** Names of servers of `.mcp.json` that somebody rejected. */
  readonly rejected: ReadonlyMap<string, FiledSwitch>;
  readonly helper?: FiledSwitch;
  /** Files with a policy that Claude Code drops as a whole. */
  readonly dropped: ReadonlySet<NativeFile>;
}

/**
 * Managed settings come from `managed-settings.json` and then `managed-settings.d/*.json` by name: lists are put together, and of single values the
 * last counts (https://code.claude.com/docs/en/managed-settings, "Split a file-based policy across teams"). Lists of all scopes are put together;
 * with the lock, the allow list of managed settings alone counts (https://code.claude.com/docs/en/managed-mcp).
 */
export function inForce(files: readonly NativeFile[], semantics: Semantics): InForce {
  const dropped = droppedIn(files, semantics);
  const counting = files.filter((file) => !dropped.has(file)).toSorted(inOrder);
  const settings = counting.filter((file) => !isExclusive(file));
  const managed = settings.filter(({ scope }) => scope === 'managed');
  const switches = settings.flatMap(switchesOf);
  const own = managed.flatMap(switchesOf);
  const locked = own.findLast((one) => one.switch.key === lock && one.switch.value === true);
  // Of single values the last counts: a later `false` takes the lock off.
  const held = own.findLast((one) => one.switch.key === lock)?.switch.value === true ? locked : undefined;
  const allowing = (held ? managed : settings).filter(({ list }) => list.allows);
  const shut = counting.filter(isExclusive).flatMap(switchesOf).find((one) => one.switch.value === true || semantics.unreadableExclusive === 'exclusive');
  const help = own.find((one) => one.switch.key === helper);
  return {
    ...(allowing.length > 0 && { allow: allowing.flatMap((file) => entriesOf(file, 'allow', semantics)), allowFile: allowing[0]! }),
    deny: settings.flatMap((file) => entriesOf(file, 'deny', semantics)),
    ...(shut && { exclusive: shut }),
    ...(held && { lock: held }),
    pluginOnly: new Map(own.filter((one) => one.switch.key === pluginOnly).flatMap((one) => (one.switch.value === true ? ['mcp', 'agents'] : [String(one.switch.value)]).map((kind) => [kind, one] as const))),
    rejected: new Map(switches.filter((one) => one.switch.key === rejected).map((one) => [String(one.switch.value), one])),
    ...(help && { helper: help }),
    dropped,
  };
}

export function isExclusive({ list }: NativeFile): boolean {
  return list.switches.some(({ key }) => key === exclusive);
}

function switchesOf(file: NativeFile): FiledSwitch[] {
  return file.list.switches.map((one) => ({ file, switch: one }));
}

function entriesOf(file: NativeFile, effect: NativeEntry['effect'], semantics: Semantics): FiledEntry[] {
  return file.list.entries.filter((entry) => entry.effect === effect && !isBad(entry, semantics)).map((entry) => ({ file, entry }));
}

function isBad({ effect, matches }: NativeEntry, { deniedNames }: Semantics): boolean {
  return effect === 'deny' && matches.kind === 'name' && deniedNames === 'plain' && !plainName.test(matches.name);
}

/** A settings file whose `allowedMcpServers` or `deniedMcpServers` is no list is rejected as a whole; managed settings fail closed, since they can. */
function droppedIn(files: readonly NativeFile[], semantics: Semantics): Set<NativeFile> {
  const dropped = new Set<NativeFile>();
  const managed = files.filter(({ scope, list }) => scope === 'managed' && !list.switches.some(({ key }) => key === exclusive));
  const voids = managed.some(
    ({ list }) => list.problems.some(({ rule, path }) => rule === 'native-invalid-entry' && (path.length === 1 ? semantics.badList : semantics.badEntry) === 'voids-policy') || (semantics.badEntry === 'voids-policy' && list.entries.some((entry) => isBad(entry, semantics))),
  );
  if (voids) for (const file of managed) dropped.add(file);
  for (const file of files) {
    if (file.scope !== 'managed' && file.list.problems.some(({ rule, path }) => rule === 'native-invalid-entry' && (path.length === 1 || semantics.badEntry === 'voids-policy'))) dropped.add(file);
  }
  return dropped;
}

/** Of managed settings the main file, then the parts by name; then the user's, the repository's, and one's own for the repository. */
function inOrder(a: NativeFile, b: NativeFile): number {
  return rank(a) - rank(b) || (a.path < b.path ? -1 : Number(a.path > b.path));
}

function rank({ scope, path }: NativeFile): number {
  if (scope === 'managed') return /[\\/]managed-settings\.d[\\/]/.test(path) ? 1 : 0;
  return scope === 'user' ? 2 : /settings\.local\.json$/i.test(path) ? 4 : 3;
}

/** The way to a file's allow list. */
export const allowPath = [listKeys.allow] as const;
