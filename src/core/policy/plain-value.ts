import { stepsOf, type ConfigNode, type Path } from '../config/node.ts';

/** Deeper than any policy needs; what lies below is cut off, so that reading cannot be made to recurse without end. */
const maxDepth = 24;

/**
 * The plain value of a part of a document. Of equal keys the first or the last counts: readers differ in that, so whoever must be
 * sure reads both. Cut at `maxDepth`. `__proto__` stays a plain key.
 */
export function plainValue(node: ConfigNode | undefined, keep: 'first' | 'last' = 'last', depth = maxDepth): unknown {
  if (!node) return undefined;
  if (node.kind !== 'array' && node.kind !== 'object') return node.value;
  if (depth === 0) return null;
  if (node.kind === 'array') return node.items.map((item) => plainValue(item, keep, depth - 1));
  const entries = keep === 'last' ? node.entries : node.entries.toReversed();
  return Object.fromEntries(entries.map((entry) => [entry.key, plainValue(entry.value, keep, depth - 1)]));
}

/** Whether a part of a document can be read in one way only, and is not cut: quick, since nearly all are. */
export function isPlain(node: ConfigNode | undefined, depth = maxDepth): boolean {
  if (!node || (node.kind !== 'array' && node.kind !== 'object')) return true;
  if (depth === 0) return false;
  if (node.kind === 'array') return node.items.every((item) => isPlain(item, depth - 1));
  const { entries } = node;
  const repeats = entries.length > 8 ? new Set(entries.map((entry) => entry.key)).size < entries.length : entries.some((entry, i) => entries.findIndex((other) => other.key === entry.key) < i);
  return !repeats && entries.every((entry) => isPlain(entry.value, depth - 1));
}

/** Where a part of a document is ambiguous or too deep to be read as one plain value. */
export interface Ambiguity {
  readonly repeated: readonly Path[];
  readonly tooDeep: Path | undefined;
}

/** Keys that stand twice in one map, and the first place that lies too deep. */
export function ambiguityIn(node: ConfigNode, path: Path): Ambiguity {
  const repeated: Path[] = [];
  let tooDeep: Path | undefined;
  const visit = (part: ConfigNode, way: Path, depth: number): void => {
    if (part.kind !== 'array' && part.kind !== 'object') return;
    if (depth === 0) {
      tooDeep ??= way;
      return;
    }
    if (part.kind === 'array') {
      part.items.forEach((item, i) => visit(item, [...way, i], depth - 1));
      return;
    }
    const steps = stepsOf(part);
    part.entries.forEach((entry, i) => {
      const step = steps[i]!;
      if (typeof step === 'object' && step.occurrence > 1) repeated.push([...way, step]);
      if (entry.value) visit(entry.value, [...way, step], depth - 1);
    });
  };
  visit(node, path, maxDepth);
  return { repeated, tooDeep };
}
