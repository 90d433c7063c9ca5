import { child, nodeAt, stringOf, type ConfigNode, type Part, type Path } from '../config/node.ts';
import { inContract } from './contract.ts';
import type { ManifestSubject } from './subject.ts';
import { isOpen } from './todos.ts';

/** The contract in a manifest, when there is one. */
export function contractIn(tree: ConfigNode, format: ManifestSubject['format']): ConfigNode | undefined {
  const contract = format === 'server' ? nodeAt(tree, inContract()) : undefined;
  return contract?.kind === 'object' ? contract : undefined;
}

/** What stands at a place of a contract: `open` where a person still has to fill it in, which another rule says (`stub-todo`). */
export function stateOf(node: ConfigNode | undefined): 'missing' | 'open' | 'filled' {
  if (!node || node.kind === 'null') return 'missing';
  const text = stringOf(node);
  if (isOpen(text)) return 'open';
  if (text !== undefined) return text.trim() === '' ? 'missing' : 'filled';
  if (node.kind === 'array') return node.items.length === 0 ? 'missing' : 'filled';
  return node.kind === 'object' && node.entries.length === 0 ? 'missing' : 'filled';
}

/** Where it is told that something is missing in a part of the contract: at the part's name, else at the contract's. */
export function placeIn(contract: ConfigNode, ...way: string[]): { readonly at: Path; readonly part: Part } {
  const kept: string[] = [];
  let node: ConfigNode | undefined = contract;
  for (const step of way) {
    node = child(node, step);
    if (!node) break;
    kept.push(step);
  }
  return { at: inContract(...kept), part: 'key' };
}

/** Words one after the other, the last with `and`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}
