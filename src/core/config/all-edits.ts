import type { Change, TextChange, TreeChange } from '../finding/finding.ts';
import { composed } from '../text/compose-edits.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { ConfigNode } from './node.ts';
import { overlap } from './plan-changes.ts';
import { planRemovals, type RemovalPlan } from './plan-removals.ts';
import type { ParsedText } from './syntax.ts';
import { verifiedEdits } from './verified-edits.ts';

type Put = (text: string, tree: ConfigNode, changes: readonly TreeChange[]) => TextEdit[] | undefined;
type Take = (text: string, tree: ConfigNode, plan: RemovalPlan) => TextEdit[] | undefined;

/**
 * Changes of every kind, in a syntax that knows how to put something there and how to take something out.
 * @returns undefined where one of them cannot be made, or two touch the same place
 */
export function allEdits(text: string, tree: ConfigNode, changes: readonly Change[], parse: (text: string) => ParsedText, put: Put, take: Take): TextEdit[] | undefined {
  const ofText = changes.filter((change): change is TextChange => change.op === 'text');
  const ofTree = changes.filter((change): change is TreeChange => change.op !== 'text');
  const edits = treeEdits(text, tree, ofTree, parse, put, take);
  if (!edits || ofText.length === 0) return edits;
  // What stands beside the tree must not turn out to be a part of it.
  return verifiedEdits(text, tree, ofTree, [...edits, ...ofText.map(({ span, newText }) => ({ span, newText }))], parse);
}

/** What is new comes first, so that nothing is put beside what is about to go. What takes out is checked by reading what comes of it. */
function treeEdits(text: string, tree: ConfigNode, changes: readonly TreeChange[], parse: (text: string) => ParsedText, put: Put, take: Take): TextEdit[] | undefined {
  const taking = changes.filter(({ op }) => op === 'remove' || op === 'rename');
  if (taking.length === 0) return put(text, tree, changes);
  const putting = changes.filter(({ op }) => op !== 'remove' && op !== 'rename');
  const first = putting.length > 0 ? put(text, tree, putting) : [];
  if (!first) return undefined;
  const between = putting.length > 0 ? applyEdits(text, first) : text;
  const treeBetween = putting.length > 0 ? parse(between).tree : tree;
  const plan = treeBetween && planRemovals(treeBetween, taking);
  const second = plan && take(between, treeBetween, plan);
  if (!second || overlap(second)) return undefined;
  return verifiedEdits(text, tree, changes, composed(text, first, second), parse);
}
