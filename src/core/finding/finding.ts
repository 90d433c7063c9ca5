import type { Part, Path } from '../config/node.ts';
import type { Range, Span } from '../text/document.ts';
import type { Message } from '../text/message.ts';

export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];
export type Confidence = 'high' | 'medium' | 'low';

/** One change to a file: in terms of its tree, so that the same fix works in every syntax, or of what stands beside the tree. */
export type Change = TreeChange | TextChange;

/** Put other words in place of some of the text that mean nothing to the tree: a comment. */
export interface TextChange {
  readonly op: 'text';
  readonly span: Span;
  readonly newText: string;
}

export type TreeChange =
  /** Put `value` in place of what stands at `at`. */
  | { readonly op: 'replace'; readonly at: Path; readonly value: unknown }
  /** Add `value` at the end of the list at `at`; the list, and what holds it, is made where it is missing. */
  | { readonly op: 'append'; readonly at: Path; readonly value: unknown }
  /** Add a key to the map at `at`, which exists; behind its last entry. */
  | { readonly op: 'insert'; readonly at: Path; readonly key: string; readonly value: unknown }
  /**
   * Take out the entry or item at `at`, with its comma and the comment behind it on its line, where it begins that line. Comments on lines of
   * their own stay, but for one that says what to ignore about it. Of several, each `at` is the way in the text as it is.
   */
  | { readonly op: 'remove'; readonly at: Path }
  /** Give the entry at `at` another key, which its map does not have yet. */
  | { readonly op: 'rename'; readonly at: Path; readonly key: string };

/** A way to make a finding go away. `safe` ones may be applied without reading them first. */
export interface Fix {
  /** Names the way within its rule: `pin-to-approved`. */
  readonly id: string;
  readonly title: Message;
  readonly safety: 'safe' | 'needs-review';
  readonly changes: readonly Change[];
  /** What the user must know before or after: "rotate the token". */
  readonly note?: Message;
}

/** One observation of one rule, at a path in a file. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly file: string;
  readonly at: Path;
  readonly part: Part;
  readonly range: Range;
  /** The server it is about, by the way to its declaration. */
  readonly server?: Path | undefined;
  /** The model provider it is about, by the way to its declaration. */
  readonly provider?: Path | undefined;
  readonly message: Message;
  readonly fixes: readonly Fix[];
}

/** How severe, as a number: larger is worse. */
export function weight(severity: Severity): number {
  return severities.length - severities.indexOf(severity);
}
