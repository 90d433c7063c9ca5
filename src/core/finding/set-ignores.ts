import { ruleCalled } from '../rules/rules.ts';
import { fitsFromEnd } from './file-pattern.ts';
import type { Finding } from './finding.ts';
import { shortestReason, type IgnoredFinding } from './ignored.ts';
import type { Ignore } from './lint-settings.ts';
import { lockedBy, type Ruling } from './ruling.ts';

/** Says of a finding who accepted it in settings or policy; undefined where nobody did. */
export type Accepted = (finding: Finding) => Omit<IgnoredFinding, 'finding'> | undefined;

/**
 * What settings and policy accept in one file. The user's word does nothing for a rule that the policy locks or that tells its verdicts; a
 * document's does nothing where another one locks the rule, and for a verdict all of them must say it.
 * @param serverOf the name of the server that a finding is about
 * @param now an ISO 8601 instant
 * @returns undefined where nothing is accepted in this file
 */
export function setIgnores({ lint, policy }: Ruling, path: string, serverOf: (finding: Finding) => string | undefined, now: string): Accepted | undefined {
  const today = dayOf(now);
  const here = (ignores: readonly Ignore[] | undefined): readonly Ignore[] =>
    (ignores ?? []).filter(({ file, expires, reason }) => reason.trim().length >= shortestReason && holds(expires, today) && (file === undefined || fitsFromEnd(file, path)));
  const ofUser = here(lint.ignores);
  const layers = (policy?.layers ?? []).filter(({ approves }) => approves).map(({ document }) => ({ document, ignores: here(document.ignores) }));
  if (ofUser.length === 0 && layers.every(({ ignores }) => ignores.length === 0)) return undefined;
  return (finding) => {
    const { ruleId } = finding;
    const about = (ignores: readonly Ignore[]): Ignore | undefined => ignores.find(({ rule, server }) => rule === ruleId && (server === undefined || server === serverOf(finding)));
    const verdict = ruleCalled(ruleId)?.verdict ?? false;
    const locks = lockedBy(policy, ruleId);
    const mine = !verdict && locks.length === 0 ? about(ofUser) : undefined;
    if (mine) return told(mine, 'user');
    const saying = layers.flatMap(({ document, ignores }) => {
      const ignore = about(ignores);
      return ignore ? [{ document, ignore }] : [];
    });
    const first = saying[0];
    if (!first || (verdict && saying.length < layers.length) || locks.some((document) => saying.every((one) => one.document !== document))) return undefined;
    return told(first.ignore, 'policy');
  };
}

function told({ reason, expires }: Ignore, by: IgnoredFinding['by']): Omit<IgnoredFinding, 'finding'> {
  return { reason, by, ...(expires !== undefined && { expires }) };
}

function dayOf(now: string): string {
  const instant = new Date(now);
  return Number.isNaN(instant.getTime()) ? '' : instant.toISOString().slice(0, 10);
}

/** What is no day holds no more, and where it is not known which day it is nothing that ends does. */
function holds(expires: string | undefined, today: string): boolean {
  return expires === undefined || (/^\d{4}-\d\d-\d\d$/.test(expires) && today !== '' && today <= expires);
}
