/** A pattern in steps: a character, `*` over some characters, or a part that may be absent as a whole (the next `skip` steps). */
export type Step =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any'; readonly not: string }
  | { readonly kind: 'optional'; readonly skip: number };

/**
 * Whether the whole of a text fits: all positions in the pattern are followed at once, so that no text takes longer than its length times the
 * pattern's (a regular expression with several `.*` may). From the first `*` on that stands for anything, what comes first is as good as what
 * comes later, so that each run of characters is looked for once.
 */
export function fits(steps: readonly Step[], text: string): boolean {
  const open = steps.findIndex(isOpen);
  const leapt = steps.some((step, i) => step.kind === 'optional' && i < open && i + 1 + step.skip > open);
  const runs = open < 0 || leapt ? undefined : runsOf(steps.slice(open));
  if (!runs) return reach(steps, text).has(steps.length);
  let at = firstReached(steps.slice(0, open), text);
  if (at === undefined) return false;
  const last = runs.at(-1)!;
  const end = text.length - last.length;
  for (const run of runs.slice(0, -1)) {
    const found = text.indexOf(run, at);
    if (found < 0) return false;
    at = found + run.length;
  }
  return at <= end && text.endsWith(last);
}

function isOpen(step: Step): boolean {
  return step.kind === 'any' && step.not === '';
}

/** The characters behind each `*`; undefined where there is anything but characters and `*` for anything. */
function runsOf(steps: readonly Step[]): readonly string[] | undefined {
  const runs: string[][] = [];
  for (const step of steps) {
    if (isOpen(step)) runs.push([]);
    else if (step.kind === 'char') runs.at(-1)!.push(step.char);
    else return undefined;
  }
  // Those of nothing, but for the last: `**`.
  return runs.map((run) => run.join('')).filter((run, i) => run !== '' || i === runs.length - 1);
}

/** How much of a text has been read at the least when the whole of a pattern has. */
function firstReached(steps: readonly Step[], text: string): number | undefined {
  if (steps.every((step) => step.kind === 'char')) return text.startsWith(steps.map((step) => (step.kind === 'char' ? step.char : '')).join('')) ? steps.length : undefined;
  return follow(steps, text, steps.length);
}

/** Where in the pattern one may be when a text has been read; empty where no text that begins so can fit. */
export function reach(steps: readonly Step[], text: string): ReadonlySet<number> {
  let read = 0;
  // Most patterns begin with a scheme and a host, and most texts differ from them there.
  for (let step = steps[0]; step?.kind === 'char' && read < text.length; step = steps[++read]) if (step.char !== text[read]) return nowhere;
  let at = new Set<number>();
  enter(steps, read, at);
  for (; read < text.length && at.size > 0; read++) at = advance(steps, at, text[read]!);
  return at;
}

const nowhere: ReadonlySet<number> = new Set();

/** How much of a text has been read when one first may be at a place in the pattern. */
function follow(steps: readonly Step[], text: string, wanted: number): number | undefined {
  let at = new Set<number>();
  enter(steps, 0, at);
  for (let i = 0; ; i++) {
    if (at.has(wanted)) return i;
    if (i >= text.length || at.size === 0) return undefined;
    at = advance(steps, at, text[i]!);
  }
}

function advance(steps: readonly Step[], at: ReadonlySet<number>, char: string): Set<number> {
  const next = new Set<number>();
  for (const position of at) {
    const step = steps[position];
    if (step?.kind === 'char' && step.char === char) enter(steps, position + 1, next);
    else if (step?.kind === 'any' && !step.not.includes(char)) enter(steps, position, next);
  }
  return next;
}

/** A position, and all that can be reached from it without reading a character. */
function enter(steps: readonly Step[], position: number, into: Set<number>): void {
  const open = [position];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (into.has(at)) continue;
    into.add(at);
    const step = steps[at];
    if (step?.kind === 'any') open.push(at + 1);
    else if (step?.kind === 'optional') open.push(at + 1, at + 1 + step.skip);
  }
}
