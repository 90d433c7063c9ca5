import type { AssessedServer } from '../core/assess.ts';
import type { Environment } from '../core/clients/client.ts';
import type { Drift } from '../core/drift/drift.ts';
import type { HeardServer, HeardServers } from '../core/listening/heard.ts';
import type { Permission } from '../core/listening/memory.ts';
import type { ProbeFailure } from '../core/probe/outcome.ts';
import { changedMeanwhile, type NoPlan, type ProbePlan } from '../core/probe/plan.ts';
import type { Snapshot } from '../core/snapshot/snapshot.ts';
import { say, type Message } from '../core/text/message.ts';
import type { SigningIn } from '../host/probe/oauth/signing-in.ts';
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
  readonly unsteady: boolean;
  /** What was started or called: `fingerprint` of the declaration. */
  readonly launch: string;
  /** What was remarkable while listening, how its two connections differed among it. */
  readonly notes: readonly Message[];
  /** Why it is not remembered, if so. */
  readonly notRemembered?: Message;
}

/** What this module does not do itself. */
export interface ListeningHost {
  tools(): Promise<ListeningTools>;
  readonly environment: Environment;
  /** The folder that is open, for files that belong to none. */
  folder(): string | undefined;
  trusted(): boolean;
  /** ISO 8601. */
  now(): string;
  /** What is remembered could not be read or written; told once for one reason. */
  troubled(problem: Message): void;
  failed(error: unknown): void;
}

/**
 * What is remembered of servers' voices, as a window needs it: gives the assessment what was heard, and does whatever a user decided. Nothing is
 * listened to here that was not planned, shown and agreed to before; nothing is approved here but by `approve`.
 */
export class ListeningKeeper {
  readonly #rollCall: RollCall;
  readonly #host: ListeningHost;
  #store: SnapshotStore | undefined;
  #refused: Message | undefined;
  #remembered: RememberedVoices | undefined;
  #prepared = false;
  #problem = '';
  #queue: Promise<void> = Promise.resolve();

  constructor(rollCall: RollCall, host: ListeningHost) {
    this.#rollCall = rollCall;
    this.#host = host;
  }

  /** What an assessment is made with; the same object while it holds the same. */
  get heard(): HeardServers | undefined {
    return this.#remembered?.heard;
  }

  /** Where to remember from now on; a message where that may not be used: then nothing is known to be approved. */
  configure(store: SnapshotStore | { readonly refused: Message }): Promise<void> {
    return this.#after(() => {
      this.#prepared = false;
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

  /** What would be started or called, exactly; or why nothing is. */
  async plan(server: AssessedServer): Promise<ProbePlan | NoPlan> {
    const store = this.#store;
    if (!store) return { refused: this.#refused ?? notYet };
    // From the first plan on there is a key: what is agreed to can be remembered.
    if (!this.#prepared) this.#take(await store.prepare());
    this.#prepared = true;
    const { plan } = await this.#host.tools();
    return plan(server, { trusted: this.#host.trusted(), environment: this.#host.environment, folder: this.#host.folder(), seal: this.#remembered!.seal });
  }

  /** Whether exactly this launch needs no question. */
  consents({ seal, stronger }: ProbePlan): boolean {
    return !stronger && this.#remembered?.agreed(seal) === true;
  }

  /** Whether exactly this launch may be listened to in the background. */
  allows({ seal, stronger, asks }: ProbePlan): boolean {
    return !stronger && asks.length === 0 && this.#remembered?.background(seal) === true;
  }

  /** Whether anything may. */
  get allowsAny(): boolean {
    return Object.values(this.#remembered?.memory.permissions ?? {}).some(({ background }) => background);
  }

  /** Remembers that exactly this launch needs no question any more, in the background too where `background`. Gives why that could not be, if so. */
  permit(label: string, { seal, stronger }: ProbePlan, background: boolean): Promise<Message | undefined> {
    if (stronger) return Promise.resolve(say('the policy denies this server'));
    return this.#change((store) => store.permit(seal, { label, at: this.#host.now(), background }));
  }

  permissions(): readonly (Permission & { readonly seal: string })[] {
    return Object.entries(this.#remembered?.memory.permissions ?? {}).map(([seal, permission]) => ({ seal, ...permission }));
  }

  forget(seals: readonly string[]): Promise<Message | undefined> {
    return this.#change((store) => store.forget(seals));
  }

  /** Starts or calls a server as planned, listens, and remembers what it says. */
  async listen(server: AssessedServer, plan: ProbePlan, values: ReadonlyMap<string, string>, signal: AbortSignal, signingIn?: SigningIn): Promise<Heard | ProbeFailure> {
    // Trust may have been taken back since it was planned.
    if (!this.#host.trusted()) return { kind: 'failed', code: 'refused', message: say('This window is in Restricted Mode: nothing is started or called.') };
    // What was shown may have stood there for long: another program, another file of variables is another launch.
    const now = await this.plan(server);
    if ('refused' in now) return { kind: 'failed', code: 'refused', message: now.refused };
    if (now.seal !== plan.seal) return { kind: 'failed', code: 'refused', message: changedMeanwhile };
    const { hear, keyOf, launchOf, remember } = await this.#host.tools();
    const outcome = await hear(server, plan, { values, signal, environment: this.#host.environment, ...(signingIn && { signingIn }) });
    if (outcome.kind === 'failed') return outcome;
    const { snapshot, unsteady, notes } = outcome;
    const heard = { snapshot, at: this.#host.now(), unsteady, launch: launchOf(server) };
    const problem = await this.#change((store) => remember(store, keyOf(server), heard));
    const held = await this.#held(server, heard);
    return { ...held, notes, ...(problem && { notRemembered: problem }) };
  }

  /** What it said when it was last listened to, held against what was approved; undefined where nothing is remembered whole. */
  async last(server: AssessedServer): Promise<Heard | undefined> {
    const store = this.#store;
    if (!store || !this.summary(server)) return undefined;
    const { keyOf, keptOf } = await this.#host.tools();
    const { heard } = keptOf(store, keyOf(server));
    return heard && this.#held(server, heard);
  }

  /** What somebody stood behind. */
  async approved(server: AssessedServer): Promise<Heard['approved']> {
    const store = this.#store;
    if (!store || !this.summary(server)?.approved) return undefined;
    const { keyOf, keptOf } = await this.#host.tools();
    return keptOf(store, keyOf(server)).approved;
  }

  summary({ file, declaration, identity }: AssessedServer): HeardServer | undefined {
    return this.#remembered?.heard.of(file, declaration, identity);
  }

  /** Makes what a server said the one that it is held against, in the user's name; only one tool of it where `tool` says which. Gives why not, if so. */
  async approve(server: AssessedServer, { snapshot, at, unsteady, launch }: Heard, tool?: string): Promise<Message | undefined> {
    const { keyOf, approve, approveOne } = await this.#host.tools();
    const now = { snapshot, at, unsteady, launch };
    return this.#change((store) => (tool === undefined ? approve(store, keyOf(server), now) : approveOne(store, keyOf(server), now, tool)));
  }

  async #held(server: AssessedServer, { snapshot, at, unsteady, launch }: Pick<Heard, 'snapshot' | 'at' | 'unsteady' | 'launch'>): Promise<Heard> {
    const { driftBetween } = await this.#host.tools();
    const approved = await this.approved(server);
    const drift = approved && driftBetween(approved.snapshot, snapshot);
    return { kind: 'heard', snapshot, at, unsteady, launch, notes: [], ...(approved && { approved }), ...(drift && drift.changes.length > 0 && { drift }) };
  }

  /** Resolves once what was changed is in the assessment; gives why nothing was. */
  async #change(act: (store: SnapshotStore) => Promise<RememberedVoices | { readonly refused: Message }>): Promise<Message | undefined> {
    let problem: Message | undefined;
    await this.#after(async () => {
      if (!this.#store) {
        problem = this.#refused ?? notYet;
        return;
      }
      const stored = await act(this.#store);
      if ('refused' in stored) {
        problem = stored.refused;
        return;
      }
      problem = stored.unusable;
      this.#take(stored);
    });
    await this.#rollCall.settled();
    return problem;
  }

  /** One after the other; what fails is told to whoever asked, and hinders nobody after it. */
  #after(act: () => Promise<void> | void): Promise<void> {
    const done = this.#queue.then(act);
    this.#queue = done.catch((error: unknown) => this.#host.failed(error));
    return done;
  }

  #take(remembered: RememberedVoices): void {
    const problem = remembered.unusable ?? remembered.setAside;
    if (problem) this.#trouble(problem);
    // What cannot be read now takes back nothing that was known.
    if (remembered.unusable && this.#remembered) return;
    const same = remembered.print === this.#remembered?.print;
    const voices = this.#remembered?.heard;
    // The seal may be another, once there is a key; what is heard stays the same object while it says the same.
    this.#remembered = same && voices ? { ...remembered, heard: voices } : remembered;
    if (!same) this.#rollCall.timePassed();
  }

  #trouble(problem: Message): void {
    const key = JSON.stringify([problem.template, problem.args]);
    if (key === this.#problem) return;
    this.#problem = key;
    this.#host.troubled(problem);
  }
}

const notYet = say('what is remembered is not known yet: try again in a moment');
