import type { Message } from '../text/message.ts';
import type { BaselineSums } from './baseline.ts';
import type { ReportedFile } from './reported-file.ts';

/** What a report tells beside the assessment itself. */
export interface ReportContext {
  readonly notLookedInto: readonly { readonly path: string; readonly reason: Message }[];
  /** How files below each folder were found: by git's index and list of untracked files, or folder by folder, and why so. */
  readonly searched?: readonly { readonly path: string; readonly way: { readonly by: 'git' | 'walk'; readonly why?: Message } }[];
  /** Where only what changed is judged: since what, how many files that is, and how many are as before. */
  readonly changed?: { readonly since: string; readonly judged: number; readonly left: number };
  /** Where findings are held against a baseline. */
  readonly baseline?: BaselineSums;
  /** What the program ends with. */
  readonly exit: { readonly code: number; readonly meaning: string };
}

/**
 * A report in the making. It takes one file at a time and keeps of it only what it will print, so that ten thousand files
 * fit into little memory; coverage comes first, so nothing is printed before all are there.
 */
export interface ReportWriter {
  add(part: ReportedFile): void;
  /** The text, in pieces. */
  print(context: ReportContext): Iterable<string>;
}
