import type { PolicyPart, PolicyState } from '../../core/policy/policy-state.ts';
import { stateOf } from '../../core/policy/state-of.ts';
import { render } from '../../core/text/message.ts';
import { HeldPolicy, type Keeping } from './held-policy.ts';
import { PolicyCache } from './policy-cache.ts';
import { RegistryCaches } from './registry/registry-cache.ts';
import { RegistryKeeper } from './registry/registry-keeper.ts';
import { policySources, type NamedPolicy, type PolicyNames } from './policy-sources.ts';
import { signatureEnding } from './signature.ts';

/** What a keeper does not know itself. */
export interface KeeperSurroundings {
  /** What names policies at this moment: asked at each look, so that settings and folders may change. */
  names(): PolicyNames;
  /** Which policies are remembered on disk as well, of those that may be; absent: all. */
  readonly remembers?: (named: NamedPolicy) => boolean;
  /** Gives a token for registries that answer only who is signed in; absent, or undefined: nobody is. */
  readonly registryToken?: () => Promise<string | undefined>;
  /** Milliseconds; absent: the clock. */
  readonly now?: () => number;
  readonly random?: () => number;
  readonly fetch?: typeof globalThis.fetch;
  /** Calls after so many milliseconds, unless told not to any more. */
  readonly after?: (milliseconds: number, act: () => void) => { cancel(): void };
}

/**
 * What policy holds, of every source that is named: read from this machine alone, and renewed over the network where an address is
 * named, without anybody waiting for it. What cannot be read, got or believed leaves the last good one in force.
 */
export class PolicyKeeper {
  readonly #around: KeeperSurroundings;
  readonly #listeners = new Set<() => void>();
  readonly #control = new AbortController();
  readonly #registries: RegistryKeeper;
  #held: HeldPolicy[] = [];
  #files: readonly string[] = [];
  #state: PolicyState = { kind: 'none' };
  #shown = new Map<HeldPolicy, Shown>();
  #refreshing: Promise<void> | undefined;
  #timer: { cancel(): void } | undefined;
  #background = false;

  constructor(around: KeeperSurroundings) {
    this.#around = around;
    const { now, random, fetch, after: later, registryToken: token } = around;
    const caches = new RegistryCaches();
    this.#registries = new RegistryKeeper({
      cache: () => caches.outside(around.names()),
      ...(now && { now }), ...(random && { random }), ...(fetch && { fetch }), ...(later && { after: later }), ...(token && { token }),
    });
    this.#registries.onDidChange(() => {
      const before = this.#state;
      this.#update(this.#keeping(this.#around.names()));
      if (this.#state !== before) this.#tell();
    });
  }

  /** What holds now, by files and by what is remembered; no network. The same object as long as nothing is different. Never throws. */
  read(): PolicyState {
    const names = this.#around.names();
    const keeping = this.#keeping(names);
    const { policies, files } = policySources(names);
    this.#files = [...new Set([...files, ...policies.filter(({ source }) => source.kind === 'file').flatMap(({ source, keys }) => (keys ? [source.at, source.at + signatureEnding] : [source.at]))])];
    this.#held = policies.map((named) => this.#held.find((held) => held.isAbout(named))?.renamed(named) ?? new HeldPolicy(named, keeping));
    this.#update(keeping);
    if (this.#background) this.#schedule();
    return this.#state;
  }

  /** The files that it depends on, there or not: when one of them changes, `read` says something else. As of the last read. */
  get files(): readonly string[] {
    return this.#files;
  }

  /** Told when `read` would say something else because something came over the network. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** From now on asks by itself whenever something is due. */
  start(): void {
    this.#background = true;
    this.#schedule();
    this.#registries.start();
  }

  /**
   * Ask every address that is due, then every registry that the policies name; with `all`, every one. Resolves when all have answered
   * or were given up, and what came is remembered. Never rejects.
   */
  async refresh({ all = false }: { readonly all?: boolean } = {}): Promise<void> {
    await this.#renew(all);
    await this.#registries.refresh({ all });
  }

  /** Apart from registries: reading one takes longer than a withdrawn approval may. */
  #renew(all: boolean): Promise<void> {
    if (all && this.#refreshing) return this.#refreshing.then(() => this.#renew(all));
    this.#refreshing ??= this.#refresh(all).finally(() => {
      this.#refreshing = undefined;
      if (this.#background) this.#schedule();
    });
    return this.#refreshing;
  }

  /** Resolves when what was to be remembered is. */
  async written(): Promise<void> {
    await Promise.all(this.#held.map(({ written }) => written));
  }

  dispose(): void {
    this.#background = false;
    this.#control.abort();
    this.#registries.dispose();
    this.#timer?.cancel();
    this.#listeners.clear();
  }

  async #refresh(all: boolean): Promise<void> {
    const before = this.read();
    const keeping = this.#keeping(this.#around.names());
    await Promise.all(this.#held.map((held) => held.refresh(keeping, all)));
    await this.written();
    if (this.#control.signal.aborted) return;
    this.#update(this.#keeping(this.#around.names()));
    if (this.#state !== before) this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #update(keeping: Keeping): void {
    const before = this.#shown;
    this.#shown = new Map(this.#held.map((held) => [held, show(held, keeping, before.get(held), this.#registries)]));
    const parts = [...this.#shown.values()].map(({ whole }) => whole);
    this.#registries.want(parts.flatMap(({ document }) => document?.registries ?? []));
    const old = this.#state.kind === 'none' ? [] : this.#state.parts;
    if (parts.length === old.length && parts.every((part, i) => part === old[i])) return;
    this.#state = stateOf(parts);
  }

  #schedule(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const due = this.#held.flatMap(({ next }) => next ?? []);
    if (due.length === 0 || this.#control.signal.aborted) return;
    // At least once an hour: a machine sleeps, and its timers with it.
    const wait = Math.min(3_600_000, Math.max(0, Math.min(...due) - this.#now()));
    this.#timer = (this.#around.after ?? after)(wait, () => void this.#renew(false));
  }

  #now(): number {
    return (this.#around.now ?? Date.now)();
  }

  #keeping({ environment, judged }: PolicyNames): Keeping {
    const { random = Math.random, fetch, remembers = () => true } = this.#around;
    return { memory: new PolicyCache(environment, judged), remembers, now: this.#now(), random, fetch, signal: this.#control.signal };
  }
}

interface Shown {
  readonly bare: ReturnType<HeldPolicy['read']>;
  readonly notes: string;
  readonly part: PolicyPart;
  readonly whole: PolicyPart;
}

function show(held: HeldPolicy, keeping: Keeping, before: Shown | undefined, registries: RegistryKeeper): Shown {
  const bare = held.read(keeping);
  const said = held.notes(keeping);
  const notes = said.map(render).join('\n');
  const part = before?.bare === bare && before.notes === notes ? before.part : { ...bare, notes: said };
  return { bare, notes, part, whole: registries.withRegistries(part) };
}

function after(milliseconds: number, act: () => void): { cancel(): void } {
  const timer = setTimeout(act, milliseconds);
  return { cancel: () => clearTimeout(timer) };
}
