import { createScanner } from 'jsonc-parser';
import type { Span } from '../../text/document.ts';
import { say, type Message } from '../../text/message.ts';
import type { SyntaxProblem } from '../config-file.ts';
import type { ParsedText } from '../syntax.ts';
import type { ConfigNode } from '../node.ts';
import { PlacedArray, PlacedEntry, PlacedObject, PlacedScalar } from '../placed-node.ts';

// jsonc-parser declares SyntaxKind as a const enum, which isolated modules cannot read: the numbers are its own.
const kind = {
  openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, comma: 5, colon: 6,
  null: 7, true: 8, false: 9, string: 10, number: 11,
  lineComment: 12, blockComment: 13, lineBreak: 14, trivia: 15, unknown: 16, eof: 17,
} as const satisfies Record<string, number>;

interface OpenObject { kind: 'object'; start: number; entries: PlacedEntry[]; state: 'key' | 'colon' | 'value' | 'comma' }
interface OpenArray { kind: 'array'; start: number; items: ConfigNode[]; state: 'value' | 'comma' }

const maxProblems = 50;

/**
 * Read JSON with comments and trailing commas into a tree, keeping what can be kept of a half-typed text.
 *
 * The tokens are jsonc-parser's (what VS Code uses); the tree is built here on an explicit stack, because that library's
 * own tree builder recurses and overflows at some 8,000 levels, and because duplicate keys must survive.
 * A byte order mark is skipped; all offsets are into the text as given. Never throws.
 */
export function parseJson(text: string): ParsedText {
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const scanner = createScanner(text, false);
  const problems: SyntaxProblem[] = [];
  const failed = (): boolean => (scanner.getTokenError() as number) !== 0;
  const stack: (OpenObject | OpenArray)[] = [];
  /** How many of each kind the stack holds: a bracket that closes nothing must not cost a walk over the whole stack. */
  const open = { object: 0, array: 0 };
  let root: ConfigNode | undefined;
  let relaxed: Span | undefined;
  let comma = 0;

  const problem = (span: Span, message: Message): void => {
    if (problems.length < maxProblems) problems.push({ span, message });
  };

  const place = (node: ConfigNode): void => {
    const top = stack.at(-1);
    if (!top) {
      if (root) problem(node.span, say('Only one value may stand in the file; this is a second one.'));
      else root = node;
    } else if (top.kind === 'array') {
      if (top.state === 'comma') problem(node.span, say('A comma is missing before this.'));
      top.items.push(node);
      top.state = 'comma';
    } else if (top.state === 'value' || top.state === 'colon') {
      if (top.state === 'colon') problem(node.span, say('A colon is missing before this.'));
      top.entries.at(-1)!.value = node;
      top.state = 'comma';
    } else {
      problem(node.span, say('A key in double quotes belongs here.'));
    }
  };

  const close = (end: number): void => {
    const top = stack.pop()!;
    open[top.kind]--;
    // Copies, since a list that has grown holds room for more, of which a large file would keep thousands.
    place(top.kind === 'object' ? new PlacedObject(top.start, end, top.entries.slice()) : new PlacedArray(top.start, end, top.items.slice()));
  };

  for (let from = bom; ; ) {
    // White space is passed over here: the scanner would put it together as a text, character by character.
    while (isSpace(text.charCodeAt(from))) from++;
    scanner.setPosition(from);
    const token = scanner.scan() as number;
    from = scanner.getPosition();
    const start = scanner.getTokenOffset();
    // The scanner counts one character too many for a text that ends in `/*`.
    const end = Math.min(start + scanner.getTokenLength(), text.length);
    if (token === kind.trivia || token === kind.lineBreak) continue;
    if (token === kind.lineComment || token === kind.blockComment) {
      relaxed ??= { start, end };
      if (token === kind.blockComment && failed()) problem({ start, end }, say('This comment is not closed.'));
      continue;
    }
    if (token === kind.eof) break;
    const top = stack.at(-1);
    switch (token) {
      case kind.openBrace:
        stack.push({ kind: 'object', start, entries: [], state: 'key' });
        open.object++;
        break;
      case kind.openBracket:
        stack.push({ kind: 'array', start, items: [], state: 'value' });
        open.array++;
        break;
      case kind.closeBrace:
      case kind.closeBracket: {
        const wanted = token === kind.closeBrace ? 'object' : 'array';
        if (open[wanted] === 0) {
          problem({ start, end }, say('This bracket closes nothing.'));
          break;
        }
        let depth = stack.length - 1;
        while (stack[depth]!.kind !== wanted) depth--;
        if (depth < stack.length - 1) problem({ start, end }, say('A bracket opened before this one is not closed.'));
        while (stack.length - 1 > depth) close(start);
        const closing = stack[depth]!;
        if (closing.kind === 'object' && (closing.state === 'value' || closing.state === 'colon')) problem({ start, end }, say('A value is missing before this.'));
        if (closing.kind === 'object' ? closing.state === 'key' && closing.entries.length > 0 : closing.state === 'value' && closing.items.length > 0) relaxed ??= { start: comma, end: comma + 1 };
        close(end);
        break;
      }
      case kind.comma:
        if (top?.state !== 'comma') problem({ start, end }, say('Something is missing before this comma.'));
        comma = start;
        if (top) top.state = top.kind === 'object' ? 'key' : 'value';
        break;
      case kind.colon:
        if (top?.kind === 'object' && top.state === 'colon') top.state = 'value';
        else problem({ start, end }, say('This colon does not belong here.'));
        break;
      case kind.string: {
        const value = scanner.getTokenValue();
        if (failed()) problem({ start, end }, say('This text is not closed, or holds a character that JSON does not allow.'));
        if (top?.kind === 'object' && top.state !== 'value' && top.state !== 'colon') {
          if (top.state === 'comma') problem({ start, end }, say('A comma is missing before this.'));
          top.entries.push(new PlacedEntry(value, start, end));
          top.state = 'colon';
        } else if (top?.kind === 'object' && top.state === 'colon' && startsEntry(text, end)) {
          // `"command"` newline `"args": […]`: the first is a key without a value, not a value without a colon.
          problem(top.entries.at(-1)!.keySpan, say('A value is missing behind this key.'));
          top.entries.push(new PlacedEntry(value, start, end));
        } else if (top?.kind === 'object' && top.state === 'value' && startsEntry(text, end)) {
          problem(top.entries.at(-1)!.keySpan, say('A value is missing behind this key.'));
          top.entries.push(new PlacedEntry(value, start, end));
          top.state = 'colon';
        } else {
          place(new PlacedScalar('string', start, end, value));
        }
        break;
      }
      case kind.number:
        if (failed()) problem({ start, end }, say('This number is not complete.'));
        place(new PlacedScalar('number', start, end, Number(scanner.getTokenValue())));
        break;
      case kind.true:
      case kind.false:
        place(new PlacedScalar('boolean', start, end, token === kind.true));
        break;
      case kind.null:
        place(new PlacedScalar('null', start, end, null));
        break;
      default:
        problem({ start, end }, /^(<{7}|={7}|>{7}|\|{7})/.test(text.slice(start, start + 7)) ? say('A merge conflict is not resolved here.') : say('This is not JSON.'));
    }
  }
  if (stack.length > 0) {
    problem({ start: stack.at(-1)!.start, end: stack.at(-1)!.start + 1 }, say('This bracket is not closed.'));
    while (stack.length > 0) close(text.length);
  }
  return { ...(root && { tree: root }), problems, ...(relaxed && { relaxed }) };
}

/** Whether a colon is the next thing behind `offset`, spaces aside. */
function startsEntry(text: string, offset: number): boolean {
  let at = offset;
  while (isSpace(text.charCodeAt(at))) at++;
  return text[at] === ':';
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
