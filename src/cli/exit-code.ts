import type { Assessment } from '../core/assess.ts';
import { weight, type Severity } from '../core/finding/finding.ts';

/** What the program can end with, for help and README. When several hold: 2, 4, 1, 5, 3. */
export const exitCodes = [
  { code: 0, meaning: 'Nothing to act on.' },
  { code: 1, meaning: 'A finding at or above --fail-on (warning if not given), or a live server that the policy does not approve.' },
  { code: 2, meaning: 'Wrong usage, or the program itself failed.' },
  { code: 3, meaning: 'No config file was found: there was nothing to look at.' },
  { code: 4, meaning: 'The policy cannot be used.' },
  { code: 5, meaning: 'A live config file could not be read, or not wholly.' },
] as const;

export type ExitCode = (typeof exitCodes)[number]['code'];

/** From which severity on a finding counts; `never`: neither findings nor verdicts do. */
export type FailOn = Severity | 'never';

/** What an assessment ends the program with. */
export function exitCodeOf({ policy, findings, summary, files }: Pick<Assessment, 'policy' | 'findings' | 'summary' | 'files'>, failOn: FailOn): ExitCode {
  if (policy.kind === 'unusable') return 4;
  if (failOn !== 'never' && (summary.notApproved > 0 || findings.some((finding) => weight(finding.severity) >= weight(failOn)))) return 1;
  if (files.some((file) => file.live && (file.status === 'unreadable' || file.status === 'invalid' || file.status === 'partial'))) return 5;
  if (files.every((file) => file.status === 'absent')) return 3;
  return 0;
}

export function meaningOf(code: ExitCode): string {
  return exitCodes.find((row) => row.code === code)!.meaning;
}
