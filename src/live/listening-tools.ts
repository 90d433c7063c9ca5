// What listening needs beyond what is remembered of it, with the editor's bundle `listening` (esbuild.mjs): plans, comparisons, and the way to the prober.
import type { AssessedServer } from '../core/assess.ts';
import type { Environment } from '../core/clients/client.ts';
import { driftBetween, unsteadiness } from '../core/drift/compare.ts';
import { voiceKey } from '../core/listening/voice-key.ts';
import { registeredAs } from '../core/manifest/launch-mark.ts';
import { fillIn } from '../core/probe/fill-in.ts';
import type { ProbeFailure } from '../core/probe/outcome.ts';
import type { NoPlan, ProbePlan } from '../core/probe/plan.ts';
import { planProbe } from '../core/probe/plan-of.ts';
import type { Seal } from '../core/launch/launch.ts';
import { snapshotOf } from '../core/snapshot/from-voice.ts';
import type { Snapshot } from '../core/snapshot/snapshot.ts';
import { joined, say, type Message } from '../core/text/message.ts';
import { sha256 } from '../host/evidence/sha256.ts';
import { loadProber } from '../host/probe/load-prober.ts';
import { probeSurroundings } from '../host/probe/surroundings.ts';
import { approve as approveWith, approveOne as approveOneWith, remember as rememberWith, type HeardNow } from '../host/store/voices.ts';
import type { SnapshotStore } from '../host/store/snapshot-store.ts';

export { driftBetween };
export { keptOf } from '../host/store/voices.ts';

/** What one server's voice is remembered by. */
export function keyOf({ identity, declaration }: AssessedServer): string {
  return voiceKey(identity, declaration.name, sha256);
}
