import { combine, type Summary } from '../assess.ts';
import type { Severity } from '../finding/finding.ts';
import type { PolicyState } from '../policy/policy-state.ts';
import type { ReportedFile } from './reported-file.ts';
import { isUnread } from './unread.ts';

/** The sums of a report, counted file by file. */
export class Tally {
  readonly policy: PolicyState;
  summary: Summary;
  readonly findings: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  /** Findings that were set aside, and are counted nowhere else. */
  ignored = 0;
  baselined = 0;
  /** Live files that could not be read, or not wholly. */
  unread = 0;
  /** Whether there was any file at all, but for those that are about other things. */
  found = false;

  constructor(policy: PolicyState) {
    this.policy = policy;
    this.summary = combine({ policy }, []).summary;
  }

  add(part: ReportedFile): void {
    const { files, ...numbers } = combine(this, [part]).summary;
    const sum = this.summary;
    this.summary = {
      files: { ...sum.files, [part.file.status]: sum.files[part.file.status] + files[part.file.status] },
      servers: sum.servers + numbers.servers,
      approved: sum.approved + numbers.approved,
      notApproved: sum.notApproved + numbers.notApproved,
      undetermined: sum.undetermined + numbers.undetermined,
      denied: sum.denied + numbers.denied,
      dormant: sum.dormant + numbers.dormant,
      disabled: sum.disabled + numbers.disabled,
      providers: sum.providers + numbers.providers,
      providersNotApproved: sum.providersNotApproved + numbers.providersNotApproved,
      changed: sum.changed + numbers.changed,
      drifted: sum.drifted + numbers.drifted,
    };
    for (const { severity } of part.findings) this.findings[severity]++;
    this.ignored += part.ignored.length;
    this.baselined += part.baselined?.length ?? 0;
    if (isUnread(part.file)) this.unread++;
    if (part.file.status !== 'absent' && !part.file.aside) this.found = true;
  }
}
