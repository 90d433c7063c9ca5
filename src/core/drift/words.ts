import type { DriftClass } from './drift.ts';
import type { Json } from './json-value.ts';

/**
 * What a change of a text is: nothing to a reader where only blanks and line ends differ and no code stands in it, in which they may mean
 * something. Many blanks at once are no accident: they push words out of sight.
 */
export function textClass(before: Json | undefined, after: Json | undefined): DriftClass {
  if (typeof before !== 'string' || typeof after !== 'string') return 'text';
  if (Math.abs(after.length - before.length) > 40 || /`|^(?: {4}|\t)/m.test(before) || /`|^(?: {4}|\t)/m.test(after)) return 'text';
  return squeezed(before) === squeezed(after) ? 'cosmetic' : 'text';
}

function squeezed(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').trim();
}
