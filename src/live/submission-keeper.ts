import type { AssessedServer, Assessment } from '../core/assess.ts';
import { isAnswered, type Submission, type Submissions } from '../core/intake/submission.ts';
import { say, type Message } from '../core/text/message.ts';
import type { RememberedSubmissions, SubmissionStore } from '../host/store/submission-store.ts';
import type { RollCall } from './roll-call.ts';

/** A submission that the policy, or a registry, has answered. */
export interface Answered {
  readonly server: AssessedServer;
  readonly submission: Submission;
}

/** What this module does not do itself. */
export interface SubmissionWatcher {
  tell(answered: readonly Answered[]): void;
  /** What is remembered could not be read or written; told once for one reason. */
  troubled(problem: Message): void;
  failed(error: unknown): void;
  /** Milliseconds from a change to a look at it: what changes at once is told at once. */
  readonly settle: number;
}

/** Remembers what this user asked for, and says once when it is decided, in whichever window sees it first. */
export class SubmissionKeeper {
  readonly #rollCall: RollCall;
  readonly #watcher: SubmissionWatcher;
  #store: SubmissionStore | undefined;
  #refused: Message | undefined;
  #remembered: RememberedSubmissions | undefined;
  #problem = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<void> = Promise.resolve();
  #disposed = false;
  readonly #subscription: { dispose(): void };

  constructor(rollCall: RollCall, watcher: SubmissionWatcher) {
    this.#rollCall = rollCall;
    this.#watcher = watcher;
    this.#subscription = rollCall.onDidChange(() => this.#soon());
  }

  /** What an assessment is made with; the same object while it holds the same. */
  get submissions(): Submissions | undefined {
    return this.#remembered && this.#remembered.all.length > 0 ? this.#remembered.submissions : undefined;
  }

  /** Where to remember from now on; a message where that may not be used: then nothing is pending. */
  configure(store: SubmissionStore | { readonly refused: Message }): Promise<void> {
    return this.#after(() => {
      this.#store = 'refused' in store ? undefined : store;
      this.#refused = 'refused' in store ? store.refused : undefined;
      if (this.#store) {
        this.#take(this.#store.read());
        return;
      }
      if (this.#refused) this.#trouble(this.#refused);
      if (!this.#remembered) return;
      this.#remembered = undefined;
      this.#rollCall.timePassed();
    });
  }

  /** What is stored may have been changed by another window or the command line. */
  reload(): Promise<void> {
    return this.#after(() => {
      if (this.#store) this.#take(this.#store.read());
    });
  }

  /** Remembers that this user asked. Gives why that could not be, if so. */
  async add({ identity, file }: AssessedServer, submission: Submission): Promise<Message | undefined> {
    let problem: Message | undefined;
    await this.#after(async () => {
      if (!this.#store) {
        problem = this.#refused ?? say('What you asked for is not known yet: try again in a moment');
        return;
      }
      const stored = await this.#store.add(identity, file.root, submission);
      problem = stored ? stored.unusable : say('It stays unknown: what it launches cannot be told, so nothing can be remembered of it');
      if (stored) this.#take(stored);
    });
    await this.#rollCall.settled();
    return problem;
  }

  /** Resolves when what is assessed now has been looked at. */
  async settled(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#rollCall.settled();
    await this.#after(() => this.#look(this.#rollCall.assessment));
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  #soon(): void {
    if (this.#disposed || this.#timer || !this.#remembered || this.#remembered.all.length === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#after(() => this.#look(this.#rollCall.assessment));
    }, this.#watcher.settle);
  }

  #after(act: () => Promise<void> | void): Promise<void> {
    const done = this.#queue.then(() => (this.#disposed ? undefined : act()));
    this.#queue = done.catch((error: unknown) => this.#watcher.failed(error));
    return this.#queue;
  }

  async #look({ servers }: Pick<Assessment, 'servers'>): Promise<void> {
    const store = this.#store;
    const remembered = this.#remembered;
    if (!store || !remembered) return;
    const answered = servers.flatMap((server): Answered[] => {
      const submission = server.file.live ? remembered.submissions.of(server.identity, server.file) : undefined;
      return submission && isAnswered(submission, server.verdict) ? [{ server, submission }] : [];
    });
    if (answered.length === 0) return;
    const { closed, now } = await store.close(answered.map(({ server }) => ({ identity: server.identity, root: server.file.root })));
    this.#take(now);
    const told = answered.filter((_, i) => closed[i]);
    if (told.length > 0) this.#watcher.tell(told);
  }

  #take(remembered: RememberedSubmissions): void {
    const problem = remembered.unusable ?? remembered.setAside;
    if (problem) this.#trouble(problem);
    // What cannot be read now takes back nothing that was known.
    if (remembered.unusable && this.#remembered) return;
    if (remembered.print === this.#remembered?.print) return;
    const before = this.#remembered?.all.length ?? 0;
    this.#remembered = remembered;
    // Most people have asked for nothing: then nothing is assessed again.
    if (before + remembered.all.length > 0) this.#rollCall.timePassed();
  }

  #trouble(problem: Message): void {
    const key = JSON.stringify([problem.template, problem.args]);
    if (key === this.#problem) return;
    this.#problem = key;
    this.#watcher.troubled(problem);
  }
}
