import type { Client } from '../../clients/client.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { nodeAt, stepsOf, stringOf, type ConfigNode, type Path, type Step } from '../../config/node.ts';

/** A file's inputs, where they are looked for, and which ids its text refers to. */
export interface Inputs {
  readonly tree: ConfigNode;
  readonly list: Path;
  readonly items: readonly ConfigNode[];
  readonly used: ReadonlySet<string>;
}

const reference = /\$\{input:([^{}$]{1,200})\}/g;

/** The inputs of a file whose client has them at its root; undefined where it has none there, or the text is damaged. */
export function inputsOf({ tree, problems, known, document }: ConfigFile, { variables: { input } }: Client): Inputs | undefined {
  // In settings they stand beside the servers, with everything else around.
  if (!input || !tree || problems.length > 0 || known.aside || !known.locations.some(({ servers }) => servers.some((place) => place !== 'bare' && place.at[0] === 'servers'))) return undefined;
  // Without servers it is told that they stand elsewhere (wrong-root-key).
  if (nodeAt(tree, ['servers'])?.kind !== 'object') return undefined;
  const node = nodeAt(tree, input.list);
  if (node && node.kind !== 'array') return undefined;
  // By the text, which is quicker to go through than the tree.
  return { tree, list: input.list, items: node?.kind === 'array' ? node.items : [], used: new Set(Array.from(document.text.matchAll(reference), ([, id]) => id!)) };
}

/** A node, and how it is come to. */
interface Stop {
  readonly node: ConfigNode;
  readonly from?: Stop;
  readonly step?: Step;
  readonly depth: number;
}

/** Every reference to an input in a tree, in order. */
export function usesIn(tree: ConfigNode): readonly { readonly id: string; readonly path: Path }[] {
  const found: { id: string; path: Path }[] = [];
  // On a stack of its own: a file may be nested more deeply than calls may be. Deeper ways than a client has are not followed.
  const stack: Stop[] = [{ node: tree, depth: 0 }];
  for (let from = stack.pop(); from; from = stack.pop()) {
    const { node, depth } = from;
    if (node.kind === 'string') {
      const text = stringOf(node)!;
      // Most texts hold none, and need no way to them.
      if (!text.includes('${input:')) continue;
      const path = wayTo(from);
      for (const match of text.matchAll(reference)) found.push({ id: match[1]!, path });
    } else if (depth > 20) {
      continue;
    } else if (node.kind === 'array') {
      for (let i = node.items.length - 1; i >= 0; i--) stack.push({ node: node.items[i]!, from, step: i, depth: depth + 1 });
    } else if (node.kind === 'object') {
      const steps = stepsOf(node);
      for (let i = node.entries.length - 1; i >= 0; i--) {
        const { value } = node.entries[i]!;
        if (value) stack.push({ node: value, from, step: steps[i]!, depth: depth + 1 });
      }
    }
  }
  return found;
}

function wayTo(stop: Stop): Path {
  const path: Step[] = [];
  for (let at: Stop | undefined = stop; at?.step !== undefined; at = at.from) path.unshift(at.step);
  return path;
}
