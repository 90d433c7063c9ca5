import type { Change, TreeChange } from '../../finding/finding.ts';
import type { TextEdit } from '../../text/edit.ts';
import { allEdits } from '../all-edits.ts';
import type { ConfigNode } from '../node.ts';
import { overlap, planChanges } from '../plan-changes.ts';
import { Layout } from './layout.ts';
import { parseJson } from './parse.ts';
import { takenFromJson } from './take.ts';

/**
 * Changes to a JSON text as text edits that touch only their own bytes: comments, line ends, indentation and everything
 * else stay. Appends to one list, and inserts into one map, are joined in their order.
 * @returns undefined when a change cannot be made: what it names is not there or of another kind, a key to be added is there
 * already, or two changes touch the same place
 */
export function jsonEdits(text: string, tree: ConfigNode, changes: readonly Change[]): TextEdit[] | undefined {
  return allEdits(text, tree, changes, parseJson, put, takenFromJson);
}

function put(text: string, tree: ConfigNode, changes: readonly TreeChange[]): TextEdit[] | undefined {
  const plan = planChanges(tree, changes);
  if (!plan) return undefined;
  const layout = new Layout(text, tree);
  const edits = plan.replacements.map(({ node, value }): TextEdit => ({ span: node.span, newText: layout.replacement(node, value) }));
  for (const [container, added] of plan.additions) {
    const made = layout.append(container, added);
    if (!made) return undefined;
    edits.push(...made);
  }
  return overlap(edits) ? undefined : edits;
}
