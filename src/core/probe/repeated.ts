import { printedForms, secretArguments } from '../secret/forms.ts';
import { namesSecret } from '../secret/names.ts';
import { looksRandom } from '../secret/placeholder.ts';
import { knownToken } from '../secret/token-formats.ts';
import type { Voice } from '../snapshot/voice.ts';
import type { Launchable } from './outcome.ts';
import type { ProbePlan } from './plan.ts';

/** Shorter values turn up in any text by chance. */
const shortest = 6;

/**
 * Names of variables, headers and answers whose secret value a server repeats in what it says of itself: such words must not be kept, shown
 * or committed.
 */
export function repeatedSecrets({ target, asks }: Pick<ProbePlan, 'target' | 'asks'>, launched: Launchable, answers: ReadonlyMap<string, string>, voices: readonly Voice[]): readonly string[] {
  const named = launched.kind === 'stdio' ? Object.entries(launched.env) : Object.entries(launched.headers);
  const secrets = new Map<string, string>();
  for (const [name, value] of named) if (launched.kind === 'http' || isSecret(name, value)) secrets.set(name, value.replace(/^(?:Bearer|Basic|token)\s+/i, ''));
  if (launched.kind === 'stdio') for (const { name, value } of secretArguments(launched.args)) secrets.set(name, value);
  for (const { id, secret } of asks) if (secret) secrets.set(id, answers.get(id) ?? '');
  if (target.kind === 'http') for (const [name, value] of new URL(launched.kind === 'http' ? launched.url : '').searchParams) if (isSecret(name, value)) secrets.set(name, value);
  return [...secrets].filter(([, value]) => repeats(voices, value)).map(([name]) => name);
}

/** Whether a value stands in what a server says of itself, in whichever form programs print values. */
export function repeats(voices: readonly Voice[], value: string): boolean {
  const forms = value.length < shortest ? [] : printedForms(value).filter((form) => form.length >= shortest);
  const texts = forms.length === 0 ? [] : voices.flatMap(({ greeting, tools, prompts, resourceTemplates }) => [greeting, ...tools.items, ...prompts.items, ...resourceTemplates.items]);
  return texts.some((text) => holds(text, forms));
}

function isSecret(name: string, value: string): boolean {
  return namesSecret(name) || looksRandom(value) || knownToken(value) !== undefined;
}

/** As it stands in JSON, or written with any escapes, or as JSON within a text. */
function holds(text: string, forms: readonly string[]): boolean {
  const plain = unescaped(text);
  return forms.some((form) => text.includes(form) || plain.includes(form));
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** A JSON text with the escapes of its strings taken away. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, letter: string) => (code === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(parseInt(code, 16))));
}
