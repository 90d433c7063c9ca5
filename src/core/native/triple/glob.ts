/** A pattern in steps: a character, `*` over some characters, or a part that may be absent as a whole (the next `skip` steps). */
export type Step =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any'; readonly not: string }
  | { readonly kind: 'optional'; readonly skip: number };

/**
 * Whether the whole of a text fits: all positions in the pattern are followed at once, so that no text takes longer than its length times the
 * pattern's (a regular expression with several `.*` may).
 */
export function fits(steps: readonly Step[], text: string): boolean {
  return reach(steps, text).has(steps.length);
}

/** Where in the pattern one may be when a text has been read; empty where no text that begins so can fit. */
export function reach(steps: readonly Step[], text: string): ReadonlySet<number> {
  let read = 0;
  // Most patterns begin with a scheme and a host, and most texts differ from them there.
  for (let step = steps[0]; step?.kind === 'char' && read < text.length; step = steps[++read]) if (step.char !== text[read]) return nowhere;
  let at = new Set<number>();
  enter(steps, read, at);
  for (; read < text.length; read++) {
    const char = text[read]!;
    const next = new Set<number>();
    for (const position of at) {
      const step = steps[position];
      if (step?.kind === 'char' && step.char === char) enter(steps, position + 1, next);
      else if (step?.kind === 'any' && !step.not.includes(char)) enter(steps, position, next);
    }
    at = next;
    if (at.size === 0) break;
  }
  return at;
}

const nowhere: ReadonlySet<number> = new Set();

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
