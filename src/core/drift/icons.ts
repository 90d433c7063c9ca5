import { say } from '../text/message.ts';
import { changeOf, type About } from './changes.ts';
import type { DriftChange } from './drift.ts';
import { get, same, type Json } from './json-value.ts';

/** Other pictures. Whether they come from somewhere else is told apart (elsewhere.ts): what is left concerns nobody but who looks at it. */
export function iconChanges(about: About, before: Json | undefined, after: Json | undefined): DriftChange[] {
  const [was, is] = [get(before, 'icons'), get(after, 'icons')];
  return same(was, is) ? [] : [changeOf(about, 'cosmetic', ['icons'], was, is, about.name === undefined ? say('The server has other icons.') : say('`{name}` has other icons.', { name: about.name }))];
}
