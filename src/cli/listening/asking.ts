import * as readline from 'node:readline';
import { Writable } from 'node:stream';
import { unfit } from '../../core/probe/fill-in.ts';
import type { Ask, ProbePlan } from '../../core/probe/plan.ts';
import { render } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import { note } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** What was said on the command line of asking. */
export interface Asking {
  readonly yes: boolean;
  readonly remember: boolean;
  /** `ID=NAME` or `ID=-`. */
  readonly inputs: readonly string[];
  /** In seconds. */
  readonly timeout?: number;
}

/** Whether a person can be asked: both what is asked must be seen, and the answer be typed. */
export function isThereAnybody(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** A line typed at the terminal; undefined at its end. */
export async function typedLine(question: string, unseen = false): Promise<string | undefined> {
  process.stderr.write(question);
  // With a terminal for output readline switches the terminal's own echo off, and writes what is typed itself: here, to nowhere.
  const input = readline.createInterface({ input: process.stdin, ...(unseen && { output: new Writable({ write: (_, __, done) => done() }), terminal: true }) });
  try {
    return await new Promise<string | undefined>((resolve) => {
      input.once('line', resolve);
      input.once('SIGINT', () => resolve(undefined));
      input.once('close', () => resolve(undefined));
    });
  } finally {
    input.close();
    if (unseen) process.stderr.write('\n');
  }
}

/** Where the answers to what launches ask for come from: named on the command line, else typed. A secret is never an argument. */
export class Answers {
  readonly #named = new Map<string, string>();
  #piped: Promise<string | undefined> | undefined;

  /** @throws UsageError */
  constructor(inputs: readonly string[]) {
    for (const input of inputs) {
      const end = input.lastIndexOf('=');
      const source = input.slice(end + 1);
      if (end < 1 || (source !== '-' && !/^[A-Za-z_]\w*$/.test(source))) throw new UsageError('--input is ID=NAME, the name of an environment variable, or ID=- for a line of standard input. A value itself is never an argument: others could read it in the list of processes.');
      const id = input.slice(0, end);
      if (source === '-' && [...this.#named.values()].includes('-')) throw new UsageError('Only one --input can be read from standard input.');
      this.#named.set(id, source);
    }
  }

  /** Whether everything that a plan asks for can be had without a person; otherwise what cannot. */
  lacking({ asks }: Pick<ProbePlan, 'asks'>): readonly Ask[] {
    return asks.filter((ask) => this.#sourceOf(ask) === undefined && ask.default === undefined);
  }

  /** @throws UsageError where an answer is missing or unfit */
  async of({ asks }: Pick<ProbePlan, 'asks'>): Promise<ReadonlyMap<string, string>> {
    const values = new Map<string, string>();
    for (const ask of asks) {
      const value = await this.#valueOf(ask);
      const why = value === undefined ? undefined : unfit(ask, value);
      if (value === undefined) throw new UsageError(`The launch asks for ${visible(ask.id, 100)}, and there is no answer. Give it with --input ${visible(ask.id, 100)}=NAME, where NAME is an environment variable that holds it.`);
      if (why) throw new UsageError(`What was given for ${visible(ask.id, 100)} cannot be used. ${render(why)}`);
      values.set(ask.id, value);
    }
    return values;
  }

  #sourceOf({ id }: Ask): string | undefined {
    return this.#named.get(id) ?? this.#named.get(id.replace(/^\w+[:.]/, ''));
  }

  async #valueOf(ask: Ask): Promise<string | undefined> {
    const source = this.#sourceOf(ask);
    if (source === '-') return (this.#piped ??= typedLine(process.stdin.isTTY ? `${visible(ask.id, 100)}: ` : '', process.stdin.isTTY));
    if (source !== undefined) {
      const value = process.env[source];
      if (value === undefined || value === '') throw new UsageError(`The environment variable ${source} is not set: ${visible(ask.id, 100)} was to be taken from it.`);
      return value;
    }
    if (!isThereAnybody()) return ask.default;
    if (ask.options) note(`One of: ${ask.options.map((option) => visible(option, 200)).join(', ')}`);
    const proposed = ask.default === undefined ? '' : ` [${visible(ask.default, 200)}]`;
    const line = await typedLine(`${visible(ask.description, 300)} (${visible(ask.id, 100)})${proposed}${ask.secret ? ', unseen' : ''}: `, ask.secret);
    return line === '' ? ask.default : line;
  }
}
