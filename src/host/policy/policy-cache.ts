import * as crypto from 'node:crypto';
import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import { render, say, type Message } from '../../core/text/message.ts';
import { StateFile } from '../store/state-file.ts';
import { stateOutside } from '../store/state-outside.ts';
import type { Validators } from './fetch-bytes.ts';
import { believes, isRecord, type PolicyKeys } from './policy-keys.ts';

/** The last good issue of a policy, as it came. Whoever reads it checks it again: signature, form and serial. */
export interface RememberedPolicy {
  readonly text: string;
  readonly signature?: string;
  readonly validators: Validators;
  readonly signatureValidators: Validators;
  /** When the source last said that this is its current one, as ISO 8601. */
  readonly confirmed: string;
  readonly serial: number;
  /** The key that it was signed with. */
  readonly signedBy?: string;
}

/** What may stand in for a policy that cannot be got, and how far each has come. */
export interface PolicyMemory {
  /** Why nothing is remembered. */
  readonly unusable?: Message | undefined;
  read(name: string): RememberedPolicy | undefined;
  /**
   * The highest serial seen. One that a key brought which is not configured any more does not count: whoever had a stolen key could have
   * gone so far ahead that no policy would ever be taken again (TUF 5.3.11, recovery from fast-forward attacks).
   */
  highWaterMark(name: string, keys: PolicyKeys | undefined): number;
  /** Takes a newer issue, then its serial: a program that ends between the two leaves something that can be gone by. Never throws. */
  keep(name: string, policy: RememberedPolicy, keys: PolicyKeys | undefined): Promise<Message | undefined>;
}

interface Mark {
  readonly serial: number;
  readonly signedBy?: string;
}
type Serials = Readonly<Record<string, Mark>>;

/** Names nothing: an address may hold a key. */
const hashOf = (name: string): string => crypto.createHash('sha256').update(name).digest('hex').slice(0, 32);

/**
 * In the state folder: one file for each policy, and one for the highest serials. These are apart, so that a policy that is lost or
 * thrown away does not make an older one good again (TUF's rollback attack).
 */
export class PolicyCache implements PolicyMemory {
  readonly unusable: Message | undefined;
  readonly #folder: string | undefined;
  readonly #serials: StateFile<Serials> | undefined;

  /** @param judged what is scanned or open: a repository must not bring what is remembered */
  constructor(environment: Environment, judged: readonly string[]) {
    const place = stateOutside(environment, judged, ['policy', 'policy-serials.json']);
    if ('refused' in place) this.unusable = say('{reason}.', { reason: render(place.refused) });
    else if (place.within !== undefined) this.unusable = say('What is remembered of policies is not read from {folder}: that lies in {judged}, and a repository must not bring its own.', { folder: place.folder, judged: place.within });
    else {
      this.#folder = place.folder;
      this.#serials = new StateFile<Serials>({ file: path.join(place.folder, 'policy-serials.json'), name: 'policy-serials', version: 1, empty: () => ({}), read: readSerials });
    }
  }

  read(name: string): RememberedPolicy | undefined {
    return this.#file(name)?.read().value ?? undefined;
  }

  highWaterMark(name: string, keys: PolicyKeys | undefined): number {
    return markOf(this.#serials?.read().value[hashOf(name)], keys);
  }

  async keep(name: string, policy: RememberedPolicy, keys: PolicyKeys | undefined): Promise<Message | undefined> {
    // Another window may have got a newer one meanwhile.
    const file = this.#file(name);
    if (!file || !this.#serials) return this.unusable;
    const kept = await file.update((held) => (held && markOf(held, keys) > policy.serial ? held : policy));
    const raised = await this.#serials.update((held) => (markOf(held[hashOf(name)], keys) > policy.serial ? held : { ...held, [hashOf(name)]: { serial: policy.serial, ...(policy.signedBy !== undefined && { signedBy: policy.signedBy }) } }));
    const why = kept.unusable ?? raised.unusable;
    return why && say('{reason}.', { reason: render(why) });
  }

  #file(name: string): StateFile<RememberedPolicy | null> | undefined {
    if (this.#folder === undefined) return undefined;
    return new StateFile<RememberedPolicy | null>({ file: path.join(this.#folder, 'policy', `${hashOf(name)}.json`), name: 'policy', version: 1, empty: () => null, read: readRemembered });
  }
}

function markOf(mark: Mark | null | undefined, keys: PolicyKeys | undefined): number {
  return mark && believes(keys, mark.signedBy) ? mark.serial : 0;
}

function readRemembered(stored: unknown): RememberedPolicy | null | undefined {
  if (stored === null) return null;
  if (!isRecord(stored)) return undefined;
  const { text, signature, validators, signatureValidators, confirmed, serial, signedBy } = stored;
  if (typeof text !== 'string' || typeof confirmed !== 'string' || Number.isNaN(Date.parse(confirmed)) || typeof serial !== 'number') return undefined;
  return { text, confirmed, serial, validators: readValidators(validators), signatureValidators: readValidators(signatureValidators), ...(typeof signature === 'string' && { signature }), ...(typeof signedBy === 'string' && { signedBy }) };
}

function readValidators(stored: unknown): Validators {
  const { etag, lastModified } = isRecord(stored) ? stored : {};
  return { ...(typeof etag === 'string' && { etag }), ...(typeof lastModified === 'string' && { lastModified }) };
}

function readSerials(stored: unknown): Serials | undefined {
  return isRecord(stored) && Object.values(stored).every((mark) => isRecord(mark) && Number.isSafeInteger(mark['serial'])) ? (stored as unknown as Serials) : undefined;
}
