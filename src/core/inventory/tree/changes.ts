import { render, type Message } from '../../text/message.ts';
import type { InventoryRow } from '../row.ts';
import type { Line } from './shown.ts';

/**
 * What a surface must draw again, so that an edit of one server does not redraw a thousand: nothing; the lines of these ids
 * with what is below them; or everything, where lines of the first level came, went or moved.
 */
export function changedLines(before: readonly Line[], after: readonly Line[]): 'everything' | readonly string[] {
  if (!sameIds(before, after)) return 'everything';
  const changed: string[] = [];
  collect(before, after, changed);
  return changed;
}

function collect(before: readonly Line[], after: readonly Line[], changed: string[]): void {
  for (const [i, now] of after.entries()) {
    const then = before[i]!;
    if (!sameFace(then, now) || !sameIds(then.below, now.below)) changed.push(now.id);
    else collect(then.below, now.below, changed);
  }
}

function sameIds(before: readonly Line[], after: readonly Line[]): boolean {
  return before.length === after.length && before.every(({ id }, i) => id === after[i]!.id);
}

function sameFace(a: Line, b: Line): boolean {
  return (
    a.label === b.label &&
    a.description === b.description &&
    a.spoken === b.spoken &&
    a.mark === b.mark &&
    a.dimmed === b.dimmed &&
    a.expanded === b.expanded &&
    a.can.join() === b.can.join() &&
    sameMessage(a.sighting?.verdict.reason, b.sighting?.verdict.reason) &&
    sameRow(a.row, b.row)
  );
}

/** What the words over a line tell of its row: moments by their day, and not when it was last seen, which is always now. */
function sameRow(a: InventoryRow | undefined, b: InventoryRow | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  return (
    a.identity === b.identity &&
    a.firstSeen.slice(0, 10) === b.firstSeen.slice(0, 10) &&
    a.lastChange?.slice(0, 10) === b.lastChange?.slice(0, 10) &&
    a.owner?.value === b.owner?.value &&
    a.owner?.from === b.owner?.from &&
    a.sightings.length === b.sightings.length &&
    a.exposure?.score === b.exposure?.score &&
    a.exposure?.contributors.map(({ id }) => id).join() === b.exposure?.contributors.map(({ id }) => id).join()
  );
}

function sameMessage(a: Message | undefined, b: Message | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && render(a) === render(b));
}
