import { createScanner } from 'jsonc-parser';
import type { Span } from '../../text/document.ts';

/** The comments of a JSON text, by the tokens that `parseJson` reads. */
export function jsonComments(text: string): Span[] {
  const scanner = createScanner(text, false);
  const found: Span[] = [];
  // `/` begins nothing else in JSON: what stands between is passed over a string at a time.
  for (let at = 0; at < text.length; ) {
    const c = text[at];
    if (c !== '"' && c !== '/') {
      at++;
      continue;
    }
    scanner.setPosition(at);
    const token = scanner.scan() as number;
    const end = Math.min(Math.max(scanner.getPosition(), at + 1), text.length);
    if (token === lineComment || token === blockComment) found.push({ start: at, end });
    at = end;
  }
  return found;
}

const lineComment = 12;
const blockComment = 13;
