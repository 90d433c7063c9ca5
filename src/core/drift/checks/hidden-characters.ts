import type { Path, Step } from '../../config/node.ts';
import { hiddenIn, mayHide, named, type HiddenKind } from '../../text/hidden.ts';
import { say } from '../../text/message.ts';
import { changeOf, type About } from '../changes.ts';
import type { DriftChange } from '../drift.ts';
import { isList, isObject, type Json } from '../json-value.ts';
import type { Checked } from './check.ts';

/** Characters that nobody sees have come into a text, where the text did not have the same ones in the same place before. */
export function hiddenCharacters({ matched, server }: Checked): DriftChange[] {
  const changes: DriftChange[] = [];
  for (const { before, after } of [...matched.pairs, ...matched.renamed]) {
    if (before.pinned.canonical !== after.pinned.canonical) changes.push(...come({ subject: after.subject, name: after.name }, before.pinned.canonical, after.pinned.canonical));
  }
  for (const { subject, name, pinned } of matched.added) changes.push(...come({ subject, name }, undefined, pinned.canonical));
  for (const { subject, canonical } of server.after) {
    const was = server.before.find((text) => text.subject === subject)?.canonical;
    if (was !== canonical) changes.push(...come({ subject }, was, canonical));
  }
  return changes;
}

const does: Readonly<Record<HiddenKind, string>> = {
  tag: 'letters that no screen shows and a model reads',
  direction: 'characters that make text read in another order than it is stored',
  blank: 'characters that take no room',
  control: 'control characters, which act on a terminal',
};

function come(about: About, before: string | undefined, after: string): DriftChange[] {
  // JSON writes control characters as escapes, so that those have to be looked for in what is read.
  if (!mayHide(after) && !/\\(?:u00[01]|[bf])/.test(after)) return [];
  const had = new Map<string, string>();
  if (before !== undefined) for (const { at, text } of textsOf(read(before))) had.set(JSON.stringify(at), hiddenOf(text).map(({ run }) => run).join('\n'));
  const changes: DriftChange[] = [];
  for (const { at, text } of textsOf(read(after))) {
    const hidden = hiddenOf(text);
    if (hidden.length === 0 || had.get(JSON.stringify(at)) === hidden.map(({ run }) => run).join('\n')) continue;
    const { run, kind } = hidden[0]!;
    const args = { name: about.name ?? '', points: named(run), what: does[kind] };
    changes.push(changeOf(about, 'malicious', at, undefined, text, about.name === undefined ? say('What the server says of itself now hides {what} ({points}).', args) : say('`{name}` now hides {what} ({points}).', args)));
  }
  return changes;
}

function hiddenOf(text: string): { readonly run: string; readonly kind: HiddenKind }[] {
  return mayHide(text) ? hiddenIn(text).map(({ start, end, kind }) => ({ run: text.slice(start, end), kind })) : [];
}

function read(canonical: string): Json {
  try {
    return JSON.parse(canonical) as Json;
  } catch {
    return canonical;
  }
}

/** A way is not told further than anybody would follow it; a way for each of a hundred thousand levels would fill the memory. */
const longestWay = 64;

/** Every text of a value with the way to it, keys included. On a stack of its own: nothing is too deep for it. */
function* textsOf(root: Json): Generator<{ readonly at: Path; readonly text: string }> {
  const open: { readonly at: Path; readonly value: Json }[] = [{ at: [], value: root }];
  while (open.length > 0) {
    const { at, value } = open.pop()!;
    const inside = (step: Step): Path => (at.length < longestWay ? [...at, step] : at);
    if (typeof value === 'string') yield { at, text: value };
    else if (isList(value)) for (const [i, child] of value.entries()) open.push({ at: inside(i), value: child });
    else if (isObject(value)) for (const [key, child] of Object.entries(value)) {
      yield { at: inside(key), text: key };
      open.push({ at: inside(key), value: child });
    }
  }
}
