import type { Step } from '../../config/node.ts';
import type { DriftChange } from '../drift.ts';
import { get, isObject, keysOf, same, type Json } from '../json-value.ts';
import { textClass } from '../words.ts';
import { below, inWords, push, told, type SchemaContext } from './context.ts';
import { compareChoices, compareLimit, compareRestriction, compareType, isLimit } from './limits.ts';
import { compareParameters } from './parameters.ts';
import { compareBranches, compareList, compareNamed, comparePart } from './parts.ts';
import { isWords } from './within.ts';

/**
 * How two schemas of a tool differ (JSON Schema 2020-12, and what of draft 7 is still in use). Compared is how they are written: two ways
 * to write the same are a change, and whatever is not understood counts as taking more.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
export function schemaChanges(tool: string, side: 'input' | 'output', at: Step, before: Json | undefined, after: Json | undefined): DriftChange[] {
  const out: DriftChange[] = [];
  compare(before, after, { tool, side, at: [at], param: '', strict: false, roots: { before, after }, out, compare });
  return out;
}

function compare(before: Json | undefined, after: Json | undefined, context: SchemaContext): void {
  if (!isObject(before) || !isObject(after)) {
    if (same(before, after)) return;
    const narrower = after === false && (before === true || isObject(before));
    return push(context, narrower ? 'narrowing' : 'widening', [], before, after, told(context, narrower ? '% allows nothing any more.' : '% allows more than before, or something else.'));
  }
  compareParameters(before, after, context);
  for (const keyword of keysOf(before, after)) compareKeyword(keyword, get(before, keyword), get(after, keyword), context);
}

const restrictions: ReadonlySet<string> = new Set(['pattern', 'format', 'multipleOf', 'uniqueItems']);
const parts: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'unevaluatedProperties', 'additionalItems', 'unevaluatedItems', 'contains', 'propertyNames']);
const named: ReadonlySet<string> = new Set(['$defs', 'definitions', 'patternProperties', 'dependentSchemas']);
const turning: ReadonlySet<string> = new Set(['not', 'if', 'then', 'else']);

function compareKeyword(keyword: string, before: Json | undefined, after: Json | undefined, context: SchemaContext): void {
  // `properties` and `required` belong together; a header is looked for in the tool as a whole.
  if (keyword === 'properties' || keyword === 'required' || keyword === 'x-mcp-header') return;
  if (parts.has(keyword)) return comparePart(keyword, before, after, context);
  if (named.has(keyword)) return compareNamed(keyword, before, after, context);
  if (keyword === 'anyOf' || keyword === 'oneOf' || keyword === 'allOf') return before === undefined && after === undefined ? undefined : compareBranches(keyword, before, after, context);
  if (keyword === 'prefixItems') return compareList(keyword, before, after, context);
  if (turning.has(keyword) && before !== undefined && after !== undefined) return context.compare(before, after, below(context, [keyword], { strict: true }));
  if (same(before, after)) return;
  if (keyword === 'type') return compareType(before, after, context);
  if (keyword === 'enum' || keyword === 'const') return compareChoices(keyword, before, after, context);
  if (isLimit(keyword)) return compareLimit(keyword, before, after, context);
  if (restrictions.has(keyword)) return compareRestriction(keyword, before, after, context);
  if (isWords(keyword)) return push(context, keyword === 'description' || keyword === 'title' ? textClass(before, after) : 'text', [keyword], before, after, wordsTold(keyword, before, after, context));
  if (keyword === 'default') return push(context, 'widening', [keyword], before, after, defaultTold(before, after, context));
  push(context, 'widening', [keyword], before, after, told(context, keyword === '$ref' ? '% now points to another definition, so that it may take something else.' : 'Something about % changed that cannot be told to be harmless: `{keyword}`.', { keyword }));
}

function wordsTold(keyword: string, before: Json | undefined, after: Json | undefined, context: SchemaContext) {
  if (keyword === 'description') {
    if (before === undefined) return told(context, '% is now described to the model, which it was not before.');
    if (after === undefined) return told(context, '% is no longer described to the model.');
    return told(context, textClass(before, after) === 'cosmetic' ? 'In the description of % only blanks and line ends changed.' : 'The description of %, which a model reads and follows, has other words.');
  }
  return told(context, keyword === 'title' ? 'The title of % has other words.' : 'What the schema notes about % (`{keyword}`), which a model may read, has other words.', { keyword });
}

function defaultTold(before: Json | undefined, after: Json | undefined, context: SchemaContext) {
  const args = { before: inWords(before), after: inWords(after) };
  if (before === undefined) return told(context, 'Where % is left out, it is now `{after}`; it had no default before.', args);
  return told(context, after === undefined ? 'Where % is left out, it is no longer `{before}`.' : 'Where % is left out, it is now `{after}`; it was `{before}` before.', args);
}
