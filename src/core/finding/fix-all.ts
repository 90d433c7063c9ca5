import type { ConfigNode } from '../config/node.ts';
import type { SyntaxId } from '../config/syntax.ts';
import { syntaxOf } from '../config/syntaxes.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { Finding, Fix } from './finding.ts';

/** A text that was looked at: what it holds, and what was found in it. */
export interface LookedAt {
  readonly text: string;
  readonly syntax: SyntaxId;
  /** Undefined where the text is not whole: nothing is fixed in it. */
  readonly tree: ConfigNode | undefined;
  readonly findings: readonly Finding[];
}

/** More than fixes that stand in each other's way ever need; a rule whose fix does not mend its finding ends here. */
const mostRounds = 20;

/**
 * Applies every safe fix, none other. Those that touch the same place wait for the next round, which looks at the text anew, until none is
 * left. A round whose fixes do not get along is made again with the first of them alone.
 * @param again what would be found in another text; undefined where that would not be a file of this kind any more
 * @returns the text with its fixes, and how many there were
 */
export function fixAll(first: LookedAt, again: (text: string) => LookedAt | undefined): { readonly text: string; readonly fixed: number } {
  const seen = new Set([first.text]);
  let now = first;
  let fixed = 0;
  for (let round = 0; round < mostRounds; round++) {
    const made = safeEdits(now);
    const step = made.length > 1 ? (takeStep(now, made, again) ?? takeStep(now, made.slice(0, 1), again)) : takeStep(now, made, again);
    if (!step || seen.has(step.after.text)) break;
    seen.add(step.after.text);
    now = step.after;
    fixed += step.fixed;
  }
  return { text: now.text, fixed };
}

/** The edits that a fix comes to; undefined where it cannot be made in this text. */
export function editsOf(fix: Fix, { text, syntax, tree }: Pick<LookedAt, 'text' | 'syntax' | 'tree'>): TextEdit[] | undefined {
  return tree && syntaxOf(syntax)?.edits(text, tree, fix.changes);
}

/** Of each finding its first safe fix, as edits, leaving out what touches an earlier one. */
function safeEdits(at: LookedAt): (readonly TextEdit[])[] {
  const taken: TextEdit[] = [];
  return at.findings.flatMap(({ fixes }) => {
    const fix = fixes.find(({ safety }) => safety === 'safe');
    const edits = fix && editsOf(fix, at);
    if (!edits || edits.length === 0 || edits.some((edit) => taken.some((other) => touch(edit, other)))) return [];
    taken.push(...edits);
    return [edits];
  });
}

/** Whether two edits meet, so that together they may make something else than each by itself: a second comma, for one. */
function touch(a: TextEdit, b: TextEdit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}

function takeStep({ text }: LookedAt, made: readonly (readonly TextEdit[])[], again: (text: string) => LookedAt | undefined): { after: LookedAt; fixed: number } | undefined {
  if (made.length === 0) return undefined;
  const after = again(applyEdits(text, made.flat()));
  return after?.tree ? { after, fixed: made.length } : undefined;
}
