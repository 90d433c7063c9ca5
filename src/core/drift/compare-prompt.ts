import { say } from '../text/message.ts';
import { changeOf, type About } from './changes.ts';
import { unknownChanges, wordChanges } from './compare-tool.ts';
import type { DriftChange } from './drift.ts';
import { elsewhereChanges } from './elsewhere.ts';
import { iconChanges } from './icons.ts';
import { get, isList, isObject, same, type Json } from './json-value.ts';

const ofPrompt: ReadonlySet<string> = new Set(['name', 'title', 'description', 'arguments', 'icons', '_meta']);

/** How a prompt of one name differs from what it was; `_meta` is compared apart. */
export function promptChanges(name: string, before: Json, after: Json): DriftChange[] {
  const about: About = { subject: 'prompt', name };
  return [...wordChanges(about, before, after), ...argumentChanges(about, get(before, 'arguments'), get(after, 'arguments')), ...iconChanges(about, before, after), ...elsewhereChanges(about, before, after), ...unknownChanges(about, ofPrompt, before, after)];
}

/** Every argument of a prompt is free text. */
function argumentChanges(about: About, before: Json | undefined, after: Json | undefined): DriftChange[] {
  if (same(before, after)) return [];
  const [old, fresh] = [byName(before), byName(after)];
  if (!old || !fresh) return [changeOf(about, 'widening', ['arguments'], before, after, say('What `{name}` asks for is said in a way that cannot be understood.', { name: about.name ?? '' }))];
  const changes: DriftChange[] = [];
  for (const argument of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(argument), fresh.get(argument)];
    const args = { name: about.name ?? '', argument };
    const at = ['arguments', argument];
    if (was === undefined) changes.push(changeOf(about, 'widening', at, was, is, say(get(is, 'required') === true ? '`{name}` now asks for a required text `{argument}`.' : '`{name}` now takes a text `{argument}`.', args)));
    else if (is === undefined) changes.push(changeOf(about, 'narrowing', at, was, is, say('`{name}` no longer takes `{argument}`.', args)));
    else if (!same(was, is)) {
      const { required: asked, ...others } = was;
      const { required: asks, ...otherwise } = is;
      if ((asked === true) !== (asks === true)) changes.push(changeOf(about, 'widening', [...at, 'required'], asked, asks, say(asks === true ? '`{argument}` of `{name}` must now be filled in; it could be left out before.' : '`{argument}` of `{name}` may now be left out; it had to be filled in before.', args)));
      else if (!same(asked, asks)) changes.push(changeOf(about, 'cosmetic', [...at, 'required'], asked, asks, say('That `{argument}` of `{name}` may be left out is written another way.', args)));
      if (!same(others, otherwise)) changes.push(changeOf(about, 'text', at, was, is, say('What `{name}` says of `{argument}` has other words.', args)));
    }
  }
  return changes.length > 0 ? changes : [changeOf(about, 'cosmetic', ['arguments'], before, after, say('What `{name}` asks for is listed in another order.', { name: about.name ?? '' }))];
}

/** Undefined where it is no list of named things, each name once. */
function byName(list: Json | undefined): ReadonlyMap<string, { readonly [key: string]: Json }> | undefined {
  const named = new Map<string, { readonly [key: string]: Json }>();
  for (const one of isList(list) ? list : []) {
    const name = get(one, 'name');
    if (!isObject(one) || typeof name !== 'string' || named.has(name)) return undefined;
    named.set(name, one);
  }
  return list === undefined || isList(list) ? named : undefined;
}
