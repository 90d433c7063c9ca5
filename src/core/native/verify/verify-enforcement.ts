import type { AssessedServer } from '../../assess.ts';
import type { ClientId, Environment } from '../../clients/client.ts';
import { clients } from '../../clients/clients.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import type { PolicyState } from '../../policy/policy-state.ts';
import { noPolicyVerdict, unusableVerdict } from '../../policy/decide.ts';
import { approves, type Verdict } from '../../policy/verdict.ts';
import type { NativeClient } from '../native.ts';
import { planCanaries, type PlannedCanaries } from './canaries.ts';
import type { Running } from './running-lists.ts';
import type { InstalledClient, ListlessClient, Verification } from './verification.ts';
import { verifyClient } from './verify-client.ts';

export interface ToVerify {
  readonly policy: PolicyState;
  readonly files: readonly ConfigFile[];
  /** The servers in them. */
  readonly servers: readonly AssessedServer[];
  readonly natives: readonly NativeClient[];
  readonly installed: readonly InstalledClient[];
  readonly environment: Environment;
  /** ISO 8601. */
  readonly now: string;
  /** A path as a person wants to see it. */
  readonly shown?: (path: string) => string;
  /** What the editor that this runs in says of its own lists. */
  readonly running?: Running & { readonly client: ClientId };
  /** Only this one, installed or not. */
  readonly only?: ClientId;
}

/**
 * What each client here would really enforce, held against our policy: by all of its files together, for the servers that are here and for
 * made-up ones that must be blocked or allowed. Starts nothing. Never throws.
 */
export function verifyEnforcement({ policy, files, servers, natives, installed, environment, now, shown = (path) => path, running, only }: ToVerify): Verification {
  const ours = servers.map((server) => ({ ...server, verdict: ownVerdict(server, policy, now) }));
  const plan: PlannedCanaries = policy.kind === 'ready' ? planCanaries(policy.policy, ours, now) : { canaries: [], untried: 0, mustBlock: () => false };
  const verified: Verification['clients'][number][] = [];
  const listless: ListlessClient[] = [];
  const byClient = new Map(installed.map((one) => [one.client, one]));
  const listed = new Set(files.flatMap(({ live, lists = [] }) => (live ? lists.map(({ native }) => native) : [])));
  for (const { id, name } of clients) {
    if (only !== undefined && only !== id) continue;
    const own = natives.filter((native) => native.clients.includes(id));
    const found = byClient.get(id);
    // A shared mechanism's file is a sign of each client only where nothing shows which of them is here.
    const hasList = own.some((native) => listed.has(native.id) && (native.clients[0] === id || !native.clients.some((one) => byClient.has(one))));
    if (!found && only !== id && !hasList) continue;
    const live = ours.filter(({ file, declaration }) => file.live && file.clients.includes(id) && !declaration.disabled);
    if (own.length === 0) {
      listless.push({ client: id, name, versions: found?.versions ?? [], notApproved: policy.kind === 'none' ? 0 : live.filter(({ verdict }) => !approves(verdict)).length });
      continue;
    }
    verified.push(verifyClient({ client: id, natives: own, files, servers: live, installed: found, policy, plan, environment, shown, running: running?.client === id ? running : undefined }));
  }
  return { at: now, policy: policy.kind !== 'ready' ? policy.kind : policy.policy.unread.length > 0 ? 'incomplete' : 'ready', clients: verified, listless };
}

/** What our policy alone says: in an assessment the clients' own lists take approval away, and here these are what is held against it. */
function ownVerdict({ declaration, identity }: AssessedServer, policy: PolicyState, now: string): Verdict {
  if (policy.kind === 'ready') return policy.policy.decide({ server: declaration, identity }, now);
  return policy.kind === 'none' ? noPolicyVerdict : unusableVerdict;
}
