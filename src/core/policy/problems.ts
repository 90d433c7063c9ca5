import type { ConfigNode, Part, Path } from '../config/node.ts';
import { spanAt } from '../config/node.ts';
import type { Severity } from '../finding/finding.ts';
import type { Span, TextDocument } from '../text/document.ts';
import { say, type Message } from '../text/message.ts';
import type { PolicyProblem } from './read.ts';

/** What a problem costs. */
export const effects = {
  noPolicy: say('Nothing in this file approves anything until it is mended.'),
  entryLeftOut: say('This entry approves nothing until it is mended.'),
  itemLeftOut: say('This item approves nothing until it is mended.'),
  deniesNothing: say('This denies nothing until it is mended.'),
  deniesWider: say('Until it is mended, what can be read of it denies whatever the rest says.'),
  strictest: say('Until it is mended, the strictest reading holds.'),
  testLeftOut: say('This test is not run until it is mended.'),
  ignored: say('It has no effect.'),
} as const;

/** An issue as zod reports it (https://zod.dev/error-customization); only what is used here. */
export interface SchemaIssue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly origin?: string;
  readonly format?: string;
  readonly errors?: readonly (readonly SchemaIssue[])[];
}

/** Collects problems of one document, with their places. */
export class ProblemList {
  readonly problems: PolicyProblem[] = [];
  readonly #document: TextDocument;
  readonly #root: ConfigNode | undefined;

  constructor(document: TextDocument, root: ConfigNode | undefined) {
    this.#document = document;
    this.#root = root;
  }

  add(path: Path, message: Message, options: { part?: Part; severity?: Severity; effect?: Message } = {}): void {
    const { part = 'value', severity = 'error', effect } = options;
    const span = this.#root ? spanAt(this.#root, path, part) : { start: 0, end: 0 };
    this.problems.push({ path, part, range: this.#document.rangeOf(span), severity, message, ...(effect && { effect }) });
  }

  /** A place where the text is not JSON. */
  addSyntax(span: Span, message: Message): void {
    this.problems.push({ path: [], part: 'value', range: this.#document.rangeOf(span), severity: 'error', message, effect: effects.noPolicy });
  }

  /** Turn what the schema found at `path` into problems. */
  addIssues(path: Path, issues: readonly SchemaIssue[], value: unknown, effect: Message): void {
    for (const issue of issues) {
      const way = issue.path.filter((step) => typeof step !== 'symbol');
      const at = [...path, ...way];
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys ?? []) {
          this.add([...at, key], say('`{key}` is not known here. Check its spelling, or take it out.', { key }), { part: 'key', effect });
        }
        continue;
      }
      const there = at.length === path.length ? value : valueAt(value, way);
      // What is missing has no place of its own: its map shows it.
      if (there === undefined && way.length > 0) this.add(at.slice(0, -1), say('`{key}` is missing here.', { key: String(way.at(-1)) }), effect === effects.ignored ? {} : { effect });
      else this.add(at, issueMessage(issue), { effect });
    }
  }
}

function valueAt(value: unknown, way: readonly (string | number)[]): unknown {
  let there = value;
  for (const step of way) {
    if (typeof there !== 'object' || there === null || !Object.hasOwn(there, step)) return undefined;
    there = (there as Record<string | number, unknown>)[step];
  }
  return there;
}

const types: Readonly<Record<string, Message>> = {
  string: say('This must be text in double quotes.'),
  number: say('This must be a number.'),
  int: say('This must be a whole number.'),
  boolean: say('This must be `true` or `false`.'),
  array: say('This must be a list in `[` and `]`.'),
  object: say('This must be a map in `{` and `}`.'),
};
const formats: Readonly<Record<string, Message>> = {
  date: say('This must be a date, as `2027-05-31`.'),
  datetime: say('This must be a date and time, as `2026-11-20T09:00:00Z`.'),
  duration: say('This must be a duration, as `PT1H` or `P7D`.'),
  regex: say('This does not have the form that is wanted here.'),
};

function issueMessage(issue: SchemaIssue): Message {
  switch (issue.code) {
    case 'custom':
      return say(issue.message);
    case 'invalid_type':
      return types[issue.expected ?? ''] ?? say('This is of the wrong kind.');
    case 'invalid_value':
      return say('This must be one of: {values}.', { values: (issue.values ?? []).join(', ') });
    case 'invalid_union':
      return issue.errors?.[0]?.[0] ? issueMessage(issue.errors[0][0]) : say('This is of the wrong kind.');
    case 'invalid_format':
      return formats[issue.format ?? ''] ?? formats['regex']!;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int' ? say('This number is too small.') : say('This must not be empty.');
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int' ? say('This number is too large.') : say('This is too long.');
    default:
      return say('This does not have the form that is wanted here.');
  }
}
