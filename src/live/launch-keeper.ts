import type { AssessedServer, Assessment } from '../core/assess.ts';
import type { ConfigFile } from '../core/config/config-file.ts';
import type { AcceptedLaunches } from '../core/launch/accepted.ts';
import { withAccepted, withSeen, withTold, type LaunchMemory } from '../core/launch/memory.ts';
import { acknowledgement, changesIn, quietAcceptances, sightingsIn, type Arrival } from '../core/launch/notice.ts';
import { withProviders } from '../core/providers/as-server.ts';
import { say, type Message } from '../core/text/message.ts';
import type { LaunchStore, Remembered } from '../host/store/launch-store.ts';
import type { RollCall } from './roll-call.ts';

/** What the user is to be told, once. */
export interface Notice {
  /** Accepted servers that are started otherwise, which the user did not type. */
  readonly changed: readonly AssessedServer[];
  /** The same server, new in several files that no editor shows. */
  readonly arrived: readonly Arrival[];
}

/** What this module does not do itself. */
export interface Watcher {
  /** ISO 8601. */
  now(): string;
  /** Whether a file holds what the user typed into it in this window, and whether that is saved. */
  typed(file: ConfigFile): 'no' | 'unsaved' | 'saved';
  /** Whether an editor shows it. */
  isShown(file: ConfigFile): boolean;
  tell(notice: Notice): void;
  /** What is remembered could not be read or written; told once for one reason. */
  troubled(problem: Message): void;
  failed(error: unknown): void;
  /** Milliseconds from a change to a look at it: what several files hold at once is one notice. */
  readonly settle: number;
}

/**
 * Remembers which launches were accepted, and says when one changes or a stranger arrives. What is on disk counts, whoever wrote
 * it: another window may have told the user already, so whoever tells claims it in the store first.
 */
export class LaunchKeeper {
  readonly #rollCall: RollCall;
  readonly #watcher: Watcher;
  #store: LaunchStore | undefined;
  #refused: Message | undefined;
  #remembered: Remembered | undefined;
  #accepted: AcceptedLaunches | undefined;
  /** Of what is held, to see whether it became another. */
  #print = '';
  #problem = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<void> = Promise.resolve();
  #disposed = false;
  readonly #subscription: { dispose(): void };

  constructor(rollCall: RollCall, watcher: Watcher) {
    this.#rollCall = rollCall;
    this.#watcher = watcher;
    this.#subscription = rollCall.onDidChange(() => this.#soon());
  }

  /** What an assessment is made with; the same object while it holds the same. */
  get accepted(): AcceptedLaunches | undefined {
    return this.#accepted;
  }

  /** Whether anything was ever accepted in one of the files. */
  knows({ servers }: Pick<Assessment, 'servers'>): boolean {
    return servers.some(({ file, declaration }) => (this.#accepted?.of(file, declaration).length ?? 0) > 0);
  }

  /** Where to remember from now on; a message where that may not be used: then nothing is accepted. */
  async configure(store: LaunchStore | { readonly refused: Message }): Promise<void> {
    await this.#after(async () => {
      this.#store = 'refused' in store ? undefined : store;
      if (!this.#store) {
        this.#remembered = undefined;
        this.#accepted = undefined;
        this.#print = '';
        this.#refused = 'refused' in store ? store.refused : undefined;
        if (this.#refused) this.#trouble(this.#refused);
        this.#rollCall.timePassed();
        return;
      }
      this.#take(await this.#store.prepare());
    });
    this.#soon();
  }

  /** What is stored may have been changed by another window or the command line. */
  reload(): Promise<void> {
    return this.#after(() => {
      if (this.#store) this.#take(this.#store.read());
    });
  }

  /** The user, having been shown them, stands behind these launches. Gives why it could not be stored, if so. */
  async acknowledge(servers: readonly AssessedServer[]): Promise<Message | undefined> {
    let problem: Message | undefined;
    await this.#after(async () => {
      const store = this.#store;
      if (!store || !this.#accepted) {
        problem = this.#refused ?? say('What you accept is not known yet: try again in a moment');
        return;
      }
      const { seal } = this.#accepted;
      const acceptances = servers.map((server) => acknowledgement(server, seal, store.keyOf));
      const stored = await store.update((memory) => withAccepted(memory, acceptances, this.#watcher.now()));
      problem = stored.unusable;
      this.#take(stored);
    });
    await this.#rollCall.settled();
    return problem;
  }

  /** Resolves when what is assessed now has been looked at. */
  async settled(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#rollCall.settled();
    await this.#after(() => this.#look());
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  #soon(): void {
    if (this.#disposed || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#after(() => this.#look());
    }, this.#watcher.settle);
  }

  #after(act: () => Promise<void> | void): Promise<void> {
    const done = this.#queue.then(() => (this.#disposed ? undefined : act()));
    this.#queue = done.catch((error: unknown) => this.#watcher.failed(error));
    return this.#queue;
  }

  async #look(): Promise<void> {
    const store = this.#store;
    if (!store || !this.#remembered || !this.#accepted) return;
    // Whatever is not in it yet will be told of when it is.
    const { assessment } = this.#rollCall;
    const { seal } = this.#accepted;
    const all = withProviders(assessment);
    const notice: { changed: AssessedServer[]; arrived: readonly Arrival[] } = { changed: [], arrived: [] };
    const next = (memory: LaunchMemory): LaunchMemory => {
      const now = this.#watcher.now();
      // Of what is being typed nothing is remembered before it is saved: it may be undone.
      const quiet = quietAcceptances({ servers: all.servers.filter(({ file }) => this.#watcher.typed(file) !== 'unsaved') }, memory, seal, store.keyOf);
      const changes = changesIn(all, seal, store.keyOf).filter(({ id }) => !Object.hasOwn(memory.told, id));
      const sightings = sightingsIn(assessment, memory, { seal, keyOf: store.keyOf, isShown: (file) => this.#watcher.isShown(file), now });
      notice.changed = changes.filter(({ server }) => this.#watcher.typed(server.file) === 'no').map(({ server }) => server);
      notice.arrived = sightings.arrivals;
      // What stands in a text that is not saved is news once it is on disk.
      const told = changes.filter(({ server }) => this.#watcher.typed(server.file) !== 'unsaved');
      return withSeen(withTold(withAccepted(memory, quiet, now), [...told, ...sightings.arrivals].map(({ id }) => id), now), sightings, now);
    };
    // Most looks find nothing new: then nothing is locked or written.
    if (next(this.#remembered.memory) === this.#remembered.memory) return;
    const stored = await store.update(next);
    this.#take(stored);
    // Without a store nobody would know that it was told, and it would be told again and again.
    if (!stored.unusable && notice.changed.length + notice.arrived.length > 0) this.#watcher.tell(notice);
  }

  #take(remembered: Remembered): void {
    const problem = remembered.unusable ?? remembered.setAside;
    if (problem) this.#trouble(problem);
    // What cannot be read now takes back nothing that was known.
    if (remembered.unusable && this.#remembered) return;
    this.#remembered = remembered;
    const print = JSON.stringify([remembered.memory.key, remembered.memory.accepted]);
    if (print === this.#print && this.#accepted) return;
    this.#print = print;
    this.#accepted = remembered.accepted;
    this.#rollCall.timePassed();
  }

  #trouble(problem: Message): void {
    const key = JSON.stringify([problem.template, problem.args]);
    if (key === this.#problem) return;
    this.#problem = key;
    this.#watcher.troubled(problem);
  }
}
