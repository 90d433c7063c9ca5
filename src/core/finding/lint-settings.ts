import type { Severity } from './finding.ts';

/** What a user (and, to raise a severity only, a workspace) says of rules. The policy's word stands in the policy itself. */
export interface LintSettings {
  /** `strict`: rules speak too that not everybody wants to hear. Absent: `default`. */
  readonly audience?: 'default' | 'strict';
  /** The user's own severities, by rule. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
  /** What workspace folders ask for, by folder (`ConfigFile.root`): it counts only where it is more severe than what holds without it. */
  readonly raised?: ReadonlyMap<string, Readonly<Record<string, Severity>>>;
  /** The user's own ignores. */
  readonly ignores?: readonly Ignore[];
}

/** A finding that is known and accepted: which, why, and until when. */
export interface Ignore {
  readonly rule: string;
  /** The files it is about, as a pattern matched from the end of their path; absent: any. */
  readonly file?: string | undefined;
  /** The server it is about, by its name; absent: any. */
  readonly server?: string | undefined;
  readonly reason: string;
  /** The last day on which it holds (UTC), as `2027-05-31`. */
  readonly expires?: string | undefined;
}
