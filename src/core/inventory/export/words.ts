import type { VerdictState } from '../../policy/verdict.ts';
import { counted } from '../../report/text/lines.ts';
import type { InventoryRow } from '../row.ts';
import type { InventoryReport } from './report.ts';

/** The verdict on a row in a word or two; why it does not count where it does not. */
export function rowVerdict({ verdict, state }: Pick<InventoryRow, 'verdict' | 'state'>): string {
  if (!verdict) return state;
  const word = verdict.code === 'no-policy' ? 'no policy' : verdict.state;
  return state === 'active' ? word : `${word}, ${state}`;
}

const order: readonly VerdictState[] = ['revoked', 'denied', 'unknown', 'undetermined', 'pending', 'deprecated', 'conditional', 'approved'];
const states: readonly InventoryRow['state'][] = ['active', 'disabled', 'dormant', 'gone', 'stale'];

/** What needs a person first; among equals what is most exposed. */
export function bySeverity(a: InventoryRow, b: InventoryRow): number {
  const rank = ({ verdict }: InventoryRow): number => (verdict ? order.indexOf(verdict.state) : order.length);
  return (
    states.indexOf(a.state) - states.indexOf(b.state) ||
    rank(a) - rank(b) ||
    Number(b.exposure?.level === 'critical') - Number(a.exposure?.level === 'critical') ||
    (b.exposure?.score ?? 0) - (a.exposure?.score ?? 0) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** What was read and what was not, in one or two sentences. */
export function coverageSentence(files: InventoryReport['files'], notLookedInto: InventoryReport['notLookedInto']): string {
  const there = files.filter(({ status }) => status !== 'absent');
  const unread = there.filter(({ status }) => status !== 'read');
  return [
    `${counted(there.length, 'config file')} read of ${files.length} looked for.`,
    ...(unread.length > 0 ? [`${unread.length} of them could not be read, or not wholly: what they hold is not known.`] : []),
    ...(notLookedInto.length > 0 ? [`${counted(notLookedInto.length, 'place')} left out of the search.`] : []),
  ].join(' ');
}
