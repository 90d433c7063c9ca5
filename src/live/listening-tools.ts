// What listening needs beyond what is remembered of it, with the editor's bundle `listening` (esbuild.mjs): plans, comparisons, and the way to the prober.
import type { AssessedServer } from '../core/assess.ts';
import type { Environment } from '../core/clients/client.ts';
import { driftBetween } from '../core/drift/compare.ts';
import type { Seal } from '../core/launch/launch.ts';
import { voiceKey } from '../core/listening/voice-key.ts';
import { fingerprint } from '../core/manifest/launch-mark.ts';
import type { ProbeFailure } from '../core/probe/outcome.ts';
import { planProbe } from '../core/probe/plan-of.ts';
import type { NoPlan, ProbePlan } from '../core/probe/plan.ts';
import type { Snapshot } from '../core/snapshot/snapshot.ts';
import { joined, say, type Message } from '../core/text/message.ts';
import { sha256 } from '../host/evidence/sha256.ts';
import { hearTwice, type HearOptions } from '../host/probe/hear.ts';
import { planSurroundings } from '../host/probe/plan-surroundings.ts';
import type { RememberedVoices, SnapshotStore } from '../host/store/snapshot-store.ts';
import { approve as approveWith, approveOne as approveOneWith, remember as rememberWith, type HeardNow as Kept } from '../host/store/voices.ts';

export { driftBetween };
export { keptOf } from '../host/store/voices.ts';

type Stored = Promise<RememberedVoices | { readonly refused: Message }>;

/** What one server's voice is remembered by. */
export function keyOf({ file, identity, declaration }: AssessedServer): string {
  return voiceKey(file, identity, declaration.name, sha256);
}

/** What of a declaration bears on what runs: another one may say something else, whatever was heard before. */
export function launchOf({ identity, declaration }: AssessedServer): string {
  return fingerprint(declaration, identity, sha256);
}

/** One name for a change of what one server says: what was told under it is not told again. */
export function changeId(server: AssessedServer, approved: string, heard: string): string {
  return sha256(JSON.stringify(['change of a voice', keyOf(server), approved, heard]));
}

export function remember(store: SnapshotStore, key: string, now: Kept): Stored {
  return rememberWith(store, key, now, driftBetween);
}

export function approve(store: SnapshotStore, key: string, now: Kept): Stored {
  return approveWith(store, key, now, driftBetween);
}

export function approveOne(store: SnapshotStore, key: string, now: Kept, tool: string): Stored {
  return approveOneWith(store, key, now, tool, driftBetween);
}

/** What would be started or called to listen to a server, exactly. */
export function plan({ file, declaration, identity, verdict }: AssessedServer, { environment, trusted, seal, folder }: { readonly environment: Environment; readonly trusted: boolean; readonly seal: Seal; readonly folder: string | undefined }): ProbePlan | NoPlan {
  return planProbe(file, declaration, identity, planSurroundings(environment, { trusted, seal, verdict, ...(folder !== undefined && { folder }) }));
}

/** What a server said on its first connection, pinned, and whether the second differed. */
interface HeardNow {
  readonly kind: 'heard';
  readonly snapshot: Snapshot;
  readonly unsteady: boolean;
  /** How they differed among it. */
  readonly notes: readonly Message[];
}

/** Starts or calls a server as it was planned and agreed to. Never throws for what the server does. */
export async function hear(server: AssessedServer, planned: ProbePlan, options: Omit<HearOptions, 'seconds'>): Promise<HeardNow | ProbeFailure> {
  const outcome = await hearTwice(server, planned, options);
  if (outcome.kind === 'failed') return outcome;
  const { snapshot, unsteady } = outcome;
  const notes = (unsteady?.changes ?? []).slice(0, 20).map(({ consequence }) => joined(say('On the second connection:'), consequence));
  return { kind: 'heard', snapshot, unsteady: unsteady !== undefined, notes: [...notes, ...outcome.notes] };
}
