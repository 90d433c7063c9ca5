import * as crypto from 'node:crypto';
import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import type { Identity } from '../../core/identity/identity.ts';
import { submissionKey, type Submission, type Submissions } from '../../core/intake/submission.ts';
import { addressOf } from '../../core/policy/intake-address.ts';
import { verdictStates } from '../../core/policy/verdict.ts';
import { say, type Message } from '../../core/text/message.ts';
import { StateFile, type Held } from './state-file.ts';
import { stateOutside } from './state-outside.ts';

/** Open submissions by a hash of what they are about. */
type Stored = Readonly<Record<string, Submission>>;

/** What this user asked for and nobody decided, and what of it could not be used. */
export interface RememberedSubmissions {
  readonly submissions: Submissions;
  readonly all: readonly Submission[];
  /** Changes with whatever is in it. */
  readonly print: string;
  /** What was remembered is damaged, so that nothing is pending any more. */
  readonly setAside?: Message;
  /** Nothing can be read, or nothing new was stored. */
  readonly unusable?: Message;
}

const fileName = 'submissions.json';
/** Nobody asks for more; older ones go first. */
const most = 1000;

/** The decisions this user asked for, in the state folder. Holds hashes and shown forms, never a secret. */
export class SubmissionStore {
  readonly file: string;
  readonly #state: StateFile<Stored>;

  private constructor(folder: string) {
    this.file = path.join(folder, fileName);
    this.#state = new StateFile({ file: this.file, name: 'submissions', version: 1, empty: () => ({}), read: storedIn });
  }

  /**
   * The store of this user, unless it would lie in a folder that is judged by it: a repository must not say that somebody asked.
   * @param judged absolute paths of what is scanned or open
   */
  static of(environment: Environment, judged: readonly string[]): SubmissionStore | { readonly refused: Message } {
    const found = stateOutside(environment, judged, [fileName]);
    if ('refused' in found) return found;
    if (found.within === undefined) return new SubmissionStore(found.folder);
    return { refused: say('What was submitted is not read from {folder}: that lies in {judged}, and a repository must not say that somebody asked', { folder: found.folder, judged: found.within }) };
  }

  /** What is remembered now. Writes nothing, never throws. */
  read(): RememberedSubmissions {
    return remembered(this.#state.read());
  }

  /** Remembers that this user asked; an earlier submission of the same thing gives way. False where it cannot be told what the identity is. */
  async add(identity: Identity, root: string | undefined, submission: Submission): Promise<RememberedSubmissions | undefined> {
    const key = hashOf(identity, root);
    if (key === undefined) return undefined;
    return remembered(
      await this.#state.update((held) => {
        const rest = Object.entries(held).filter(([each]) => each !== key).sort(([, a], [, b]) => b.at.localeCompare(a.at));
        return Object.fromEntries([[key, submission], ...rest.slice(0, most - 1)]);
      }),
    );
  }

  /** Takes submissions off the list, each for whoever is first: of two windows one tells the user. Gives those that were still there. */
  async close(identities: readonly { readonly identity: Identity; readonly root: string | undefined }[]): Promise<{ readonly closed: readonly boolean[]; readonly now: RememberedSubmissions }> {
    const keys = identities.map(({ identity, root }) => hashOf(identity, root));
    let closed: boolean[] = keys.map(() => false);
    const now = await this.#state.update((held) => {
      closed = keys.map((key, i) => key !== undefined && Object.hasOwn(held, key) && keys.indexOf(key) === i);
      return Object.fromEntries(Object.entries(held).filter(([key]) => !keys.includes(key)));
    });
    return { closed: now.unusable ? keys.map(() => false) : closed, now: remembered(now) };
  }
}

function remembered({ value, ...trouble }: Held<Stored>): RememberedSubmissions {
  return {
    submissions: {
      of: (identity, { root }) => {
        const key = hashOf(identity, root);
        return key !== undefined && Object.hasOwn(value, key) ? value[key] : undefined;
      },
    },
    all: Object.values(value),
    print: JSON.stringify(value),
    ...trouble,
  };
}

function hashOf(identity: Identity, root: string | undefined): string | undefined {
  const key = submissionKey(identity, root);
  return key === undefined ? undefined : crypto.createHash('sha256').update(key).digest('hex');
}

function storedIn(value: unknown): Stored | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value as Record<string, unknown>).flatMap(([key, item]) => (/^[0-9a-f]{64}$/.test(key) && isSubmission(item) ? [[key, item]] : [])));
}

function isSubmission(value: unknown): value is Submission {
  if (typeof value !== 'object' || value === null) return false;
  const { at, wanted, kind, link, reference, label, what, was, until } = value as Record<string, unknown>;
  const text = (of: unknown, longest: number): boolean => typeof of === 'string' && of.length <= longest;
  return (
    text(at, 40) && !Number.isNaN(Date.parse(at as string)) && (wanted === 'registration' || wanted === 'exception') &&
    text(kind, 40) && text(label, 200) && text(what, 500) && (link === undefined || (text(link, 500) && addressOf((link as string).split(/[?#]/, 1)[0]!) !== undefined)) &&
    (reference === undefined || text(reference, 200)) && (was === undefined || verdictStates.some((state) => state === was)) && (until === undefined || (text(until, 10) && /^\d{4}-\d{2}-\d{2}$/.test(until as string)))
  );
}
