import { get, isList, isObject, keysOf, objectAt, same, type Json } from '../json-value.ts';
import { below, push, told, type SchemaContext } from './context.ts';
import { kindOf, takesText } from './free-text.ts';

/** `properties` and `required` together: what a tool asks for, and what it may be given. */
export function compareParameters(before: Json, after: Json, context: SchemaContext): void {
  const [old, fresh] = [objectAt(before, 'properties'), objectAt(after, 'properties')];
  const [asked, asks] = [requiredOf(before), requiredOf(after)];
  const gone = new Map(Object.keys(old).filter((name) => !Object.hasOwn(fresh, name)).map((name) => [JSON.stringify(old[name]), name]));
  for (const name of keysOf(old, fresh)) {
    const [was, is] = [get(old, name), get(fresh, name)];
    const inside = below(context, ['properties', name], { param: name });
    if (was === undefined) added(name, is!, asks.has(name), gone.get(JSON.stringify(is)), inside);
    else if (is === undefined) push(inside, 'narrowing', [], was, undefined, removedWords(inside, name));
    else context.compare(was, is, inside);
  }
  compareRequired(before, after, asked, asks, context);
  for (const [key, isPlain] of [['properties', isSchemas], ['required', isNames]] as const) {
    const [was, is] = [get(before, key), get(after, key)];
    if ((was !== undefined && !isPlain(was)) || (is !== undefined && !isPlain(is))) {
      if (!same(was, is)) push(context, 'widening', [key], was, is, told(context, 'What % takes is said in a way that cannot be understood, so that it may be more than before.'));
    } else if ((was === undefined) !== (is === undefined) && isBare(was ?? is)) push(context, 'cosmetic', [key], was, is, told(context, 'The list of fields in % is written another way, and means the same.'));
  }
}

function added(name: string, schema: Json, required: boolean, formerly: string | undefined, context: SchemaContext): void {
  const [outer, kind] = [{ ...context, param: context.param.slice(0, -name.length - 1) }, kindOf(schema)];
  const inside = outer.param === '' ? '' : ' within `{outer}`';
  const sentence = (template: string): ReturnType<typeof told> => told({ ...context, param: '' }, template.replace('^', inside), { name, kind, outer: outer.param, formerly: formerly ?? '' });
  if (context.side === 'output') return push(context, 'widening', [], undefined, schema, sentence('`{tool}` may now answer with `{name}`^ too.'));
  const open = takesText(schema, context.roots.after);
  if (required && open) return push(context, 'widening', [], undefined, schema, sentence(`\`{tool}\` now asks for a required ${kind === 'text' ? 'text ' : ''}\`{name}\`^, which a model will fill with what it knows.`));
  if (required) return push(context, 'widening', [], undefined, schema, sentence('`{tool}` can no longer be called without `{name}`^, which is new.'));
  if (open) return push(context, 'widening', [], undefined, schema, sentence(`\`{tool}\` now takes ${kind === 'text' ? 'a text ' : ''}\`{name}\`^, into which a model may put what it knows.`));
  if (formerly !== undefined) return push(context, 'text', [], undefined, schema, sentence('What `{tool}` called `{formerly}`^ it now calls `{name}`.'));
  push(context, 'addition', [], undefined, schema, sentence(`\`{tool}\` has a new option \`{name}\`^ (${kind === 'value' ? 'no free text' : '{kind}'}), which may be left out.`));
}

function removedWords(context: SchemaContext, name: string): ReturnType<typeof told> {
  return told({ ...context, param: '' }, context.side === 'input' ? '`{tool}` no longer takes `{name}`.' : '`{tool}` no longer says that it answers with `{name}`.', { name: context.param || name });
}

function compareRequired(before: Json, after: Json, asked: ReadonlySet<string>, asks: ReadonlySet<string>, context: SchemaContext): void {
  const [old, fresh] = [objectAt(before, 'properties'), objectAt(after, 'properties')];
  const [was, is] = [get(before, 'required'), get(after, 'required')];
  let spoken = false;
  for (const name of asks) {
    if (asked.has(name)) continue;
    const fresher = Object.hasOwn(fresh, name) && !Object.hasOwn(old, name);
    // A new parameter says so itself.
    if (fresher && context.side === 'input') {
      spoken = true;
      continue;
    }
    const declared = Object.hasOwn(fresh, name);
    const inside = below(context, [], { param: name });
    push(context, context.side === 'output' ? 'narrowing' : 'widening', ['required'], was, is, context.side === 'output' ? told(inside, '% will now always be there, it says.') : told(inside, declared ? '% must now be filled in; it could be left out before.' : '% must now be filled in, although nothing says what it is.'));
    spoken = true;
  }
  for (const name of asked) {
    if (asks.has(name)) continue;
    spoken = true;
    if (Object.hasOwn(old, name) && !Object.hasOwn(fresh, name)) continue;
    push(context, 'widening', ['required'], was, is, told(below(context, [], { param: name }), context.side === 'input' ? '% may now be left out; it had to be filled in before.' : '% may now be missing; it was promised before.'));
  }
  if (!spoken && isNames(was) && isNames(is) && !same(was, is)) push(context, 'cosmetic', ['required'], was, is, told(context, 'What % requires is listed in another order.'));
}

function requiredOf(schema: Json): ReadonlySet<string> {
  const list = get(schema, 'required');
  return new Set(isList(list) ? list.filter((name) => typeof name === 'string') : []);
}

function isNames(value: Json | undefined): boolean {
  return isList(value) && value.every((name) => typeof name === 'string');
}

function isSchemas(value: Json): boolean {
  return isObject(value);
}

function isBare(value: Json | undefined): boolean {
  return isList(value) ? value.length === 0 : value !== undefined && Object.keys(value as object).length === 0;
}
