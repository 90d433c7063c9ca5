import { isList, same, type Json } from '../json-value.ts';
import { inWords, push, told, type SchemaContext } from './context.ts';

/** Which way a keyword's number goes: up is less for `least`, down is less for `most`. */
const limits: Readonly<Record<string, { readonly kind: 'least' | 'most'; readonly name: string }>> = {
  minimum: { kind: 'least', name: 'smallest number' },
  exclusiveMinimum: { kind: 'least', name: 'lower end' },
  maximum: { kind: 'most', name: 'largest number' },
  exclusiveMaximum: { kind: 'most', name: 'upper end' },
  minLength: { kind: 'least', name: 'shortest length' },
  maxLength: { kind: 'most', name: 'longest length' },
  minItems: { kind: 'least', name: 'fewest items' },
  maxItems: { kind: 'most', name: 'most items' },
  minProperties: { kind: 'least', name: 'fewest fields' },
  maxProperties: { kind: 'most', name: 'most fields' },
  minContains: { kind: 'least', name: 'fewest matches' },
  maxContains: { kind: 'most', name: 'most matches' },
};

/** Whether a keyword bounds a number, a length or a count. */
export function isLimit(keyword: string): boolean {
  return Object.hasOwn(limits, keyword);
}

/** Tells a bound that was moved, added or taken away: looser is a widening, tighter a narrowing. */
export function compareLimit(keyword: string, before: Json | undefined, after: Json | undefined, context: SchemaContext): void {
  const { kind, name } = limits[keyword]!;
  const numbers = [before, after].every((value) => value === undefined || typeof value === 'number');
  const tighter = numbers && after !== undefined && (before === undefined || (kind === 'least' ? after! > before! : after! < before!));
  bounded(context, keyword, name, before, after, tighter, numbers);
}

/** A rule about texts, numbers or lists that is looser as soon as it is another one. */
export function compareRestriction(keyword: string, before: Json | undefined, after: Json | undefined, context: SchemaContext): void {
  if (keyword === 'uniqueItems') {
    if (before === undefined && after === false) return push(context, 'cosmetic', [keyword], before, after, told(context, '% says that items may be alike, as they might before.'));
    if (after === undefined && before === false) return push(context, 'cosmetic', [keyword], before, after, told(context, '% no longer says that items may be alike, which they still may.'));
    return bounded(context, keyword, 'rule that no two items are alike', before, after, after === true && (before === undefined || before === false));
  }
  const divides = keyword === 'multipleOf' && typeof before === 'number' && typeof after === 'number' && after % before === 0;
  bounded(context, keyword, { pattern: 'pattern', format: 'format', multipleOf: 'step', contentEncoding: 'encoding', contentMediaType: 'media type' }[keyword] ?? keyword, before, after, before === undefined || divides);
}

function bounded(context: SchemaContext, keyword: string, name: string, before: Json | undefined, after: Json | undefined, tighter: boolean, sure = after === undefined): void {
  const how = tighter ? '% allows less than before' : sure ? '% allows more than before' : '% allows something else than before, or more';
  const what = before === undefined ? 'its {name} is now `{after}`, and it had none' : after === undefined ? 'its {name} was `{before}`, and it has none any more' : 'its {name} was `{before}` and is now `{after}`';
  push(context, tighter ? 'narrowing' : 'widening', [keyword], before, after, told(context, `${how}: ${what}.`, { name, before: inWords(before), after: inWords(after) }));
}

/** Kinds of value; `integer` is a `number`. None at all means any. */
export function compareType(before: Json | undefined, after: Json | undefined, context: SchemaContext): void {
  const [old, fresh] = [typesOf(before), typesOf(after)];
  const covers = (wide: readonly Json[] | undefined, narrow: readonly Json[] | undefined): boolean => wide === undefined || (narrow !== undefined && narrow.every((type) => wide.includes(type) || (type === 'integer' && wide.includes('number'))));
  const [looser, tighter] = [!covers(old, fresh), !covers(fresh, old)];
  const args = { before: inWords(before), after: inWords(after) };
  if (!looser && !tighter) return push(context, 'cosmetic', ['type'], before, after, told(context, '% takes the same kinds of value as before, written another way.'));
  const what = before === undefined ? 'anything before, and now only `{after}`' : after === undefined ? '`{before}` before, and now anything' : '`{before}` before, and now `{after}`';
  push(context, looser ? 'widening' : 'narrowing', ['type'], before, after, told(context, `% allows ${looser ? (tighter ? 'something else than' : 'more than') : 'less than'} before: ${what}.`, args));
}

function typesOf(value: Json | undefined): readonly Json[] | undefined {
  return value === undefined ? undefined : isList(value) ? value : [value];
}

/** `enum`, and `const` as a choice of one. */
export function compareChoices(keyword: string, before: Json | undefined, after: Json | undefined, context: SchemaContext): void {
  const [old, fresh] = [choicesOf(keyword, before), choicesOf(keyword, after)];
  // No list where there must be one: what that allows is anybody's guess.
  if (before === undefined && fresh) return push(context, 'narrowing', [keyword], before, after, told(context, '% allows less than before: only given values.'));
  if (!fresh && after === undefined) return push(context, 'widening', [keyword], before, after, told(context, '% allows more than before: it no longer holds to given values.'));
  if (!old || !fresh) return push(context, 'widening', [keyword], before, after, told(context, 'What % may be is said in a way that cannot be understood, so that it may be more than before.'));
  const [had, has] = [new Set(old), new Set(fresh)];
  const more = [...has].filter((choice) => !had.has(choice));
  const less = [...had].filter((choice) => !has.has(choice));
  const list = (choices: readonly string[]): string => inWords(choices.map((choice) => (choice.startsWith('"') ? choice.slice(1, -1) : choice)).join(', '));
  if (more.length > 0) push(context, 'widening', [keyword], before, after, told(context, '% allows more than before: it can now be `{choices}`.', { choices: list(more) }));
  else if (less.length > 0) push(context, 'narrowing', [keyword], before, after, told(context, '% allows less than before: it can no longer be `{choices}`.', { choices: list(less) }));
  else if (!same(before, after)) push(context, 'cosmetic', [keyword], before, after, told(context, 'The choices for % are listed in another order.'));
}

function choicesOf(keyword: string, value: Json | undefined): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (keyword === 'const') return [JSON.stringify(value)];
  return isList(value) ? value.map((choice) => JSON.stringify(choice)) : undefined;
}
