import type { Snapshot } from '../snapshot/snapshot.ts';
import { say } from '../text/message.ts';
import { capabilityChanges } from './capabilities.ts';
import { changeOf, wholeChange, type About } from './changes.ts';
import type { DriftChange } from './drift.ts';
import { elsewhereChanges } from './elsewhere.ts';
import { iconChanges } from './icons.ts';
import { parsed } from './item.ts';
import { get, keysOf, same, type Json } from './json-value.ts';
import { metaChanges } from './meta.ts';
import { textClass } from './words.ts';

/** What a server says of itself as a whole. */
export function serverChanges(before: Snapshot, after: Snapshot): DriftChange[] {
  return [...instructionChanges(before.server.instructions, after.server.instructions), ...infoChanges(before.server.info, after.server.info), ...capabilityChanges(before.server.capabilities, after.server.capabilities), ...protocolChanges(before, after)];
}

function instructionChanges(before: string | undefined, after: string | undefined): DriftChange[] {
  if (before === after) return [];
  const [was, is] = [textOf(before), textOf(after)];
  const kind = textClass(was, is);
  const words = kind === 'cosmetic' ? say('In the server’s instructions only blanks and line ends changed.') : before === undefined ? say('The server now gives the model instructions, which come before anything that you ask.') : after === undefined ? say('The server no longer gives the model instructions.') : say('The server’s instructions, which a model reads before anything that you ask, have other words.');
  return [changeOf({ subject: 'instructions' }, kind, [], was, is, words)];
}

function infoChanges(before: string | undefined, after: string | undefined): DriftChange[] {
  if (before === after) return [];
  const about: About = { subject: 'info' };
  const [was, is] = [parsed(before), parsed(after)];
  if ((before !== undefined && !was) || (after !== undefined && !is) || before === undefined || after === undefined) return [wholeChange(about, 'text', before === undefined ? 'added' : after === undefined ? 'removed' : 'changed', before, after, say('What the server calls itself has changed as a whole.'))];
  const changes = keysOf(was, is).flatMap((key) => {
    const [old, fresh] = [get(was, key), get(is, key)];
    if (key === 'icons' || key === '_meta' || same(old, fresh)) return [];
    const args = { key, before: typeof old === 'string' ? old : '', after: typeof fresh === 'string' ? fresh : '' };
    // A version alone is no news: that its tools say the same is what counts, and that is compared.
    if (key === 'version') return [changeOf(about, 'cosmetic', [key], old, fresh, old === undefined || fresh === undefined ? say('The server says something else about its version.') : say('The server says that it is version `{after}`; it was `{before}`.', args))];
    if (key === 'name') return [changeOf(about, 'text', [key], old, fresh, say('The server calls itself `{after}`; it was `{before}`. Some assistants name its tools after that.', args))];
    return [changeOf(about, textClass(old, fresh), [key], old, fresh, say('What the server says of itself (`{key}`) has other words.', args))];
  });
  return [...changes, ...iconChanges(about, was, is), ...elsewhereChanges({ ...about, name: 'serverInfo' }, was, is).map(({ name: _, ...change }) => change), ...metaChanges({ ...about, name: 'serverInfo' }, was, is)];
}

/** A newer revision is the client's and the server's agreement, and says nothing by itself; an older one binds a server less. */
function protocolChanges(before: Snapshot, after: Snapshot): DriftChange[] {
  const [was, is] = [before.protocolVersion, after.protocolVersion];
  if (was === is && before.era === after.era) return [];
  const newer = /^\d{4}-\d\d-\d\d$/.test(was) && /^\d{4}-\d\d-\d\d$/.test(is) && (is > was || (is === was && after.era === 'discover'));
  const args = { before: was, after: is };
  return [wholeChange({ subject: 'protocol' }, newer ? 'cosmetic' : 'widening', 'changed', JSON.stringify({ era: before.era, version: was }), JSON.stringify({ era: after.era, version: is }), newer ? say('The server now speaks revision `{after}` of the protocol; it was `{before}`.', args) : say('The server now speaks revision `{after}` of the protocol, which is not newer than `{before}` and may bind it less.', args))];
}

function textOf(canonical: string | undefined): Json | undefined {
  if (canonical === undefined) return undefined;
  try {
    return JSON.parse(canonical) as Json;
  } catch {
    return canonical;
  }
}
