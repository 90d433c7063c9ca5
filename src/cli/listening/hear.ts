import type { AssessedServer } from '../../core/assess.ts';
import type { Drift } from '../../core/drift/drift.ts';
import type { Seal } from '../../core/launch/launch.ts';
import { voiceKey } from '../../core/listening/voice-key.ts';
import { fingerprint } from '../../core/manifest/launch-mark.ts';
import { changedMeanwhile, type ProbePlan } from '../../core/probe/plan.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import type { Message } from '../../core/text/message.ts';
import { sha256 } from '../../host/evidence/sha256.ts';
import { realEnvironment } from '../../host/files/environment.ts';
import { hearTwice } from '../../host/probe/hear.ts';
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

/** Starts or calls what somebody agreed to, and pins what it says. Never throws for what the server does. */
export async function hear(server: AssessedServer, plan: ProbePlan, answers: ReadonlyMap<string, string>, seconds: number | undefined, signal: AbortSignal, seal: Seal): Promise<Heard | NotHeard> {
  // The question may have stood there for long: another program, another file of variables is another launch.
  const { plan: now } = planned(server, seal);
  if ('refused' in now) return { failed: now.refused };
  if (now.seal !== plan.seal) return { failed: changedMeanwhile };
  const outcome = await hearTwice(server, plan, { values: answers, signal, environment: realEnvironment(), signingIn, ...(seconds !== undefined && { seconds }) });
  if (outcome.kind === 'failed') return { failed: outcome.message, ...(outcome.output !== undefined && outcome.output !== '' && { output: outcome.output }) };
  const { snapshot, unsteady, notes } = outcome;
  return { snapshot, at: new Date().toISOString(), ...(unsteady && { unsteady }), notes, launch: fingerprint(server.declaration, server.identity, sha256) };
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
