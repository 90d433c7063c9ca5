import type { AssessedServer } from '../core/assess.ts';
import type { Drift } from '../core/drift/drift.ts';
import type { HeardServer, HeardServers } from '../core/listening/heard.ts';
import type { ProbeFailure } from '../core/probe/outcome.ts';
import type { NoPlan, ProbePlan } from '../core/probe/plan.ts';
import type { Snapshot } from '../core/snapshot/snapshot.ts';
import { say, type Message } from '../core/text/message.ts';
import type { RecheckStore } from '../host/store/recheck-store.ts';
import type { RememberedVoices, SnapshotStore } from '../host/store/snapshot-store.ts';
import type * as tools from './listening-tools.ts';
import type { RollCall } from './roll-call.ts';

/** What plans, listens and compares, loaded when it is first needed. */
export type ListeningTools = typeof tools;

/** What a server said, held against what was approved. */
export interface Heard {
  readonly kind: 'heard';
  readonly snapshot: Snapshot;
  /** ISO 8601. */
  readonly at: string;
  readonly approved?: { readonly snapshot: Snapshot; readonly at: string };
  /** How it differs from what was approved; absent where it does not, or nothing was. */
  readonly drift?: Drift;
  /** How its two connections differed; absent where they did not. */
  readonly unsteady?: Drift;
  readonly notes: readonly Message[];
  /** Why it is not remembered, if so. */
  readonly notRemembered?: Message;
}
