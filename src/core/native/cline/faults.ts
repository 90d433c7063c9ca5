import { child, lastEntry, type ConfigNode } from '../../config/node.ts';
import { render, say, type Message } from '../../text/message.ts';
import type { NativeProblem } from '../native.ts';
import { keys } from './keys.ts';

/**
 * The first place where Cline's own schema refuses a remote configuration, among the keys that are about servers. It is taken as a whole or not
 * at all: with one such place in it nothing is restricted (cline/cline@75f7951, schema.ts; @1014075, apps/vscode/src/core/storage/remote-config/fetch.ts).
 * Keys that it does not know it passes over.
 */
export function faultIn(tree: ConfigNode): NativeProblem | undefined {
  for (const [key, fits] of Object.entries(schema)) {
    const entry = lastEntry(tree, key);
    if (!entry) {
      if (key === 'version') return fault([], say('`version` is missing'));
      continue;
    }
    const found = entry.value ? fits(entry.value, [key]) : { path: [key], what: say('nothing stands behind `{key}`', { key }) };
    if (found) return fault(found.path, found.what);
  }
  return undefined;
}

/** Keys stand here as they are: the last of several counts, as with `JSON.parse`. */
type Path = readonly (string | number)[];

interface Misfit {
  readonly path: Path;
  readonly what: Message;
}
type Fits = (node: ConfigNode, path: Path) => Misfit | undefined;

function scalar(kind: 'string' | 'boolean', words: string): Fits {
  return (node, path) => (node.kind === kind ? undefined : { path, what: say('`{key}` is not {words}', { key: keyOf(path), words }) });
}

const text = scalar('string', 'a text');
const flag = scalar('boolean', 'true or false');

function map(required: Readonly<Record<string, Fits>>, optional: Readonly<Record<string, Fits>> = {}): Fits {
  return (node, path) => {
    if (node.kind !== 'object') return { path, what: say('an item of `{key}` is not a map', { key: keyOf(path.slice(0, 1)) }) };
    for (const [key, fits] of Object.entries({ ...required, ...optional })) {
      const value = child(node, key);
      if (!value && key in required) return { path, what: say('an item of `{list}` has no `{key}`', { list: keyOf(path.slice(0, 1)), key }) };
      const found = value && fits(value, [...path, key]);
      if (found) return found;
    }
    return undefined;
  };
}

function list(fits: Fits): Fits {
  return (node, path) => {
    if (node.kind !== 'array') return { path, what: say('`{key}` is not a list', { key: keyOf(path) }) };
    for (const [i, item] of node.items.entries()) {
      const found = fits(item, [...path, i]);
      if (found) return found;
    }
    return undefined;
  };
}

const texts: Fits = (node, path) => {
  if (node.kind !== 'object') return { path, what: say('`{key}` is not a map', { key: keyOf(path) }) };
  const wrong = node.entries.find(({ value }) => value?.kind !== 'string');
  return wrong && { path: [...path, wrong.key], what: say('a value in `{key}` is not a text', { key: keyOf(path) }) };
};

const schema: Readonly<Record<string, Fits>> = {
  version: text,
  [keys.marketplace]: flag,
  [keys.allowed]: list(map({ id: text })),
  [keys.remote]: list(map({ name: text, url: text }, { alwaysEnabled: flag, headers: texts })),
  [keys.blockPersonal]: flag,
};

function fault(path: Path, what: Message): NativeProblem {
  return { rule: 'native-invalid-entry', path, message: say('Cline refuses the whole configuration and then restricts nothing, so that every server starts: {what}.', { what: render(what) }) };
}

function keyOf(path: Path): string {
  return String(path.at(-1));
}
