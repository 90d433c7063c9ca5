import type { AssessedServer } from '../core/assess.ts';
import { isDrifted } from '../core/listening/weigh.ts';
import type { Message } from '../core/text/message.ts';
import type { SigningIn } from '../host/probe/oauth/signing-in.ts';
import type { RecheckStore } from '../host/store/recheck-store.ts';
import type { Heard, ListeningKeeper, ListeningTools } from './listening-keeper.ts';
import type { RollCall } from './roll-call.ts';

/** A server that was found to say something else, which nobody asked for at that moment. */
export interface Drifted {
  readonly server: AssessedServer;
  readonly heard: Heard & { readonly approved: NonNullable<Heard['approved']> };
}

/** What this module does not do itself. */
export interface Rechecking {
  tools(): Promise<ListeningTools>;
  /** Nothing is asked by it: what is not there already is not signed in to. */
  signingIn(server: AssessedServer): Promise<SigningIn>;
  /** ISO 8601. */
  now(): string;
  trusted(): boolean;
  /** Somebody is at this window: nothing runs in one that nobody looks at. */
  awake(): boolean;
  /** Milliseconds between two re-checks of one server, at least. */
  every(): number;
  /** Milliseconds from the start to the first round, and from one round to the next: each made longer by up to half by chance, so that windows do not go together. */
  readonly first: number;
  readonly pause: number;
  /** From 0 up to 1. */
  chance(): number;
  tell(drifted: readonly Drifted[]): void;
  troubled(problem: Message): void;
  failed(error: unknown): void;
}

/**
 * Listens again, from time to time, to servers whose very launch the user allowed for that, one after another, in one window of the machine. What
 * cannot be reached is no news: how old what is known is, every surface says. What changed is told once.
 */
export class RecheckKeeper {
  readonly #rollCall: RollCall;
  readonly #keeper: ListeningKeeper;
  readonly #host: Rechecking;
  #store: RecheckStore | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #control = new AbortController();

  constructor(rollCall: RollCall, keeper: ListeningKeeper, host: Rechecking) {
    this.#rollCall = rollCall;
    this.#keeper = keeper;
    this.#host = host;
    this.#after(host.first);
  }

  /** Where windows agree on who listens and tells; a message where that may not be used: then nothing runs in the background. */
  configure(store: RecheckStore | { readonly refused: Message }): Promise<void> {
    this.#store = 'refused' in store ? undefined : store;
    if ('refused' in store) this.#host.troubled(store.refused);
    return Promise.resolve();
  }

  /** Nothing of it is held: each round reads it. */
  reload(): Promise<void> {
    return Promise.resolve();
  }

  /** One round now; resolves when it is over. Does nothing where nothing is due, nobody is there, or the window is in Restricted Mode. */
  async round(): Promise<void> {
    const store = this.#store;
    if (!store || !this.#goesOn() || !this.#keeper.allowsAny) return;
    const allowed = await this.#allowed();
    const claimed = new Set(await store.claim([...allowed.keys()], this.#host.now(), this.#host.every()));
    const drifted: Drifted[] = [];
    for (const [seal, server] of allowed) {
      if (!claimed.has(seal) || !this.#goesOn()) continue;
      // Planned anew: what lies on this machine may have become another program while others were listened to.
      const plan = await this.#keeper.plan(server);
      if ('refused' in plan || plan.seal !== seal || !this.#keeper.allows(plan)) continue;
      const heard = await this.#keeper.listen(server, plan, new Map(), this.#control.signal, await this.#host.signingIn(server));
      // Out of reach, signed out: not an answer, and nobody is disturbed for it.
      if (heard.kind === 'heard' && heard.approved && isDrifted(this.#keeper.summary(server))) drifted.push({ server, heard: { ...heard, approved: heard.approved } });
    }
    const fresh = await this.told(drifted);
    if (fresh.length > 0 && !this.#control.signal.aborted) this.#host.tell(fresh);
  }

  /** Marks changes as told, and gives those that nobody was told of before: what the user saw by himself is no news either. */
  async told(drifted: readonly Drifted[]): Promise<readonly Drifted[]> {
    if (!this.#store || drifted.length === 0) return [];
    const { changeId } = await this.#host.tools();
    const ids = drifted.map(({ server, heard }) => changeId(server, heard.approved.snapshot.digest, `${heard.snapshot.digest}${heard.unsteady ? ' unsteady' : ''}`));
    const fresh = new Set(await this.#store.tell([...new Set(ids)], this.#host.now()));
    return drifted.filter((_, i) => fresh.has(ids[i]!) && ids.indexOf(ids[i]!) === i);
  }

  dispose(): void {
    this.#control.abort();
    clearTimeout(this.#timer);
  }

  /** By the seal of what would be started: of the same launch in several files one. */
  async #allowed(): Promise<ReadonlyMap<string, AssessedServer>> {
    const allowed = new Map<string, AssessedServer>();
    for (const server of this.#rollCall.assessment.servers) {
      if (!server.file.live || server.declaration.disabled) continue;
      const plan = await this.#keeper.plan(server);
      if (!('refused' in plan) && this.#keeper.allows(plan)) allowed.set(plan.seal, server);
    }
    return allowed;
  }

  #goesOn(): boolean {
    return !this.#control.signal.aborted && this.#host.trusted() && this.#host.awake();
  }

  #after(pause: number): void {
    this.#timer = setTimeout(() => {
      void this.round()
        .catch((error: unknown) => this.#host.failed(error))
        .finally(() => {
          if (!this.#control.signal.aborted) this.#after(this.#host.pause);
        });
    }, pause * (1 + this.#host.chance() / 2));
  }
}
