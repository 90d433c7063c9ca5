import { say } from '../text/message.ts';
import { changeOf, type About } from './changes.ts';
import { unknownChanges, wordChanges } from './compare-tool.ts';
import type { DriftChange } from './drift.ts';
import { elsewhereChanges, hostOf } from './elsewhere.ts';
import { iconChanges } from './icons.ts';
import { get, same, type Json } from './json-value.ts';

const ofTemplate: ReadonlySet<string> = new Set(['name', 'title', 'description', 'uriTemplate', 'mimeType', 'annotations', 'icons', '_meta']);

/** How a resource template differs from what it was; `_meta` is compared apart. */
export function templateChanges(name: string, before: Json, after: Json): DriftChange[] {
  const about: About = { subject: 'resourceTemplate', name };
  const changes = [...wordChanges(about, before, after), ...iconChanges(about, before, after), ...elsewhereChanges(about, before, after), ...unknownChanges(about, ofTemplate, before, after)];
  const [was, is] = [get(before, 'uriTemplate'), get(after, 'uriTemplate')];
  if (!same(was, is)) {
    const elsewhere = typeof was !== 'string' || typeof is !== 'string' || hostOf(was) !== hostOf(is);
    changes.push(changeOf(about, elsewhere ? 'authority' : 'widening', ['uriTemplate'], was, is, say(elsewhere ? '`{name}` now reads from another place: `{is}`.' : '`{name}` may now read other things of the same place: `{is}`.', { name, is: typeof is === 'string' ? is : '' })));
  }
  for (const key of ['mimeType', 'annotations'] as const) {
    const [old, fresh] = [get(before, key), get(after, key)];
    if (!same(old, fresh)) changes.push(changeOf(about, 'widening', [key], old, fresh, say(key === 'mimeType' ? 'What `{name}` gives is now of another kind.' : '`{name}` says otherwise whom it is for and how much it matters.', { name })));
  }
  return changes;
}
