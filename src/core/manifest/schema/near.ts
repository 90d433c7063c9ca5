/** The one of several names that a mistyped one probably means: all but one or two letters the same. */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  if (wanted.length < 3 || wanted.length > 60) return undefined;
  const most = wanted.length < 6 ? 1 : 2;
  let best: string | undefined;
  let least = most + 1;
  for (const name of names) {
    const away = distance(wanted, name.toLowerCase(), least);
    if (away < least) [best, least] = [name, away];
  }
  return best;
}

/** How many letters must be changed, added, taken out or swapped with their neighbour; `limit` where that is at least as many. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    [before, above] = [above, row];
  }
  return Math.min(above[b.length]!, limit);
}
