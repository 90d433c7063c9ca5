import { Composer, Lexer, Parser, type CST, type Document, type ErrorCode } from 'yaml';
import { say, type Message } from '../../text/message.ts';
import type { SyntaxProblem } from '../config-file.ts';

/** More levels than any config has, and few enough that the library, which goes through them by calls, does not overflow. */
const maxDepth = 400;

/** What the library makes of a text: its first document, and what is wrong, in our words. */
export interface Composed {
  readonly document: Document.Parsed | undefined;
  readonly problems: SyntaxProblem[];
}

/** @param text with no line end that is a lone carriage return, which the library does not know as one */
export function compose(text: string): Composed {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const problems: SyntaxProblem[] = [];
  let tooDeep = false;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > maxDepth) {
      const at = Math.min(parser.offset, text.length);
      problems.push({ span: { start: at - 1, end: at }, message: say('This is nested too deeply: nothing behind it is read.') });
      tooDeep = true;
      break;
    }
  }
  tokens.push(...parser.end());
  // Not `uniqueKeys`: the library compares every key with every other. `merge` and `<<` are ours to see.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, strict: true, keepSourceTokens: false, logLevel: 'silent' });
  let document: Document.Parsed | undefined;
  for (const next of composer.compose(tokens, true, text.length)) {
    if (!document) document = next;
    else {
      const start = next.contents?.range?.[0] ?? next.range[0];
      problems.push({ span: { start, end: Math.min(text.length, start + 1) }, message: say('A second document begins before this; clients read the first one alone, or nothing.') });
      break;
    }
  }
  const cut = tooDeep ? problems[0]!.span.start : Infinity;
  // What is missing behind the place where reading was broken off is not the author's fault.
  for (const { pos: [start, end], code } of document?.errors ?? []) {
    if (start < cut) problems.push({ span: { start, end: Math.max(end, start + 1) }, message: (messages[code] ?? invalid)() });
  }
  problems.sort((a, b) => a.span.start - b.span.start);
  return { document, problems };
}

export const invalid = (): Message => say('This is not YAML.');

/** Our own words, since the library's quote the text, and what stands in a config may be a secret. */
const messages: Partial<Record<ErrorCode, () => Message>> = {
  BAD_ALIAS: () => say('This alias refers to nothing.'),
  BAD_DIRECTIVE: () => say('YAML has no such directive.'),
  BAD_DQ_ESCAPE: () => say('YAML has no such escape.'),
  BAD_INDENT: () => say('This is not indented as what it belongs to asks for.'),
  BAD_SCALAR_START: () => say('Text that begins like this must stand in quotes.'),
  BLOCK_AS_IMPLICIT_KEY: () => say('A map may not begin on the line of a key; text that holds `: ` must stand in quotes.'),
  BLOCK_IN_FLOW: () => say('Within brackets everything must stand in brackets.'),
  KEY_OVER_1024_CHARS: () => say('This key is too long.'),
  MISSING_CHAR: () => say('A bracket, quote, comma or colon, or a space beside one, is missing here.'),
  MULTILINE_IMPLICIT_KEY: () => say('A key must stand on one line, with a colon behind it.'),
  TAB_AS_INDENT: () => say('YAML is indented by spaces, not by tabs.'),
  TAG_RESOLVE_FAILED: () => say('This is not what its tag says it is.'),
  UNEXPECTED_TOKEN: () => say('This does not belong here.'),
};
