import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Plan, Compiled } from '../../../../src/core/native/compile/plan.ts';
import { addressOf, bare } from '../../../../src/core/native/compile/bare.ts';
import { liesIn } from '../../../../src/core/native/compile/regions.ts';
import { planOf } from '../../../../src/core/native/compile/plan-of.ts';
import { isFloating } from '../../../../src/core/native/compile/planned-commands.ts';
import type { Judgement, NativeSubject } from '../../../../src/core/native/native.ts';
import { approves } from '../../../../src/core/policy/verdict.ts';
import { render } from '../../../../src/core/text/message.ts';
import { now } from '../../policy/subjects.ts';
import { declarations, written, type Written } from './declarations.ts';
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
  /** Two of three declarations have the name that the plan has for what they are made from: for clients that go by names. */
  readonly underTheirNames?: boolean;
  readonly policies?: number;
  /** No command line is allowed that can start something else tomorrow, although the policy takes it. */
  readonly refusesFloating?: boolean;
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
 * @throws AssertionError that names each kind of case in which it is not so, with the policy and the declaration of one
 */
export function prove({ compile, enforce, client, refusesFloating = false, underTheirNames = false, mode = 'allow-and-deny', policies: count = 420, each = 24 }: Trial): Tally {
  const tally: Tally = { cases: 0, allowedApproved: 0, blockedNotApproved: 0, letsThrough: 0, blocks: 0, undetermined: 0 };
  const failures = new Map<string, string>();
  const samples = fc.sample(fc.tuple(policies, fc.array(declarations, { minLength: each, maxLength: each }), fc.nat(3)), { numRuns: count, seed });
  for (const [documents, drawn, inUse] of samples) {
    const policy = policyFrom(documents);
    // What to declare is drawn from what could be allowed, whether it is said or not.
    const named = planOf(policy, { now, mode: 'allow-and-deny', seen: [] });
    const subjects = drawn.map((one, i) => {
      const server = written(one, named);
      const whats = one.changes.map(({ what }) => what).join(', ');
      return { server, whats, subject: declaredIn((underTheirNames && i % 3 > 0 ? nameOf(one.base(named), named) : undefined) ?? one.name, server as Record<string, unknown>, client, one.changes.find(({ folder }) => folder)?.folder) };
    });
    const plan = planOf(policy, { now, mode, seen: subjects.slice(0, inUse * 2).map(({ subject }) => subject) });
    const compiled = compile(plan);
    const judge = enforce(compiled);
    for (const { server, whats, subject } of subjects) {
      tally.cases++;
      const outcome = judge(subject);
      const verdict = policy.decide(subject, now);
      const approved = approves(verdict);
      if (refusesFloating && mode === 'allow-and-deny' && outcome === 'allowed' && isFloating(subject.identity)) failures.set(`floating: ${whats}`, JSON.stringify(server));
      if (outcome === 'undetermined') tally.undetermined++;
      else if ((outcome === 'allowed') === approved) tally[approved ? 'allowedApproved' : 'blockedNotApproved']++;
      else {
        const direction = approved ? 'blocks' : 'lets-through';
        if (compiled.losses.some((loss) => loss.direction === direction && loss.covers(subject))) tally[approved ? 'blocks' : 'letsThrough']++;
        else failures.set(`${outcome}: ${whats}`, `${JSON.stringify({ [subject.server.name]: server })} is ${outcome}, and ${verdict.state} (${verdict.code}: ${render(verdict.reason)}); no loss says so. Policy: ${JSON.stringify(documents)}\nWritten: ${compiled.files[0]?.text.slice(0, 3000)}`);
      }
    }
  }
  assert.equal(failures.size, 0, [...failures].slice(0, 12).map(([key, text]) => `${key}\n${text}`).join('\n\n'));
  return tally;
}

/** Fails where too little happened for the proof to mean anything. */
export function enough(tally: Tally, mode: Plan['mode'] = 'allow-and-deny'): void {
  if (process.env['PROOF_TALLY']) console.log(tally);
  const wanted: Readonly<Partial<Tally>> = mode === 'deny-only' ? { cases: 3000, allowedApproved: 200, blockedNotApproved: 200, letsThrough: 500 } : { cases: 10_000, allowedApproved: 1000, blockedNotApproved: 3000, letsThrough: 150, blocks: 150 };
  for (const [key, least] of Object.entries(wanted)) assert.ok(tally[key as keyof Tally] >= least, `${key}: ${tally[key as keyof Tally]}, at least ${least} wanted`);
  assert.ok(tally.undetermined < tally.cases / 10, `undetermined: ${tally.undetermined} of ${tally.cases}`);
}

/** The name under which a plan has a declaration. */
function nameOf({ command, args = [], url }: Written, { commands, addresses }: Plan): string | undefined {
  if (command !== undefined) return commands.find(({ argv }) => JSON.stringify(argv) === JSON.stringify([command, ...args]))?.names[0];
  const address = url === undefined ? undefined : addressOf(bare({ url }));
  return address && addresses.find((region) => liesIn(region, address))?.names[0];
}
