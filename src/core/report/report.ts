import type { FileAssessment } from '../assess.ts';
import type { Message } from '../text/message.ts';

/** What a report tells beside the assessment itself. */
export interface ReportContext {
  readonly notLookedInto: readonly { readonly path: string; readonly reason: Message }[];
  /** How files below each folder were found: by git's index and list of untracked files, or folder by folder, and why so. */
  readonly searched?: readonly { readonly path: string; readonly way: { readonly by: 'git' | 'walk'; readonly why?: Message } }[];
  /** What the program ends with. */
  readonly exit: { readonly code: number; readonly meaning: string };
}

/**
 * A report in the making. It takes one file at a time and keeps of it only what it will print, so that ten thousand files
 * fit into little memory; coverage comes first, so nothing is printed before all are there.
 */
export interface ReportWriter {
  add(part: FileAssessment): void;
  /** The text, in pieces. */
  print(context: ReportContext): Iterable<string>;
}
