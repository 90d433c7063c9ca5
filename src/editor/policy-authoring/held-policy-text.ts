import type { PolicyPart } from '../../core/policy/policy-state.ts';
import { maskUrl } from '../../core/secret/mask.ts';
import { visible } from '../../core/text/visible.ts';
import { t, words } from '../words.ts';

/** A policy that was fetched, as it was taken: what could not be read of it is not among it. */
export function heldPolicyText({ source, document, tightening, problems, kept, confirmed, notes, registries }: PolicyPart): string {
  const comments = [
    t('What holds of the policy at {address}, as it was last taken from there. It is changed where it is published, not here.', { address: maskUrl(source.at) }),
    ...(confirmed === undefined ? [] : [t('It was confirmed to be the current one at {time} UTC.', { time: confirmed.slice(0, 16).replace('T', ' ') })]),
    ...(kept ? [words(kept)] : []),
    ...notes.map(words),
    ...problems.map(({ message, effect }) => `${t('Problem:')} ${words(message)}${effect ? ` ${words(effect)}` : ''}`),
    ...registries.map(({ url, asOf, problem }) => `${t('Registry {url}', { url: maskUrl(url) })}: ${problem ? words(problem) : asOf === undefined ? t('not read yet') : t('as of {time} UTC', { time: asOf.slice(0, 16).replace('T', ' ') })}`),
  ];
  const bodies = [...(document ? [document] : []), ...(tightening ? [tightening] : [])].map((one) => JSON.stringify({ policyVersion: 1, ...one, source: undefined }, withoutPlaces, 2));
  const [body = '{}', more] = bodies;
  const denials = more === undefined ? [] : ['', `// ${t('These denials of a newer issue count too:')}`, ...more.split('\n').map((line) => `// ${line}`)];
  return [...comments.flatMap((comment) => wrapped(visible(comment, 2000))), ...(document ? [body] : [`// ${t('There is none to go by yet, so nothing is approved by it.')}`]), ...denials, ''].join('\n');
}

/** A comment on lines that can be read without scrolling. */
function wrapped(text: string): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (lines.at(-1)!.length + word.length > 95) lines.push('');
    lines.push(`${lines.pop()!} ${word}`.trimStart());
  }
  return lines.map((line, i) => `//${i === 0 ? '' : '  '} ${line}`);
}

/** Where in the document something stood is no part of it; a path of a URL is. */
function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'path' && Array.isArray(value) ? undefined : value;
}
