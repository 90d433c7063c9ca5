import { child, nodeAt, stringOf, type ConfigNode } from '../config/node.ts';
import { inContract } from './contract.ts';

/** Where a manifest keeps what was drafted into it. */
export const evidenceAt = inContract('detected', 'evidence');

/** What was drafted before, by field: the item of the manifest's evidence that says so. */
export function draftedBefore(tree: ConfigNode | undefined): Map<string, { readonly index: number; readonly item: ConfigNode }> {
  const items = nodeAt(tree, evidenceAt);
  const known = new Map<string, { index: number; item: ConfigNode }>();
  if (items?.kind !== 'array') return known;
  items.items.forEach((item, index) => {
    const field = stringOf(child(item, 'field'));
    if (field !== undefined && !known.has(field)) known.set(field, { index, item });
  });
  return known;
}
