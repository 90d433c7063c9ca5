import { namesSecret } from '../secret/names.ts';
import { secretOptionValues } from '../secret/option-values.ts';
import { looksRandom } from '../secret/placeholder.ts';
import { knownToken } from '../secret/token-formats.ts';
import type { Voice } from '../snapshot/voice.ts';
import type { Launchable } from './outcome.ts';
import type { ProbePlan } from './plan.ts';

/** Shorter values turn up in any text by chance. */
const shortest = 6;

/**
 * Names of variables, headers, options and answers whose secret value a server repeats in what it says of itself: such words must not be kept, shown
 * or committed.
 */
export function repeatedSecrets({ target, asks }: Pick<ProbePlan, 'target' | 'asks'>, launched: Launchable, answers: ReadonlyMap<string, string>, voices: readonly Voice[]): readonly string[] {
  const named = launched.kind === 'stdio' ? Object.entries(launched.env) : Object.entries(launched.headers);
  const secrets = new Map<string, string>();
  for (const [name, value] of named) if (launched.kind === 'http' || isSecret(name, value)) secrets.set(name, value.replace(/^(?:Bearer|Basic|token)\s+/i, ''));
  if (launched.kind === 'stdio') for (const { option, value } of secretOptionValues(launched.args)) secrets.set(option, value);
  for (const { id, secret } of asks) if (secret) secrets.set(id, answers.get(id) ?? '');
  if (target.kind === 'http') for (const [name, value] of new URL(launched.kind === 'http' ? launched.url : '').searchParams) if (isSecret(name, value)) secrets.set(name, value);
  const texts = voices.flatMap(({ greeting, tools, prompts, resourceTemplates }) => [greeting, ...tools.items, ...prompts.items, ...resourceTemplates.items]);
  return [...secrets].filter(([, value]) => value.length >= shortest && texts.some((text) => holds(text, value))).map(([name]) => name);
}

function isSecret(name: string, value: string): boolean {
  return namesSecret(name) || looksRandom(value) || knownToken(value) !== undefined;
}

/** As it stands in JSON, or written with any escapes, or as JSON within a text. */
function holds(text: string, value: string): boolean {
  const quoted = JSON.stringify(value).slice(1, -1);
  return [text, unescaped(text)].some((one) => one.includes(value) || one.includes(quoted));
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** A JSON text with the escapes of its strings taken away. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, letter: string) => (code === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(parseInt(code, 16))));
}
