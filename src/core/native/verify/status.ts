import { say, type Message } from '../../text/message.ts';
import type { EnforcementStatus } from './verification.ts';

/** What the result for one client is decided by. */
export interface Evidence {
  readonly client: string;
  /** What must be blocked, canaries and servers that are here: how many the client would start, not start, and of how many that cannot be told. */
  readonly mustBlock: Outcomes;
  /** What must be allowed, likewise. */
  readonly mustAllow: Outcomes;
  /** Whether anything in its lists keeps any server from being started. */
  readonly restricts: boolean;
  /** Whether sources that cannot be read from here may say more: a cloud, a device's management, a file without permission. */
  readonly unseen: boolean;
  /** Whether one of its files that lie here could not be read: the client may put it together with the others, and it may take back what they say. */
  readonly unread: boolean;
}

export interface Outcomes {
  readonly allowed: number;
  readonly blocked: number;
  readonly undetermined: number;
}

/**
 * The result, and why. In this order; no row says more than was seen.
 *
 * | what must be blocked          | what must be allowed | lists restrict | unseen sources | result       |
 * | ----------------------------- | -------------------- | -------------- | -------------- | ------------ |
 * | nothing to try                | any                  | any            | any            | undetermined |
 * | none blocked, some let through| any                  | any            | yes            | undetermined |
 * | none blocked, some let through| any                  | any            | no             | not-enforced |
 * | none blocked nor let through  | any                  | any            | any            | undetermined |
 * | some let through              | any                  | yes            | any            | partly       |
 * | some blocked, some unclear    | any                  | yes            | any            | undetermined |
 * | all blocked                   | some blocked         | yes            | any            | partly       |
 * | all blocked                   | some unclear         | yes            | any            | undetermined |
 * | all blocked                   | all allowed, or none | yes            | a file here    | undetermined |
 * | all blocked                   | all allowed, or none | yes            | any            | enforced     |
 *
 * Lists that block everything that must be blocked are enforced whatever else may say more: what is unseen is told beside it. A file that lies
 * here and cannot be read is more than a possibility: nothing is called enforced beside it. Where nothing
 * is blocked, an unseen source could be what blocks it, so that `not-enforced` would be as much of a guess as `enforced`.
 * What is blocked although it is approved is another policy than ours: it is never `enforced`.
 */
export function statusOf({ client, mustBlock, mustAllow, restricts, unseen, unread }: Evidence): { readonly status: EnforcementStatus; readonly summary: Message } {
  const { allowed, blocked, undetermined } = mustBlock;
  const all = allowed + blocked + undetermined;
  if (all === 0) return { status: 'undetermined', summary: say('Nothing could be found that {client} would have to block: the policy approves whatever was tried.', { client }) };
  if (blocked === 0 && allowed > 0) {
    if (unseen) {
      return {
        status: 'undetermined',
        summary: restricts
          ? say('The lists of {client} that can be read from here block nothing of what the policy does not approve. Sources that cannot be read from here may do so.', { client })
          : say('Nothing that can be read from here keeps {client} from starting any server. Sources that cannot be read from here may do so.', { client }),
      };
    }
    return {
      status: 'not-enforced',
      summary: restricts
        ? say('The lists of {client} block nothing of what the policy does not approve: they are about other servers.', { client })
        : say('{client} has no list here that keeps any server from being started.', { client }),
    };
  }
  if (allowed > 0) return { status: 'partly', summary: mustAllow.blocked > 0 ? say('{client} blocks {blocked} of {all} tries that it must block, and starts the others. It also blocks what the policy approves.', { client, blocked, all }) : say('{client} blocks {blocked} of {all} tries that it must block, and starts the others.', { client, blocked, all }) };
  if (undetermined > 0) return { status: 'undetermined', summary: say('Whether {client} blocks what it must cannot be told from here, of {count} of {all} tries.', { client, count: undetermined, all }) };
  if (mustAllow.blocked > 0) return { status: 'partly', summary: say('{client} starts nothing that the policy does not approve, but it also blocks what the policy approves.', { client }) };
  if (mustAllow.undetermined > 0) return { status: 'undetermined', summary: say('{client} blocks all {all} tries that it must block. Of what the policy approves it cannot be told from here whether {client} would start it.', { client, all }) };
  if (unread) return { status: 'undetermined', summary: say('{client} blocks all {all} tries that it must block by what can be read here; a file that cannot be read may say otherwise.', { client, all }) };
  if (unseen) return { status: 'enforced', summary: say('As far as can be read from here, {client} blocks all {all} tries that it must block, and starts what the policy approves.', { client, all }) };
  return { status: 'enforced', summary: say('{client} blocks all {all} tries that it must block, and starts what the policy approves.', { client, all }) };
}
