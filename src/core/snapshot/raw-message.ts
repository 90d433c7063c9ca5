import { say, type Message } from '../text/message.ts';

/** Why a text is not read. */
export interface Refused {
  readonly refused: Message;
}

/**
 * The raw text of a part of a message, byte for byte as it came: what parses it would lose which of two equal keys it was, and numbers that
 * a double does not hold. Undefined: nothing stands there. Refused: the text is not JSON, or a key of the way stands twice, so that it
 * depends on who reads which of the two counts (RFC 8259, 4). What lies within the part is not judged here (`strict-json.ts`).
 * @param path keys from the outermost object: `['result']`
 */
export function rawPart(text: string, path: readonly string[]): string | undefined | Refused {
  const found = spanOf(text, path);
  return found === undefined || 'refused' in found ? found : text.slice(found.start, found.end);
}

/** The raw texts of the items of a list in a message, in their order: `rawElements(line, ['result', 'tools'])`. Undefined: no list stands there. */
export function rawElements(text: string, path: readonly string[]): readonly string[] | undefined | Refused {
  const found = spanOf(text, path);
  if (found === undefined || 'refused' in found) return found;
  if (text[found.start] !== '[') return undefined;
  const items: string[] = [];
  for (let at = afterBlanks(text, found.start + 1); text[at] !== ']'; ) {
    const end = endOfValue(text, at);
    items.push(text.slice(at, end));
    at = afterBlanks(text, end);
    if (text[at] === ',') at = afterBlanks(text, at + 1);
  }
  return items;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function spanOf(text: string, path: readonly string[]): Span | undefined | Refused {
  try {
    // All that follows takes for granted that the text is valid. Not recursive in V8, so that no depth brings it down.
    JSON.parse(text);
  } catch {
    return { refused: say('What the server sent is no JSON.') };
  }
  let start = afterBlanks(text, 0);
  for (const key of path) {
    const member = memberOf(text, start, key);
    if (typeof member !== 'number') return member;
    start = member;
  }
  return { start, end: endOfValue(text, start) };
}

/** Where the value of a key begins; undefined where there is no such key, or no object. */
function memberOf(text: string, object: number, wanted: string): number | undefined | Refused {
  if (text[object] !== '{') return undefined;
  let found: number | undefined;
  for (let at = afterBlanks(text, object + 1); text[at] !== '}'; ) {
    const end = endOfString(text, at);
    const value = afterBlanks(text, afterBlanks(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === wanted) {
      if (found !== undefined) return { refused: say('The key `{key}` stands twice in what the server sent, so that it depends on the reader which of the two counts.', { key: wanted }) };
      found = value;
    }
    at = afterBlanks(text, endOfValue(text, value));
    if (text[at] === ',') at = afterBlanks(text, at + 1);
  }
  return found;
}

/** Past the value that begins at `start`, in valid JSON. */
function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first !== '{' && first !== '[') return endOfWord(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const c = text[at];
    if (c === '"') at = endOfString(text, at) - 1;
    else if (c === '{' || c === '[') depth++;
    else if ((c === '}' || c === ']') && --depth === 0) return at + 1;
  }
  return text.length;
}

/** Past a number, `true`, `false` or `null`. */
function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && !/[\s,\]}]/.test(text[at]!)) at++;
  return at;
}

/** Past the string whose quote stands at `start`, in valid JSON. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 0x22) return at + 1;
    if (c === 0x5c) at++;
  }
  return text.length;
}

function afterBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return at;
}
