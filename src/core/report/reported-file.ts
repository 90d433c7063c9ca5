import type { FileAssessment } from '../assess.ts';
import type { Finding } from '../finding/finding.ts';
import type { BaselineEntry } from './baseline.ts';

/** A finding that was there when the baseline was taken, and does not count. */
export interface BaselinedFinding {
  readonly finding: Finding;
  readonly entry: BaselineEntry;
}

/** One file's part of a report: its assessment, and what of it was set aside. `findings` are those that count. */
export interface ReportedFile extends FileAssessment {
  readonly baselined?: readonly BaselinedFinding[];
  /** What names a finding from one run to the next, where that is asked for: of those that count and of those set aside. */
  readonly fingerprints?: ReadonlyMap<Finding, string>;
}
