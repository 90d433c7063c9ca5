import { serverDocument } from '../../core/drift/diff/documents.ts';
import type { Drift } from '../../core/drift/drift.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import { visible } from '../../core/text/visible.ts';
import { t, words } from '../words.ts';

/** As many as a person reads; the difference below shows them all. */
const most = 30;

/** Two texts for a diff editor: what the changes mean, the same on both sides, and below it all that was approved, and all that is said now. */
export function driftDocuments({ changes }: Drift, approved: Snapshot, now: Snapshot): { readonly before: string; readonly after: string } {
  const meant = changes.slice(0, most).map(({ consequence }, i) => `${i + 1}. ${visible(words(consequence), 600)}`);
  const more = changes.length > most ? [t('And {count} more.', { count: changes.length - most })] : [];
  const head = [changes.length === 1 ? t('One thing changed:') : t('{count} things changed, the gravest first:', { count: changes.length }), '', ...meant, ...more, '', ''].join('\n');
  return { before: head + serverDocument(approved), after: head + serverDocument(now) };
}
