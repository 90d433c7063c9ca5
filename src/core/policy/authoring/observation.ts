import { spanAt, type Part, type Path } from '../../config/node.ts';
import { parseJson } from '../../config/json/parse.ts';
import type { Severity } from '../../finding/finding.ts';
import { TextDocument } from '../../text/document.ts';
import type { Message } from '../../text/message.ts';
import type { PolicyProblem } from '../read.ts';

/** What may be said of a policy that reads well, as stable codes. */
export const observationCodes = [
  'never-matches', // nothing can be what the item names
  'never-approves', // what the item fixes is less than the entry requires
  'empty-range', // no version lies in the range
  'contradiction', // one part of the conditions rules out what another allows
  'shadowed-by-denial', // a denial covers all of it
  'shadowed', // another entry speaks of the same and counts first
  'approves-floating', // what runs can be something else tomorrow
  'approves-by-name', // anything can be given the name
  'entry-expired',
  'entry-expires-soon',
  'policy-expired',
  'policy-expires-soon',
  'unexplained', // an approval without owner or reason
] as const;
export type ObservationCode = (typeof observationCodes)[number];

/** Something about a policy that reads well and yet may not do what its author wants. */
export interface PolicyObservation extends PolicyProblem {
  readonly code: ObservationCode;
}

/** An observation before its place in the text is looked up. */
export interface Seen {
  readonly code: ObservationCode;
  readonly path: Path;
  readonly part?: Part;
  readonly severity: Severity;
  readonly message: Message;
}

/** Observations with their places; the text is read again only where there are some. */
export function placed(text: string, seen: readonly Seen[]): PolicyObservation[] {
  if (seen.length === 0) return [];
  const { tree } = parseJson(text);
  const document = new TextDocument(text);
  return seen.map(({ code, path, part = 'value', severity, message }) => {
    const span = tree ? spanAt(tree, path, part) : { start: 0, end: 0 };
    return { code, path, part, range: document.rangeOf(span), severity, message };
  });
}
