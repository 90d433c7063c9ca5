import { lineEndOf } from '../config/lines.ts';
import type { TextEdit } from '../text/edit.ts';

/**
 * A server as a table of its own at the end of a TOML text that has none yet. Not by a change of the tree: that would make the map of all
 * servers an inline table, which no later table can add to (https://toml.io/en/v1.1.0#inline-table).
 */
export function tomlTable(text: string, at: readonly string[], name: string, entry: Readonly<Record<string, unknown>>): TextEdit {
  const eol = lineEndOf(text);
  const end = text.length;
  const before = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  const lines = [`[${[...at, name].join('.')}]`, ...Object.entries(entry).map(([key, value]) => `${keyText(key)} = ${valueText(value)}`)];
  return { span: { start: end, end }, newText: before + lines.join(eol) + eol };
}

function keyText(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

/** JSON's texts are TOML's too. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(([key, inner]) => `${keyText(key)} = ${valueText(inner)}`).join(', ')} }`;
  return JSON.stringify(value);
}
