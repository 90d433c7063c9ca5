import { say, type Message } from '../text/message.ts';
import type { Launchable } from './outcome.ts';
import type { Ask, ProbePlan, Template } from './plan.ts';

/**
 * The plan with the answers to what it asks for, by `Ask.id`; where one is missing its default holds.
 * @throws Error where an answer is missing or unfit (`unfit` says so before); the message never holds a value
 */
export function fillIn({ target, asks }: Pick<ProbePlan, 'target' | 'asks'>, values: ReadonlyMap<string, string>): Launchable {
  const answers = new Map<string, string>();
  for (const ask of asks) {
    const answer = values.get(ask.id) ?? ask.default;
    if (answer === undefined || unfit(ask, answer)) throw new Error(`No answer that fits ${JSON.stringify(ask.id)}`);
    answers.set(ask.id, answer);
  }
  const filled = (template: Template): string => template.map((piece) => (typeof piece === 'string' ? piece : answers.get(piece.ask)!)).join('');
  const named = (values: readonly { readonly name: string; readonly template: Template }[]): Record<string, string> => Object.fromEntries(values.map(({ name, template }) => [name, filled(template)]));
  if (target.kind === 'http') return { kind: 'http', url: filled(target.url), headers: named(target.headers), transport: target.transport };
  const { command, program = command, args, env, cwd } = target;
  return { kind: 'stdio', command: program, args: args.map(filled), env: named(env), ...(cwd !== undefined && { cwd }) };
}

/** Why an answer cannot be used, if so. Never says what it was. */
export function unfit(ask: Ask, answer: string): Message | undefined {
  // A pasted line break would end a header, and a null character a variable.
  if (/[\0\r\n]/.test(answer)) return say('It must be one line of text.');
  if (ask.options && !ask.options.includes(answer)) return say('It must be one of: {options}.', { options: ask.options.join(', ') });
  return undefined;
}
