import { say } from '../text/message.ts';
import { changeOf, type About } from './changes.ts';
import type { DriftChange } from './drift.ts';
import { get, isObject, keysOf, same, type Json } from './json-value.ts';

/** Of tracing and bookkeeping (SEP-414): another value with every answer, and nothing to anybody. */
const passing: ReadonlySet<string> = new Set(['traceparent', 'tracestate', 'baggage', 'progressToken']);

/** `_meta`, which no digest counts: notes for clients. Some show them, and some act on them, so that they count as words. */
export function metaChanges(about: About, before: Json | undefined, after: Json | undefined): DriftChange[] {
  const [was, is] = [get(before, '_meta'), get(after, '_meta')];
  if (same(was, is)) return [];
  const whom: About = { subject: 'meta', ...(about.name !== undefined && { name: about.name }) };
  const args = { name: about.name ?? '' };
  if ((was !== undefined && !isObject(was)) || (is !== undefined && !isObject(is))) return [changeOf(whom, 'text', ['_meta'], was, is, say('The notes for clients on `{name}` have changed.', args))];
  const changes = keysOf(was, is).flatMap((key) => {
    const [old, fresh] = [get(was, key), get(is, key)];
    if (same(old, fresh)) return [];
    return [changeOf(whom, passing.has(key) ? 'cosmetic' : 'text', ['_meta', key], old, fresh, passing.has(key) ? say('A mark of passage on `{name}` is another one (`{key}`).', { ...args, key }) : say('A note for clients on `{name}` has changed (`{key}`). Some clients act on such notes.', { ...args, key }))];
  });
  return changes.length > 0 ? changes : [changeOf(whom, 'cosmetic', ['_meta'], was, is, say('The notes for clients on `{name}` are empty, as before, and written another way.', args))];
}
