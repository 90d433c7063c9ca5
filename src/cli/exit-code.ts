import { unreadParts } from '../core/policy/policy-state.ts';
import { severities, weight, type Severity } from '../core/finding/finding.ts';
import type { Tally } from '../core/report/tally.ts';

/** What the program can end with, for help and README. When several hold: 2, 1, 4, 5, 3, so that who lets 4 pass while a server is away lets nothing else pass. */
export const exitCodes = [
  { code: 0, meaning: 'Nothing to act on.' },
  { code: 1, meaning: 'A finding at or above --fail-on (warning if not given), or a live server or model provider that the policy does not approve.' },
  { code: 2, meaning: 'Wrong usage, or the program itself failed.' },
  { code: 3, meaning: 'No config file was found: there was nothing to look at.' },
  { code: 4, meaning: 'The policy, a part of it or a registry could not be read: of something it cannot be told whether it is approved.' },
  { code: 5, meaning: 'A live config file could not be read, or not wholly.' },
] as const;

export type ExitCode = (typeof exitCodes)[number]['code'];

/** From which severity on a finding counts; `never`: neither findings nor verdicts do. */
export type FailOn = Severity | 'never';

/** What an assessment with these sums ends the program with. */
export function exitCodeOf({ policy, findings, summary, unread, found }: Tally, failOn: FailOn): ExitCode {
  if (failOn !== 'never' && (summary.notApproved + summary.providersNotApproved > 0 || severities.some((severity) => findings[severity] > 0 && weight(severity) >= weight(failOn)))) return 1;
  if (unreadParts(policy).length > 0 || summary.undetermined > 0) return 4;
  if (unread > 0) return 5;
  return found ? 0 : 3;
}

/** What a code means where it is told of one run: a zero that --fail-on made is no all-clear. */
export function meaningHere(code: ExitCode, { findings, summary }: Tally, failOn: FailOn): string {
  const silent = summary.notApproved + summary.providersNotApproved + findings.error + findings.warning > 0;
  return code === 0 && silent ? `--fail-on ${failOn} lets what stands above pass.` : meaningOf(code);
}

export function meaningOf(code: ExitCode): string {
  return exitCodes.find((row) => row.code === code)!.meaning;
}
