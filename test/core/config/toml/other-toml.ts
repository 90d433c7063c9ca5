import { parseTOML, type AST } from 'toml-eslint-parser';

type Table = { [key: string]: unknown };

/**
 * What toml-eslint-parser makes of a text: its tree, put together here, since its own values lose `__proto__`.
 * @throws where it finds the text wrong
 */
export function otherToml(text: string): Table {
  const root: Table = {};
  for (const node of parseTOML(text.replace(/^\ufeff/, ''), { tomlVersion: '1.1' }).body[0].body) {
    const table = node.type === 'TOMLTable' ? tableAt(root, node) : root;
    for (const pair of node.type === 'TOMLTable' ? node.body : [node]) put(table, pair);
  }
  return root;
}

function tableAt(root: Table, { resolvedKey }: AST.TOMLTable): Table {
  let at: unknown = root;
  resolvedKey.forEach((step, i) => {
    // The key of `[[a]]` ends in the item's number.
    const made = typeof resolvedKey[i + 1] === 'number' ? [] : {};
    const holder = at as Table;
    if (!Object.hasOwn(holder, step)) Object.defineProperty(holder, step, { value: made, enumerable: true, writable: true, configurable: true });
    at = holder[step];
  });
  return at as Table;
}

function put(table: Table, { key, value }: AST.TOMLKeyValue): void {
  let at = table;
  const names = key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
  names.forEach((name, i) => {
    const last = i === names.length - 1;
    if (last || !Object.hasOwn(at, name)) Object.defineProperty(at, name, { value: last ? valueOf(value) : {}, enumerable: true, writable: true, configurable: true });
    at = at[name] as Table;
  });
}

function valueOf(node: AST.TOMLContentNode): unknown {
  if (node.type === 'TOMLArray') return node.elements.map(valueOf);
  if (node.type === 'TOMLValue') return node.kind.includes('date') || node.kind.includes('time') ? (node as AST.TOMLDateTimeValue).datetime : node.value;
  const table: Table = {};
  for (const pair of node.body) put(table, pair);
  return table;
}
