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
  for (const { id, secret } of asks) if (secret) secrets.set(id, answers.get(id) ?? '');
  if (target.kind === 'http') for (const [name, value] of new URL(launched.kind === 'http' ? launched.url : '').searchParams) if (isSecret(name, value)) secrets.set(name, value);
  const texts = voices.flatMap(({ greeting, tools, prompts, resourceTemplates }) => [greeting, ...tools.items, ...prompts.items, ...resourceTemplates.items]);
  return [...secrets].filter(([, value]) => value.length >= shortest && texts.some((text) => holds(text, value))).map(([name]) => name);
}

function isSecret(name: string, value: string): boolean {
  return namesSecret(name) || looksRandom(value) || knownToken(value) !== undefined;
}

/** As it stands in JSON, or written with escapes. */
function holds(text: string, value: string): boolean {
  return text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1)) || (text.includes('\\') && text.replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replaceAll('\\/', '/').includes(value));
}
