import type { IntakeTarget } from '../policy/intake-schema.ts';
import { pasteHere } from './words.ts';
import type { Limits, PreparedPage } from './prepared.ts';

/** One field of a page. */
export interface Field {
  /** What the page calls it, for the preview. */
  readonly name: string;
  /** The parameter that fills it in; absent where the page takes none, so that it goes by the clipboard. */
  readonly parameter?: string;
  readonly value: string;
  /** The long one, which goes by the clipboard where the address would be too long. */
  readonly long?: true;
}

/** A page with its fields filled in by its address, as far as that reaches. */
export function pageWith(target: IntakeTarget, page: string, fields: readonly Field[], { longestAddress }: Limits): PreparedPage {
  const long = fields.find((field) => field.long);
  const whole = addressOf(page, fields);
  if (whole.length <= longestAddress && (!long || long.parameter !== undefined)) return { how: 'page', target, url: whole, link: page.split('?', 1)[0]!, fields: shown(fields) };
  const short = fields.map((field) => (field.long ? { ...field, value: pasteHere } : field));
  let rest = short.filter((field) => field.parameter !== undefined);
  // What comes last matters least.
  while (addressOf(page, rest).length > longestAddress && rest.length > 0) rest = rest.slice(0, -1);
  return { how: 'page', target, url: addressOf(page, rest), link: page.split('?', 1)[0]!, fields: shown(fields.filter((field) => field.long || rest.some(({ name }) => name === field.name))), ...(long && { clipboard: long.value }) };
}

function shown(fields: readonly Field[]): [string, string][] {
  return fields.filter(({ value }) => value !== '').map(({ name, value }) => [name, value]);
}

function addressOf(page: string, fields: readonly Field[]): string {
  const url = new URL(page);
  for (const { parameter, value } of fields) if (parameter !== undefined && value !== '') url.searchParams.append(parameter, value);
  return url.href;
}

/** Below a repository's address, part by part. */
export function below(repository: string, ...parts: readonly string[]): string {
  const base = repository.replace(/\/+$/, '').replace(/\.git$/, '');
  return [base, ...parts.flatMap((part) => part.split('/')).filter(Boolean).map(encodeURIComponent)].join('/');
}
