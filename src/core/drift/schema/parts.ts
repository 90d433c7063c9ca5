import type { DriftClass } from '../drift.ts';
import { get, isList, isObject, keysOf, objectAt, same, type Json } from '../json-value.ts';
import { below, push, told, type SchemaContext } from './context.ts';
import { brings, turns } from './within.ts';

/** A schema in one place (`items`, `additionalProperties` …), without which anything is allowed there. */
export function comparePart(keyword: string, before: Json | undefined, after: Json | undefined, context: SchemaContext): void {
  const inside = below(context, [keyword]);
  if (isList(before) || isList(after)) return compareList(keyword, before, after, context);
  const [closed, closes] = [before === false, after === false];
  if (isAny(before) && isAny(after)) {
    if (!same(before, after)) push(context, 'cosmetic', [keyword], before, after, told(context, '% allows as much as before, written another way.'));
  } else if (closed || (isAny(after) && !isAny(before))) {
    if (!closes) push(inside, 'widening', [], before, after, told(context, keyword.endsWith('Properties') ? '% now takes fields beside those it names.' : '% allows more than before.'));
  } else if (closes) push(inside, 'narrowing', [], before, after, told(context, keyword.endsWith('Properties') ? '% no longer takes fields beside those it names.' : '% allows less than before.'));
  else if (isAny(before)) push(inside, fresh(after), [], before, after, told(context, '% now says what may stand within.'));
  else context.compare(before, after, inside);
}

function isAny(value: Json | undefined): boolean {
  return value === undefined || value === true || (isObject(value) && Object.keys(value).length === 0);
}

function fresh(schema: Json | undefined): DriftClass {
  return { fields: 'widening', words: 'text', bounds: 'narrowing' }[brings(schema)] as DriftClass;
}

/** Schemas one after the other: of the same number each with its like, else not to be told apart. */
export function compareList(keyword: string, before: Json | undefined, after: Json | undefined, context: SchemaContext): void {
  if (!isList(before) || !isList(after) || before.length !== after.length) return push(context, 'widening', [keyword], before, after, told(context, 'What % allows, one after the other, has changed.'));
  for (let i = 0; i < before.length; i++) context.compare(before[i], after[i], below(context, [keyword, i]));
}

/** Several schemas of which some or all must fit. Those that are the same match first; what is left over matches in order. */
export function compareBranches(keyword: string, before: Json | undefined, after: Json | undefined, context: SchemaContext): void {
  if ((before !== undefined && !isList(before)) || (after !== undefined && !isList(after))) return push(context, 'widening', [keyword], before, after, told(context, 'What % allows is said in a way that cannot be understood, so that it may be more than before.'));
  if (!before || !after) {
    // All of a kind of branches come or go. `anyOf` where anything went is a bound, unless it brings something.
    const kind = before || keyword !== 'anyOf' ? 'widening' : fresh(after);
    return push(context, kind, [keyword], before, after, told(context, before ? '% allows more than before: the forms it had to have are gone.' : '% must now have given forms.'));
  }
  const waiting = new Map<string, number>();
  for (const branch of before) waiting.set(JSON.stringify(branch), (waiting.get(JSON.stringify(branch)) ?? 0) + 1);
  const come: number[] = [];
  for (const [i, branch] of after.entries()) {
    const count = waiting.get(JSON.stringify(branch)) ?? 0;
    if (count > 0) waiting.set(JSON.stringify(branch), count - 1);
    else come.push(i);
  }
  const gone: Json[] = [];
  for (let i = before.length - 1; i >= 0; i--) {
    const key = JSON.stringify(before[i]);
    const count = waiting.get(key) ?? 0;
    if (count === 0) continue;
    waiting.set(key, count - 1);
    gone.unshift(before[i]!);
  }
  if (come.length === 0 && gone.length === 0) {
    if (!same(before, after)) push(context, 'cosmetic', [keyword], before, after, told(context, 'The forms of % are listed in another order.'));
    return;
  }
  if (come.length === gone.length) {
    for (const [i, at] of come.entries()) context.compare(gone[i], after[at], below(context, [keyword, at], keyword === 'oneOf' ? { strict: true } : {}));
    return;
  }
  // One form less is less where any of them will do; where exactly one or all must fit, it may be more.
  const less = come.length === 0 && keyword === 'anyOf';
  push(context, less ? 'narrowing' : 'widening', [keyword], before, after, told(context, less ? '% can no longer have every form that it could have before.' : '% can now have other forms than before.'));
}

/** Schemas under names that are no parameters: `patternProperties`, `$defs`, `dependentSchemas`. */
export function compareNamed(keyword: string, before: Json | undefined, after: Json | undefined, context: SchemaContext): void {
  if ((before !== undefined && !isObject(before)) || (after !== undefined && !isObject(after))) return push(context, 'widening', [keyword], before, after, told(context, 'What % allows is said in a way that cannot be understood, so that it may be more than before.'));
  const defined = keyword === '$defs' || keyword === 'definitions';
  const strict = !defined || turns(context.roots.before) || turns(context.roots.after);
  if ((before === undefined) !== (after === undefined) && Object.keys(before ?? after!).length === 0) push(context, 'cosmetic', [keyword], before, after, told(context, '% is written another way, and means the same.'));
  for (const name of keysOf(before, after)) {
    const [was, is] = [get(objectAt({ at: before ?? null }, 'at'), name), get(objectAt({ at: after ?? null }, 'at'), name)];
    // A definition does something where it is used, and that is told there; its words are there to be read at once.
    if (was === undefined) push(context, defined ? 'text' : 'widening', [keyword, name], was, is, told(context, defined ? '% has a new definition `{name}`.' : '% now says something about fields like `{name}`.', { name }));
    else if (is === undefined) push(context, defined && !isUsed(name, context.roots.after) ? 'narrowing' : 'widening', [keyword, name], was, is, told(context, defined ? '% no longer has the definition `{name}`.' : '% no longer says anything about fields like `{name}`.', { name }));
    else context.compare(was, is, below(context, [keyword, name], strict ? { strict: true } : {}));
  }
}

function isUsed(name: string, root: Json | undefined): boolean {
  const open: (Json | undefined)[] = [root];
  while (open.length > 0) {
    const one = open.pop();
    if (isList(one)) open.push(...one);
    else if (isObject(one)) for (const [key, value] of Object.entries(one)) {
      if (key === '$ref' && typeof value === 'string' && value.endsWith(`/${name}`)) return true;
      open.push(value);
    }
  }
  return false;
}
