/**
 * Whether a pattern of a CODEOWNERS file matches a file (https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners,
 * CODEOWNERS syntax: that of gitignore without `!` and `[ ]`, and `docs/*` is not for what lies deeper). Takes time in proportion
 * to the lengths of pattern and path multiplied, whatever they are: a repository's pattern may be made to take for ever.
 * @param file from the repository's root, with `/`
 */
export function ownerPatternMatches(pattern: string, file: string): boolean {
  const anchored = pattern.indexOf('/') >= 0 && pattern.indexOf('/') < pattern.length - 1;
  const onlyFolders = pattern.endsWith('/');
  const wanted = pattern.replace(/^\//, '').replace(/\/$/, '').split('/');
  if (wanted.length === 1 && wanted[0] === '') return pattern === '/';
  if (!anchored) wanted.unshift('**');
  const parts = file.split('/');
  // `x/*` is for what lies directly in x; anything else also for all that lies below what it matches.
  const direct = anchored && !onlyFolders && wanted.at(-1) === '*';
  const shortest = direct ? parts.length : 1;
  const longest = onlyFolders ? parts.length - 1 : parts.length;
  const reach = reachable(wanted, parts);
  for (let length = shortest; length <= longest; length++) if (reach[length]) return true;
  return false;
}

/** For each number of leading parts of a path, whether the pattern matches exactly those. */
function reachable(wanted: readonly string[], parts: readonly string[]): boolean[] {
  let now = parts.map(() => false);
  now.unshift(true);
  wanted.forEach((segment, i) => {
    const next = now.map(() => false);
    const last = i === wanted.length - 1;
    if (segment === '**') {
      // Any number of parts, at the end at least one.
      let open = false;
      now.forEach((here, at) => {
        next[at] = last ? open : open || here;
        open ||= here;
      });
    } else {
      now.forEach((here, at) => {
        if (here && at < parts.length && segmentMatches(segment, parts[at]!)) next[at + 1] = true;
      });
    }
    now = next;
  });
  return now;
}

/** `*` for any characters, `?` for one, `\` before one that is meant as such. */
function segmentMatches(pattern: string, text: string): boolean {
  const marks: { readonly kind: 'star' | 'any' | 'one'; readonly character: string }[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    if (character === '*') marks.push({ kind: 'star', character });
    else if (character === '?') marks.push({ kind: 'any', character });
    else if (character === '\\' && i + 1 < pattern.length) marks.push({ kind: 'one', character: pattern[++i]! });
    else marks.push({ kind: 'one', character });
  }
  let at = 0;
  let from = 0;
  let star = -1;
  let starFrom = 0;
  while (from < text.length) {
    const mark = marks[at];
    if (mark?.kind === 'star') {
      star = at++;
      starFrom = from;
    } else if (mark && (mark.kind === 'any' || mark.character === text[from])) {
      at++;
      from++;
    } else if (star >= 0) {
      // The last star takes one character more; what lies before it need not be tried again.
      at = star + 1;
      from = ++starFrom;
    } else return false;
  }
  while (marks[at]?.kind === 'star') at++;
  return at === marks.length;
}
