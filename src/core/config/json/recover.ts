import { visit } from 'jsonc-parser';
import type { ConfigNode, Entry } from '../node.ts';

/**
 * What VS Code makes of a damaged text: it reads its own `mcp.json` with jsonc-parser's visitor, ignores every error, and starts
 * what it finds. Its way to recover differs from ours (`{"x": [}], "servers": …}` is one map to it), so a damaged text can hide a
 * server from one reading and show it to the other.
 * @returns undefined where nothing is found, or the text is nested too deeply, which VS Code cannot read either
 */
export function recoverJson(text: string): ConfigNode | undefined {
  type Open = { node: ConfigNode; entries: { -readonly [K in keyof Entry]: Entry[K] }[]; items: ConfigNode[] };
  const stack: Open[] = [];
  let root: ConfigNode | undefined;

  const place = (node: ConfigNode): void => {
    const top = stack.at(-1);
    if (!top) root ??= node;
    else if (top.node.kind === 'array') top.items.push(node);
    else if (top.entries.length > 0) top.entries.at(-1)!.value = node;
  };
  const begin = (kind: 'object' | 'array') => (start: number): void => {
    const entries: Open['entries'] = [];
    const items: ConfigNode[] = [];
    const span = { start, end: text.length };
    const node: ConfigNode = kind === 'object' ? { kind, span, entries } : { kind, span, items };
    place(node);
    stack.push({ node, entries, items });
  };
  const end = (offset: number, length: number): void => {
    const { span } = stack.pop()!.node;
    (span as { end: number }).end = Math.min(offset + length, text.length);
  };

  try {
    visit(
      text,
      {
        onObjectBegin: begin('object'),
        onObjectProperty: (key, start, length) => {
          stack.at(-1)?.entries.push({ key, keySpan: { start, end: start + length }, value: undefined });
        },
        onObjectEnd: end,
        onArrayBegin: begin('array'),
        onArrayEnd: end,
        onLiteralValue: (value: string | number | boolean | null, start, length) => {
          const kind = value === null ? 'null' : typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'boolean';
          place({ kind, span: { start, end: start + length }, value });
        },
      },
      { allowTrailingComma: true },
    );
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return root;
}
