import type { TreeChange } from '../finding/finding.ts';
import { entryAt, nodeAt, type ArrayNode, type ConfigNode, type Entry, type ObjectNode } from './node.ts';

/** What removals and renames come to in a tree, whatever its syntax. */
export interface RemovalPlan {
  /** The parts to be taken out of each map and list, by their numbers. */
  readonly removals: ReadonlyMap<ObjectNode | ArrayNode, ReadonlySet<number>>;
  readonly renames: readonly { readonly entry: Entry; readonly key: string }[];
}

/** @returns undefined when one cannot be made: what it names is not there, comes from elsewhere, or its map has the new key already */
export function planRemovals(tree: ConfigNode, changes: readonly TreeChange[]): RemovalPlan | undefined {
  const removals = new Map<ObjectNode | ArrayNode, Set<number>>();
  for (const { op, at } of changes) {
    if (op !== 'remove') continue;
    const holder = nodeAt(tree, at.slice(0, -1));
    const index = at.length === 0 ? -1 : indexIn(holder, at.at(-1)!);
    if (!holder || index < 0 || (holder.kind === 'object' && holder.entries[index]!.merged)) return undefined;
    const others = removals.get(holder as ObjectNode | ArrayNode);
    if (others) others.add(index);
    else removals.set(holder as ObjectNode | ArrayNode, new Set([index]));
  }
  // What lies in what goes goes with it.
  for (const [holder, gone] of removals) for (const index of gone) forget(partsOf(holder)[index], removals);

  const renames: { entry: Entry; key: string }[] = [];
  const holders = new Set<ObjectNode>();
  for (const change of changes) {
    if (change.op !== 'rename') continue;
    const holder = nodeAt(tree, change.at.slice(0, -1));
    const entry = change.at.length === 0 ? undefined : entryAt(holder, change.at.at(-1)!);
    if (holder?.kind !== 'object' || !entry || entry.merged) return undefined;
    renames.push({ entry, key: change.key });
    holders.add(holder);
  }
  for (const holder of holders) {
    const gone = removals.get(holder);
    const left = holder.entries.filter((_, i) => !gone?.has(i));
    const names = left.map((entry) => renames.find((rename) => rename.entry === entry)?.key ?? entry.key);
    if (renames.some(({ entry, key }) => left.includes(entry) && names.filter((name) => name === key).length > 1)) return undefined;
  }
  return { removals, renames };
}

function indexIn(holder: ConfigNode | undefined, step: Parameters<typeof entryAt>[1]): number {
  if (holder?.kind === 'array') return typeof step === 'number' && holder.items[step] ? step : -1;
  const entry = entryAt(holder, step);
  return holder?.kind === 'object' && entry ? holder.entries.indexOf(entry) : -1;
}

function partsOf(holder: ObjectNode | ArrayNode): readonly (ConfigNode | undefined)[] {
  return holder.kind === 'object' ? holder.entries.map(({ value }) => value) : holder.items;
}

function forget(node: ConfigNode | undefined, removals: Map<ObjectNode | ArrayNode, unknown>): void {
  const stack = [node];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.kind !== 'object' && next.kind !== 'array') continue;
    removals.delete(next);
    for (const part of partsOf(next)) if (part) stack.push(part);
  }
}
