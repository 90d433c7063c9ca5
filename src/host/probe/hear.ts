import type { ServerDeclaration } from '../../core/config/config-file.ts';
import type { Environment } from '../../core/clients/client.ts';
import { unsteadiness } from '../../core/drift/compare.ts';
import type { Drift } from '../../core/drift/drift.ts';
import type { Identity } from '../../core/identity/identity.ts';
import { registeredAs } from '../../core/manifest/launch-mark.ts';
import { fillIn } from '../../core/probe/fill-in.ts';
import { limitsFor } from '../../core/probe/limits-for.ts';
import type { ProbeFailure } from '../../core/probe/outcome.ts';
import type { ProbePlan } from '../../core/probe/plan.ts';
import { repeatedSecrets } from '../../core/probe/repeated.ts';
import { snapshotOf } from '../../core/snapshot/from-voice.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import { say, type Message } from '../../core/text/message.ts';
import { sha256 } from '../evidence/sha256.ts';
import { loadProber } from './load-prober.ts';
import type { SigningIn } from './oauth/signing-in.ts';

export interface HearOptions {
  /** What was asked for, by the variable's id. */
  readonly values: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
  readonly environment: Environment;
  readonly signingIn?: SigningIn;
  /** How long all of it may take, in seconds, where somebody said so. */
  readonly seconds?: number;
}

/** What a server said on its first connection, pinned, and how the second differed. */
export interface HeardTwice {
  readonly kind: 'heard';
  readonly snapshot: Snapshot;
  /** How its two connections differ; absent where they do not. */
  readonly unsteady?: Drift;
  readonly notes: readonly Message[];
}

/**
 * Starts or calls a server as it was planned and agreed to, on the command line and in the editor, and pins what it says. Nothing is given that
 * repeats a secret of the launch, or that could be read in two ways. Never throws for what the server does.
 */
export async function hearTwice({ identity, declaration }: { readonly identity: Identity; readonly declaration: ServerDeclaration }, plan: ProbePlan, { values, seconds, ...options }: HearOptions): Promise<HeardTwice | ProbeFailure> {
  const { listen } = await loadProber();
  const launched = fillIn(plan, values);
  const usual = limitsFor(identity);
  const limits = seconds === undefined ? usual : { ...usual, whole: seconds * 1000, connect: Math.min(usual.connect, seconds * 1000) };
  const outcome = await listen(launched, { ...options, limits, version: __VERSION__ });
  if (outcome.kind === 'failed') return outcome;
  const repeated = repeatedSecrets(plan, launched, values, outcome.voices);
  if (repeated.length > 0) return { kind: 'failed', code: 'refused', message: say('It repeats the value of {names} in what it says of itself, where every model that uses it would read it. None of it is shown or kept. Tell its owner, and change the secret.', { names: repeated.join(', ') }) };
  const subject = registeredAs(identity, declaration.name, sha256);
  const [first, second] = outcome.voices.map((voice) => snapshotOf(voice, subject, sha256)) as [ReturnType<typeof snapshotOf>, ReturnType<typeof snapshotOf>];
  if ('refused' in first) return { kind: 'failed', code: 'protocol', message: first.refused };
  if ('refused' in second) return { kind: 'failed', code: 'protocol', message: second.refused };
  const unsteady = unsteadiness(first, second);
  return { kind: 'heard', snapshot: first, ...(unsteady.changes.length > 0 && { unsteady }), notes: outcome.notes };
}
