import { render } from '../../text/message.ts';
import type { Compiled } from '../compile/plan.ts';
import { counts, letsThrough, type LossReport } from './loss-report.ts';

/** What was compiled, and what is lost in it, for programs. Fields are added within a version, and never change their meaning. */
export function compiledJson(report: LossReport, { files, delivery }: Compiled): object {
  const { targetId, mode, policies, groups, servers } = report;
  return {
    schemaVersion: 1,
    target: targetId,
    mode,
    policies,
    files: files.map(({ name, text }) => ({ name, text })),
    delivery,
    letsThrough: letsThrough(report),
    servers: { seen: servers.seen, letThrough: servers.letThrough, blocked: servers.blocked },
    losses: groups.flatMap(({ direction, dimension, losses }) =>
      losses.map((loss) => ({ direction, dimension, entry: loss.entry ?? null, message: render(loss.message), counts: counts(loss), servers: loss.servers }))),
  };
}
