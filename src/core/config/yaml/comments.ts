import { Lexer } from 'yaml';
import type { Span } from '../../text/document.ts';
import { limit } from './parse.ts';

/** The comments of a YAML text, as the library's lexer finds them: what of a text begins with `#` is none. */
export function yamlComments(text: string, { start, end }: Span = { start: 0, end: text.length }): readonly Span[] {
  const found: Span[] = [];
  // Not read either: see `parseYaml`.
  if (end - start > limit) return found;
  let at = start;
  let isText = false;
  try {
    // A lone carriage return is a line end, as in `parseYaml`; offsets stay.
    for (const lexeme of new Lexer().lex(text.slice(start, end).replace(/^\ufeff|\r(?!\n)/g, '\n'))) {
      // Marks of the lexer's own, which no text stands for.
      if (lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f') {
        isText = lexeme === '\u001f';
        continue;
      }
      if (lexeme.startsWith('#') && !isText) found.push({ start: at, end: at + lexeme.trimEnd().length });
      isText = false;
      at += lexeme.length;
    }
  } catch {
    // The library is large, and the text may be hostile.
  }
  return found;
}
