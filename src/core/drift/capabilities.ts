import { say, type Message } from '../text/message.ts';
import { changeOf, wholeChange, type About } from './changes.ts';
import type { DriftChange, DriftClass } from './drift.ts';
import { parsed } from './item.ts';
import { get, isObject, keysOf, same, type Json } from './json-value.ts';

/**
 * What a server can do beside answering calls. Those that let it act by itself or ask of the client's side (a model, a person, folders) are
 * authority, and so is whatever the protocol does not know; those by which it only offers more are additions.
 * @see https://modelcontextprotocol.io/specification/2025-11-25/schema#servercapabilities
 */
const offers: Readonly<Record<string, string>> = {
  tools: 'The server now offers tools.',
  prompts: 'The server now offers prompts.',
  resources: 'The server now offers resources to read.',
  logging: 'The server can now send log lines.',
  completions: 'The server now completes what is typed into arguments, and is told it letter by letter.',
};
const acts: Readonly<Record<string, string>> = {
  tasks: 'The server can now go on working by itself after a call.',
  sampling: 'The server now asks your model to answer for it.',
  elicitation: 'The server now asks you for input.',
  roots: 'The server now asks which folders you have open.',
};
/** Switches of what is offered that let a server say that something changed, and no more. */
const announcing: ReadonlySet<string> = new Set(['listChanged', 'subscribe']);

/** How what a server says it can do differs, both as canonical JSON. */
export function capabilityChanges(before: string | undefined, after: string | undefined): DriftChange[] {
  if (before === after) return [];
  const about: About = { subject: 'capabilities' };
  const [was, is] = [before === undefined ? {} : parsed(before), after === undefined ? {} : parsed(after)];
  if (!was || !is) return [wholeChange(about, 'authority', 'changed', before, after, say('What the server can do is said in a way that cannot be understood: count on the worst.'))];
  const changes = keysOf(was, is).flatMap((key) => capabilityChange(about, key, get(was, key), get(is, key)));
  return changes.length > 0 ? changes : [wholeChange(about, 'cosmetic', 'changed', before, after, say('What the server can do is written another way, and means the same.'))];
}

function capabilityChange(about: About, key: string, before: Json | undefined, after: Json | undefined): DriftChange[] {
  if (same(before, after)) return [];
  const change = (kind: DriftClass, at: readonly string[], was: Json | undefined, is: Json | undefined, words: Message): DriftChange => changeOf(about, kind, [...at], was, is, words);
  const offered = Object.hasOwn(offers, key) ? offers[key] : undefined;
  if (after === undefined) return [change('narrowing', [key], before, after, say('The server no longer says that it can do `{key}`.', { key }))];
  if (before === undefined) {
    const plain = offered !== undefined && isObject(after) && Object.keys(after).every((inner) => announcing.has(inner));
    return [change(plain ? 'addition' : 'authority', [key], before, after, say(offered ?? (Object.hasOwn(acts, key) ? acts[key]! : 'The server says that it can now do `{key}`, and what that allows is not known.'), { key }))];
  }
  if (!isObject(before) || !isObject(after)) return [change('authority', [key], before, after, say('What the server can do with `{key}` has changed.', { key }))];
  return keysOf(before, after).flatMap((inner) => {
    const [was, is] = [get(before, inner), get(after, inner)];
    if (same(was, is)) return [];
    const args = { key, inner };
    if ((was ?? false) === false && (is ?? false) === false) return [change('cosmetic', [key, inner], was, is, say('That the server cannot do `{inner}` of `{key}` is written another way.', args))];
    if (is === undefined || is === false) return [change('narrowing', [key, inner], was, is, say('Of `{key}` the server no longer says that it can do `{inner}`.', args))];
    const plain = offered !== undefined && announcing.has(inner) && typeof is === 'boolean';
    return [change(plain ? 'addition' : 'authority', [key, inner], was, is, plain ? say('The server now announces changes of its {key}.', args) : say('Of `{key}` the server can now do `{inner}`, which it could not before.', args))];
  });
}
