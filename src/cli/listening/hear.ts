import type { AssessedServer } from '../../core/assess.ts';
import { unsteadiness } from '../../core/drift/compare.ts';
import type { Drift } from '../../core/drift/drift.ts';
import { voiceKey } from '../../core/listening/voice-key.ts';
import { fingerprint, registeredAs } from '../../core/manifest/launch-mark.ts';
import { fillIn } from '../../core/probe/fill-in.ts';
import { limitsFor } from '../../core/probe/limits-for.ts';
import type { Seal } from '../../core/launch/launch.ts';
import { changedMeanwhile, type ProbePlan } from '../../core/probe/plan.ts';
import { repeatedSecrets } from '../../core/probe/repeated.ts';
import { snapshotOf } from '../../core/snapshot/from-voice.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import { say, type Message } from '../../core/text/message.ts';
import { sha256 } from '../../host/evidence/sha256.ts';
import { realEnvironment } from '../../host/files/environment.ts';
import { loadProber } from '../../host/probe/load-prober.ts';
import { planned } from './planned.ts';
import { signingIn } from './signing-in.ts';

/** What a server said. */
export interface Heard {
  readonly snapshot: Snapshot;
  readonly at: string;
  /** How its two connections differ; absent where they do not. */
  readonly unsteady?: Drift;
  readonly notes: readonly Message[];
  /** `fingerprint` of what was started or called. */
  readonly launch: string;
}

/** Nothing was heard, and why; the last lines of its error output, where there are some. */
export interface NotHeard {
  readonly failed: Message;
  readonly output?: string;
}

/** Starts or calls what somebody agreed to, and pins what it says. Never throws. */
export async function hear(server: AssessedServer, plan: ProbePlan, answers: ReadonlyMap<string, string>, seconds: number | undefined, signal: AbortSignal, seal: Seal): Promise<Heard | NotHeard> {
  // The question may have stood there for long: another program, another file of variables is another launch.
  const { plan: now } = planned(server, seal);
  if ('refused' in now) return { failed: now.refused };
  if (now.seal !== plan.seal) return { failed: changedMeanwhile };
  const { declaration, identity } = server;
  const target = fillIn(plan, answers);
  const usual = limitsFor(identity);
  const limits = seconds === undefined ? usual : { ...usual, whole: seconds * 1000, connect: Math.min(usual.connect, seconds * 1000) };
  const { listen } = await loadProber();
  const outcome = await listen(target, { limits, signal, environment: realEnvironment(), version: __VERSION__, signingIn });
  if (outcome.kind === 'failed') return { failed: outcome.message, ...(outcome.output !== undefined && outcome.output !== '' && { output: outcome.output }) };
  const repeated = repeatedSecrets(plan, target, answers, outcome.voices);
  if (repeated.length > 0) return { failed: say('It repeats the value of {names} in what it says of itself. A secret does not belong there: what it says is neither shown nor kept. Tell its owner, and change the secret.', { names: repeated.join(', ') }) };
  const subject = registeredAs(identity, declaration.name, sha256);
  const [first, second] = outcome.voices.map((voice) => snapshotOf(voice, subject, sha256)) as [ReturnType<typeof snapshotOf>, ReturnType<typeof snapshotOf>];
  if ('refused' in first) return { failed: first.refused };
  if ('refused' in second) return { failed: second.refused };
  const unsteady = unsteadiness(first, second);
  return { snapshot: first, at: new Date().toISOString(), ...(unsteady.changes.length > 0 && { unsteady }), notes: outcome.notes, launch: fingerprint(declaration, identity, sha256) };
}

/** What a server's voice is remembered by. */
export function keyOf({ file, declaration, identity }: AssessedServer): string {
  return voiceKey(file, identity, declaration.name, sha256);
}

/** Runs while processes may be on: ends them when the program is told to end, and ends only then. */
export async function interruptible<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const control = new AbortController();
  const stop = (): void => control.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, stop);
  try {
    return await run(control.signal);
  } finally {
    for (const name of signals) process.off(name, stop);
  }
}
