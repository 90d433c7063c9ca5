/**
 * Regular expressions as Codex compares whole values with them (the crate regex-lite; openai/codex, codex-rs/config/src/mcp_requirements.rs,
 * `compile_full_regex`). All that can be is followed at once instead of one after the other, so that no expression takes long on any text, as
 * JavaScript's own would; where even that is too much it is not known. Understood: text, escapes, `.`, classes, groups, choice, repetition, `^` and `$`.
 */
export type FullMatch = (text: string) => boolean | undefined;

const cache = new Map<string, FullMatch | 'invalid' | 'unknown'>();

/** @returns `invalid` where Codex refuses it, `unknown` where it is beyond what is understood here */
export function fullMatch(expression: string): FullMatch | 'invalid' | 'unknown' {
  let known = cache.get(expression);
  if (known === undefined) {
    if (cache.size > 500) cache.clear();
    cache.set(expression, (known = compile(expression)));
  }
  return known;
}

type Characters = (code: number) => boolean;
type Step = { readonly take: Characters; readonly to: number } | { readonly split: readonly number[] } | { readonly at: 'start' | 'end'; readonly to: number } | 'done';
/** A part of an expression: makes its steps, which lead on to `to`, and tells where it begins. */
type Part = (steps: Step[], to: number) => number;

class Refused extends Error {
  readonly why: 'invalid' | 'unknown';

  constructor(why: 'invalid' | 'unknown') {
    super(why);
    this.why = why;
  }
}

const maxSteps = 10_000;
/** Steps times characters: more takes seconds, and no identity that somebody wrote comes near it. */
const maxWork = 2_000_000;
/** Groups in groups, and repetitions of repetitions: each is a call within a call. */
const maxDepth = 50;

function compile(expression: string): FullMatch | 'invalid' | 'unknown' {
  try {
    if (expression.length > 10_000) return 'unknown';
    const reader = new Reader([...expression]);
    const part = reader.choice(0);
    if (!reader.atEnd) return 'invalid';
    const steps: Step[] = ['done'];
    const first = part(steps, 0);
    return (text) => run(steps, first, text);
  } catch (error) {
    if (error instanceof Refused) return error.why;
    throw error;
  }
}

function add(steps: Step[], step: Step): number {
  if (steps.length > maxSteps) throw new Refused('unknown');
  return steps.push(step) - 1;
}

function run(steps: readonly Step[], first: number, text: string): boolean | undefined {
  if (steps.length * text.length > maxWork) return undefined;
  const codes = Array.from(text, (c) => c.codePointAt(0)!);
  let now = reach(steps, [first], true, codes.length === 0);
  for (let i = 0; i < codes.length && now.size > 0; i++) {
    const next: number[] = [];
    for (const at of now) {
      const step = steps[at]!;
      if (step !== 'done' && 'take' in step && step.take(codes[i]!)) next.push(step.to);
    }
    now = reach(steps, next, false, i === codes.length - 1);
  }
  return now.has(0);
}

function reach(steps: readonly Step[], from: readonly number[], start: boolean, end: boolean): Set<number> {
  const seen = new Set<number>();
  const stack = [...from];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const step = steps[at]!;
    if (step === 'done') continue;
    if ('split' in step) stack.push(...step.split);
    else if ('at' in step && (step.at === 'start' ? start : end)) stack.push(step.to);
  }
  return seen;
}

const within = (...ranges: readonly (readonly [number, number])[]): Characters => (code) => ranges.some(([from, to]) => from <= code && code <= to);
const not = (set: Characters): Characters => (code) => !set(code);
const only = (c: string): Characters => within([c.codePointAt(0)!, c.codePointAt(0)!]);
const digit = within([48, 57]);
const word = within([48, 57], [65, 90], [95, 95], [97, 122]);
const blank = within([9, 13], [32, 32]);
const escapes: Readonly<Record<string, Characters>> = { d: digit, D: not(digit), w: word, W: not(word), s: blank, S: not(blank), n: only('\n'), r: only('\r'), t: only('\t') };

class Reader {
  readonly #c: readonly string[];
  #at = 0;

  constructor(characters: readonly string[]) {
    this.#c = characters;
  }

  get atEnd(): boolean {
    return this.#at >= this.#c.length;
  }

  #take(c: string): boolean {
    if (this.#c[this.#at] !== c) return false;
    this.#at++;
    return true;
  }

  choice(depth: number): Part {
    if (depth > maxDepth) throw new Refused('unknown');
    const branches = [this.#sequence(depth)];
    while (this.#take('|')) branches.push(this.#sequence(depth));
    return branches.length === 1 ? branches[0]! : (steps, to) => add(steps, { split: branches.map((branch) => branch(steps, to)) });
  }

  #sequence(depth: number): Part {
    const parts: Part[] = [];
    while (!this.atEnd && !'|)'.includes(this.#c[this.#at]!)) parts.push(this.#repeated(this.#one(depth)));
    return (steps, to) => parts.reduceRight((next, part) => part(steps, next), to);
  }

  #one(depth: number): Part {
    const c = this.#c[this.#at++]!;
    if (c === '(') {
      if (this.#take('?') && !this.#take(':')) throw new Refused('unknown');
      const inner = this.choice(depth + 1);
      if (!this.#take(')')) throw new Refused('invalid');
      return inner;
    }
    if ('*+?{'.includes(c)) throw new Refused('invalid');
    if (c === '^' || c === '$') return (steps, to) => add(steps, { at: c === '^' ? 'start' : 'end', to });
    const take = c === '[' ? this.#class() : c === '.' ? not(only('\n')) : c === '\\' ? this.#escape() : only(c);
    return (steps, to) => add(steps, { take, to });
  }

  #escape(): Characters {
    if (this.atEnd) throw new Refused('invalid');
    const c = this.#c[this.#at++]!;
    if (Object.hasOwn(escapes, c)) return escapes[c]!;
    if (!/[!-/:-@[-`{-~]/.test(c)) throw new Refused('unknown');
    return only(c);
  }

  #class(): Characters {
    const inverted = this.#take('^');
    const sets: Characters[] = [];
    for (let first = true; !this.#take(']'); first = false) {
      if (this.atEnd) throw new Refused('invalid');
      const from = this.#c[this.#at++]!;
      // Nested classes, `[:alpha:]`, and a bracket that only seems to close.
      if (from === '[' || (first && from === ']') || (from === '&' && this.#c[this.#at] === '&')) throw new Refused('unknown');
      if (from === '\\') {
        sets.push(this.#escape());
        if (this.#c[this.#at] === '-' && this.#c[this.#at + 1] !== ']') throw new Refused('unknown');
      } else if (this.#c[this.#at] === '-' && this.#c[this.#at + 1] !== ']') {
        this.#at++;
        const to = this.#c[this.#at++];
        if (to === undefined) throw new Refused('invalid');
        if (to === '\\' || to === '[') throw new Refused('unknown');
        if (from.codePointAt(0)! > to.codePointAt(0)!) throw new Refused('invalid');
        sets.push(within([from.codePointAt(0)!, to.codePointAt(0)!]));
      } else sets.push(only(from));
    }
    if (sets.length === 0) throw new Refused('unknown');
    const any: Characters = (code) => sets.some((set) => set(code));
    return inverted ? not(any) : any;
  }

  #repeated(part: Part, depth = 0): Part {
    const times = this.#times();
    if (!times) return part;
    if (depth > maxDepth) throw new Refused('unknown');
    // Lazy or not, it fits the same whole.
    this.#take('?');
    const [least, most] = times;
    return this.#repeated((steps, to) => {
      let next = to;
      if (most === Infinity) {
        const loop = add(steps, { split: [] });
        steps[loop] = { split: [part(steps, loop), to] };
        next = loop;
      } else for (let i = least; i < most; i++) next = add(steps, { split: [part(steps, next), to] });
      for (let i = 0, before = -1; i < least && next !== before; i++) {
        before = next;
        next = part(steps, next);
      }
      return next;
    }, depth + 1);
  }

  #times(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, Infinity];
    if (this.#take('+')) return [1, Infinity];
    if (this.#take('?')) return [0, 1];
    if (this.#c[this.#at] !== '{') return undefined;
    const [whole, least, comma, most] = /^\{(\d{1,3})(,?)(\d{0,3})\}/.exec(this.#c.slice(this.#at, this.#at + 9).join('')) ?? [];
    if (whole === undefined) throw new Refused('unknown');
    this.#at += whole.length;
    const from = Number(least);
    const to = comma === '' ? from : most === '' ? Infinity : Number(most);
    if (to < from) throw new Refused('invalid');
    return [from, to];
  }
}
