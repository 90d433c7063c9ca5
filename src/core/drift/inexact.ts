/**
 * The numbers of a canonical text that no double holds, as they are written (`Decimal`), in their order: two that differ are one and the same
 * to whatever compares what `JSON.parse` made of them. By hand, since no pattern gets over the longest texts.
 */
export function inexactNumbers(canonical = ''): string {
  const found: string[] = [];
  let quoted = false;
  for (let at = 0; at < canonical.length; at++) {
    const code = canonical.charCodeAt(at);
    if (quoted) {
      if (code === 92) at++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 45 || (code >= 48 && code <= 57)) {
      let end = at + 1;
      while (end < canonical.length && !',]}'.includes(canonical[end]!)) end++;
      const number = canonical.slice(at, end);
      if (String(Number(number)) !== number) found.push(number);
      at = end - 1;
    }
  }
  return found.join(' ');
}
