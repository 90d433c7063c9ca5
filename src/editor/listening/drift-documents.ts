import type { Drift, DriftChange } from '../../core/drift/drift.ts';
import { withoutTokens } from '../../core/secret/token-formats.ts';
import { visibleLines } from '../../core/text/visible.ts';
import { words } from '../words.ts';

/** Two texts for a diff editor: over each change what it means, the same on both sides; below it what was approved, and what is said now. */
export function driftDocuments({ changes }: Drift): { readonly before: string; readonly after: string } {
  const side = (of: (change: DriftChange) => string | undefined): string => changes.map((change, i) => [`${i + 1}. ${words(change.consequence)}`, '', shown(of(change)), ''].join('\n')).join('\n');
  return { before: side(({ before }) => before), after: side(({ after }) => after) };
}

function shown(value: string | undefined): string {
  return value === undefined ? '' : visibleLines(withoutTokens(value, '•••'));
}
