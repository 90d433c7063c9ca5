import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Plan, Compiled } from '../../../../src/core/native/compile/plan.ts';
import { planOf } from '../../../../src/core/native/compile/plan-of.ts';
import type { Judgement, NativeSubject } from '../../../../src/core/native/native.ts';
import { approves } from '../../../../src/core/policy/verdict.ts';
import { render } from '../../../../src/core/text/message.ts';
import { now } from '../../policy/subjects.ts';
import { declarations, written } from './declarations.ts';
import { declaredIn } from './declared.ts';
import { policies, policyFrom } from './policies.ts';

/** How a target is tried: what it writes, and what its client makes of that text. */
export interface Trial {
  readonly compile: (plan: Plan) => Compiled;
  /** The client's own evaluator over what was written, read back from its text. */
  readonly enforce: (compiled: Compiled) => (subject: NativeSubject) => Judgement['outcome'];
  /** In whose files the declarations stand. */
  readonly client: string;
  readonly mode?: Plan['mode'];
  readonly policies?: number;
  /** How many declarations each policy is held against. */
  readonly each?: number;
}

export interface Tally {
  cases: number;
  allowedApproved: number;
  blockedNotApproved: number;
  letsThrough: number;
  blocks: number;
  undetermined: number;
}

/** The same on every run, so that a failure is found again; `PROOF_SEED` tries another. */
const seed = Number(process.env['PROOF_SEED'] ?? 20261121);

/**
 * Holds a compiled policy against the policy itself, declaration by declaration: the client allows nothing that is not approved and blocks
 * nothing that is, but for what a loss says. Gives how often each of it happened, so that a proof that proves nothing is noticed.
 */
export function prove({ compile, enforce, client, mode = 'allow-and-deny', policies: count = 500, each = 24 }: Trial): Tally {
  const tally: Tally = { cases: 0, allowedApproved: 0, blockedNotApproved: 0, letsThrough: 0, blocks: 0, undetermined: 0 };
  fc.assert(
    fc.property(policies, fc.array(declarations, { minLength: each, maxLength: each }), fc.nat(3), (documents, drawn, inUse) => {
      const policy = policyFrom(documents);
      const unseen = planOf(policy, { now, mode, seen: [] });
      const subjects = drawn.map((one) => ({ one, server: written(one, unseen) })).map(({ one, server }) => ({ server, subject: declaredIn(one.name, server as Record<string, unknown>, client, one.changes.find(({ folder }) => folder)?.folder) }));
      const plan = inUse === 0 ? unseen : planOf(policy, { now, mode, seen: subjects.slice(0, inUse * 2).map(({ subject }) => subject) });
      const compiled = compile(plan);
      const judge = enforce(compiled);
      for (const { server, subject } of subjects) {
        tally.cases++;
        const outcome = judge(subject);
        const verdict = policy.decide(subject, now);
        const approved = approves(verdict);
        if (outcome === 'undetermined') tally.undetermined++;
        else if ((outcome === 'allowed') === approved) tally[approved ? 'allowedApproved' : 'blockedNotApproved']++;
        else {
          const direction = approved ? 'blocks' : 'lets-through';
          const loss = compiled.losses.find((each) => each.direction === direction && each.covers(subject));
          assert.ok(loss, `The client ${outcome} ${JSON.stringify({ [subject.server.name]: server })}, which is ${verdict.state} (${verdict.code}: ${render(verdict.reason)}), and no loss says so. Written: ${compiled.files.map(({ text }) => text).join('\n')}`);
          tally[direction === 'blocks' ? 'blocks' : 'letsThrough']++;
        }
      }
    }),
    { numRuns: count, seed, endOnFailure: true },
  );
  return tally;
}
