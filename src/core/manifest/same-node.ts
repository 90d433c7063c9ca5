import { parseJson } from '../config/json/parse.ts';
import type { ConfigNode, ObjectNode } from '../config/node.ts';

/** Whether two parts of files hold the same value, whatever their layout and the order of their keys. Never throws, however deep they are. */
export function sameNode(a: ConfigNode | undefined, b: ConfigNode | undefined): boolean {
  const stack: [ConfigNode | undefined, ConfigNode | undefined][] = [[a, b]];
  for (let pair = stack.pop(); pair; pair = stack.pop()) {
    const [x, y] = pair;
    if (x === y) continue;
    if (!x || !y || x.kind !== y.kind) return false;
    if (x.kind === 'array' && y.kind === 'array') {
      if (x.items.length !== y.items.length) return false;
      x.items.forEach((item, i) => stack.push([item, y.items[i]]));
    } else if (x.kind === 'object' && y.kind === 'object') {
      const [first, second] = [byKey(x), byKey(y)];
      if (first.size !== second.size) return false;
      for (const [key, value] of first) {
        if (!second.has(key)) return false;
        stack.push([value, second.get(key)]);
      }
    } else if (x.kind !== 'array' && x.kind !== 'object' && y.kind !== 'array' && y.kind !== 'object' && x.value !== y.value) return false;
  }
  return true;
}

/** Of several entries with one key the last, as readers of JSON keep it. */
function byKey(node: ObjectNode): Map<string, ConfigNode | undefined> {
  return new Map(node.entries.map(({ key, value }) => [key, value]));
}

/** A value as it would stand in a file. */
export function nodeOf(value: unknown): ConfigNode | undefined {
  return parseJson(JSON.stringify(value)).tree;
}
