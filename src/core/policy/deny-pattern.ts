/**
 * `denyPatterns`: regular expressions from the policy's author, run on arguments from files that may be hostile. JavaScript's engine
 * backtracks, so a pattern is taken only when its shape bounds the work to the square of the argument's length, and longer
 * arguments than `maxArgument` are not tested but refused.
 */

/** The longest argument a pattern is tried on; a longer one cannot be approved under `denyPatterns`. */
export const maxArgument = 1000;

const invalid = 'This is not a regular expression.';
const lookAround = 'Look-around and back-references are not allowed here: they can take very long on some arguments. Write a plain pattern.';
const nested = 'A repeated group holds another repetition or a choice, which can take very long on some arguments. Write several plain patterns instead.';
const tooMany = 'This has too many `*`, `+` or `?`, which can take very long on some arguments. Begin it with `^`, leave out what may stand before and after, or write several patterns.';

/** What is wrong with a pattern, as a sentence; undefined when it may be used. */
export function invalidDenyPattern(source: string): string | undefined {
  try {
    compileDenyPattern(source);
  } catch {
    return invalid;
  }
  return shapeProblem(source);
}

/** @throws SyntaxError for a pattern that `invalidDenyPattern` refuses as invalid */
export function compileDenyPattern(source: string): RegExp {
  return new RegExp(source);
}

const quantifier = /[*+?]\??|\{\d+(?:,\d*)?\}\??/y;

/** Reads the shape of a valid expression: which groups repeat, and how much in all can vary. */
function shapeProblem(source: string): string | undefined {
  /** For every open group, outermost first, whether something in it repeats or is a choice. */
  const open: boolean[] = [false];
  let unbounded = 0;
  let optional = 0;
  let choiceAtTop = false;
  for (let i = 0; i < source.length; ) {
    let groupVaries: boolean | undefined;
    const c = source[i]!;
    if (c === '(') {
      const special = /^\(\?(?:[=!]|<[=!])/.test(source.slice(i, i + 4));
      if (special) return lookAround;
      open.push(false);
      i += source[i + 1] === '?' ? Math.max(2, groupHead(source, i)) : 1;
      continue;
    }
    if (c === '|') {
      if (open.length === 1) choiceAtTop = true;
      open[open.length - 1] = true;
      i++;
      continue;
    }
    if (c === ')') {
      groupVaries = open.pop() ?? false;
      if (groupVaries) open[open.length - 1] = true;
      i++;
    } else if (c === '\\') {
      if (/[1-9k]/.test(source[i + 1] ?? '')) return lookAround;
      i += 2;
    } else if (c === '[') {
      i = classEnd(source, i);
    } else {
      i++;
    }
    quantifier.lastIndex = i;
    const repeat = quantifier.exec(source)?.[0];
    if (repeat === undefined) continue;
    i += repeat.length;
    if (groupVaries && !repeat.startsWith('?')) return nested;
    open[open.length - 1] = true;
    if (repeat.startsWith('?')) optional++;
    else if (/^[*+]|,/.test(repeat)) unbounded++;
  }
  const anchored = source.startsWith('^') && !choiceAtTop;
  return unbounded > (anchored ? 2 : 1) || optional > 8 ? tooMany : undefined;
}

/** The length of `(?:` or `(?<name>`. */
function groupHead(source: string, at: number): number {
  return source[at + 2] === '<' ? source.indexOf('>', at) + 1 - at : 3;
}

function classEnd(source: string, at: number): number {
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === ']') return i + 1;
  }
  return source.length;
}
