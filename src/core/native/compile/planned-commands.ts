import type { Identity } from '../../identity/identity.ts';
import { fixedVersion } from '../../policy/subject.ts';
import type { EntryRef } from '../../policy/verdict.ts';
import type { NativeSubject } from '../native.ts';
import { argvOf, bare, type Verdicts } from './bare.ts';
import { commandLinesOf } from './command-lines.ts';
import type { ListedItem } from './listed-items.ts';
import { namesFor } from './names.ts';
import type { PlannedCommand } from './plan.ts';

/** Every command line that the policy names, or that is in use, and of which a declaration with nothing else in it is approved. */
export function plannedCommands(layers: readonly (readonly ListedItem[])[], verdicts: Verdicts, seen: readonly NativeSubject[]): readonly PlannedCommand[] {
  const used = new Map<string, NativeSubject[]>();
  for (const subject of seen) {
    const argv = argvOf(subject);
    if (!argv) continue;
    const key = JSON.stringify(argv);
    used.set(key, [...(used.get(key) ?? []), subject]);
  }
  const lines = new Map<string, readonly string[]>();
  for (const listed of layers.flat()) if (listed.item.approving) for (const argv of linesOf(listed)) lines.set(JSON.stringify(argv), argv);
  for (const key of used.keys()) if (!lines.has(key)) lines.set(key, JSON.parse(key) as string[]);
  return [...lines].flatMap(([key, argv]): PlannedCommand[] => {
    if (!verdicts.approvesLine(argv)) return [];
    const subject = bare({ argv });
    if (isFloating(subject.identity)) return [];
    const entry = verdicts.policy.decide(subject, verdicts.now).entry as EntryRef;
    return [{ argv, entry, names: namesFor(used.get(key) ?? [], entry.id) }];
  });
}

/** The exact command lines that an item comes to; none for what it leaves open. */
function linesOf({ item: { matcher }, match }: ListedItem): readonly (readonly string[])[] {
  if (matcher.kind === 'command') return [matcher.argv];
  if (matcher.kind !== 'package') return [];
  const { type, key, name, versions, digest } = matcher;
  const exact = [...(versions?.exact.values() ?? []), ...(type === 'oci' && digest !== undefined ? [digest] : [])];
  const registry = match.package?.registry;
  return exact.flatMap((version) => commandLinesOf({ type, name: type === 'oci' ? key.slice('oci:'.length) : name, version: plain(version), ...(registry !== undefined && { registry }) }, match));
}

/** A policy may write `=1.0.0`, as ranges do. */
function plain(version: string): string {
  return version.replace(/^[=v\s]+/, '');
}

/** What it starts can be something else tomorrow: never said to be allowed, although the policy takes it. */
export function isFloating(identity: Identity): boolean {
  if (identity.kind === 'package') return fixedVersion(identity.package) === undefined;
  return identity.kind === 'remote' && identity.via !== undefined && fixedVersion(identity.via.package) === undefined;
}
