import type { ConfigFile } from '../config/config-file.ts';
import type { Identity } from '../identity/identity.ts';
import { purlOf } from '../identity/packages/purl.ts';
import type { IntakeKind, Wanted } from '../policy/intake-schema.ts';
import { denies } from '../policy/document.ts';
import type { Verdict, VerdictState } from '../policy/verdict.ts';
import { joined, say, type Message } from '../text/message.ts';

/** A decision that this user asked for. */
export interface Submission {
  /** ISO 8601. */
  readonly at: string;
  readonly wanted: Wanted;
  readonly kind: IntakeKind;
  /** Where it can be looked at: https, or loopback. */
  readonly link?: string;
  /** What the place that took it calls it. */
  readonly reference?: string;
  /** The server's name and what it launches, as they may be shown. */
  readonly label: string;
  readonly what: string;
  /** What the policy said when it was asked for, where that was more than `unknown`: another decision answers it. */
  readonly was?: VerdictState;
  /** The last day of an exception that was asked for. */
  readonly until?: string;
}

/** What this user asked for, as far as it is known. Never from a workspace: a repository must not say that somebody asked. */
export interface Submissions {
  of(identity: Identity, file: Pick<ConfigFile, 'root'>): Submission | undefined;
}

/**
 * What a submission is about, as a text that is equal for two declarations of the very same thing: the package at that version from that
 * registry, the address, the program where it lies. Undefined where it cannot be told what is launched: hiding never earns another answer.
 */
export function submissionKey(identity: Identity, root: string | undefined): string | undefined {
  switch (identity.kind) {
    case 'package': {
      const { type, name, version, floating, registry, digest } = identity.package;
      return JSON.stringify(['package', purlOf(identity.package) ?? `${type}:${name}`, version ?? '', floating ?? '', registry ?? '', digest ?? '']);
    }
    case 'remote':
      return JSON.stringify(['remote', identity.url, identity.via?.purl ?? '']);
    case 'program': {
      const { program, script, launch } = identity;
      // What is written as a relative path is another file in another folder.
      return JSON.stringify(['program', program, script ?? '', launch.cwd ?? '', root ?? '']);
    }
    case 'opaque':
      return undefined;
  }
}

/** From then on it is said that a submission is old: nobody seems to have looked at it. */
export const oldAfterDays = 90;

/** Whole days between two instants. */
export function daysBetween(earlier: string, later: string): number {
  return Math.floor((Date.parse(later) - Date.parse(earlier)) / 86_400_000);
}

/** What is to be remembered of the verdict at the time of asking. */
export function wasBefore({ state }: Verdict): Pick<Submission, 'was'> {
  return state === 'unknown' || state === 'pending' || state === 'undetermined' ? {} : { was: state };
}

/** Whether the policy has answered: it decided, and otherwise than when it was asked. What cannot be read says nothing, and waiting is no answer. */
export function isAnswered({ was = 'unknown' }: Submission, { state }: Verdict): boolean {
  return state !== 'unknown' && state !== 'pending' && state !== 'undetermined' && state !== was;
}

/**
 * The policy's verdict, or, where nobody decided yet and this user asked for it, `pending`. It never approves, softens no denial, and holds
 * only while the policy would say `unknown`; without a policy nothing is pending, since nobody is there to decide.
 */
export function withSubmission(verdict: Verdict, submission: Submission | undefined, now: string): Verdict {
  if (!submission || verdict.state !== 'unknown' || verdict.code === 'no-policy' || (verdict.entry && denies(verdict.entry.state))) return verdict;
  return {
    state: 'pending',
    code: 'submitted',
    achieved: verdict.achieved,
    required: verdict.required,
    get reason() {
      return pendingReason(submission, now);
    },
    get closest() {
      return verdict.closest;
    },
  };
}

function pendingReason({ at, wanted, link, label, until }: Submission, now: string): Message {
  const args = { name: label, date: at.slice(0, 10), link: link ?? '', until: until ?? '' };
  const asked =
    wanted === 'exception'
      ? say('You asked for an exception for `{name}` until {until} on {date}, and nobody has decided yet.', args)
      : say('You asked for `{name}` to be registered on {date}, and nobody has decided yet.', args);
  const days = daysBetween(at, now);
  return joined(
    asked,
    ...(link === undefined ? [] : [say('See {link}.', args)]),
    ...(days > oldAfterDays ? [say('That is {days} days ago: ask again.', { days })] : []),
    say('It is not approved.'),
  );
}
