import { stepsOf, type ConfigNode, type Path, type Step } from '../config/node.ts';

/** A part of a tree, and the way to it as a chain towards the root: paths of all parts would cost the square of a deep tree. */
export interface Part {
  readonly node: ConfigNode;
  /** The key it stands under; absent for an item of a list and for the root. */
  readonly key?: string;
  readonly step?: Step;
  readonly holder?: Part;
}

/** Visit every part of a tree in the order they stand; below one for which `visit` says false it does not go. For trees of any depth. */
export function walk(tree: ConfigNode, visit: (part: Part) => boolean): void {
  const stack: Part[] = [{ node: tree }];
  for (let part = stack.pop(); part; part = stack.pop()) {
    if (!visit(part)) continue;
    const { node } = part;
    const holder = part;
    if (node.kind === 'array') {
      for (let i = node.items.length - 1; i >= 0; i--) stack.push({ node: node.items[i]!, step: i, holder });
    } else if (node.kind === 'object') {
      const steps = stepsOf(node);
      for (let i = node.entries.length - 1; i >= 0; i--) {
        const { key, value } = node.entries[i]!;
        if (value) stack.push({ node: value, key, step: steps[i]!, holder });
      }
    }
  }
}

/** The way to a part from the root that was walked. */
export function pathTo(part: Part): Path {
  const path: Step[] = [];
  for (let at: Part | undefined = part; at?.step !== undefined; at = at.holder) path.push(at.step);
  return path.toReversed();
}
