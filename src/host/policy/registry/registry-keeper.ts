import type { PolicyPart } from '../../../core/policy/policy-state.ts';
import type { RegistryFields } from '../../../core/policy/schema.ts';
import { registryName } from '../../../core/registry/registry-name.ts';
import type { RegistryState } from '../../../core/registry/registry-state.ts';
import { render, say, type Message } from '../../../core/text/message.ts';
import { HeldRegistry, registryKeyOf, type RegistryKeeping } from './held-registry.ts';

/** What a keeper does not know itself. */
export interface RegistrySurroundings extends Partial<RegistryKeeping> {
  /** Calls after so many milliseconds, unless told not to any more. */
  readonly after?: (milliseconds: number, act: () => void) => { cancel(): void };
}

/**
 * What is known of the registries that policies name: read from disk alone, and renewed over the network without anybody waiting
 * for it. Only what a policy names is asked; a workspace names none.
 */
export class RegistryKeeper {
  readonly #around: RegistrySurroundings;
  readonly #keeping: RegistryKeeping;
  readonly #control = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #held = new Map<string, HeldRegistry>();
  readonly #shown = new WeakMap<PolicyPart, { readonly version: number; readonly part: PolicyPart }>();
  #wanted: readonly RegistryFields[] = [];
  /** Counts what came: what is shown stays the same object until then. */
  #version = 0;
  #refreshing: Promise<void> | undefined;
  #timer: { cancel(): void } | undefined;
  #background = false;

  constructor(around: RegistrySurroundings) {
    const { cache = () => undefined, now = Date.now, random = Math.random, token, fetch, wait, timeout } = around;
    this.#around = around;
    this.#keeping = { cache, now, random, token, fetch, wait, timeout, signal: this.#control.signal };
  }

  /** From now on these are the ones that policies name; whatever else was known stays on disk. */
  want(registries: readonly RegistryFields[]): void {
    const named = (list: readonly RegistryFields[]): string => [...new Set(list.map(registryKeyOf))].sort().join('\n');
    if (named(registries) === named(this.#wanted)) return;
    this.#wanted = registries;
    if (this.#background) this.#schedule();
  }

  /** What is known of each; no network. Never throws. */
  states(registries: readonly RegistryFields[]): RegistryState[] {
    return registries.map((fields) => this.#heldFor(fields).state(fields));
  }

  /** A part with what is known of the registries that it names; the same object for the same part as long as nothing came. */
  withRegistries(part: PolicyPart): PolicyPart {
    const named = part.document?.registries ?? [];
    if (named.length === 0) return part;
    const shown = this.#shown.get(part);
    if (shown?.version === this.#version) return shown.part;
    const states = this.states(named);
    const whole: PolicyPart = { ...part, registries: states, notes: [...part.notes, ...states.flatMap(notesOn)] };
    this.#shown.set(part, { version: this.#version, part: whole });
    return whole;
  }

  /** Told when `states` would say something else. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** From now on asks by itself whenever something is due. */
  start(): void {
    this.#background = true;
    this.#schedule();
  }

  /** Ask every registry that is due; with `all`, every one. Resolves when all have answered or were given up. Never rejects. */
  refresh({ all = false }: { readonly all?: boolean } = {}): Promise<void> {
    if (all && this.#refreshing) return this.#refreshing.then(() => this.refresh({ all }));
    this.#refreshing ??= this.#refresh(all).finally(() => {
      this.#refreshing = undefined;
      if (this.#background) this.#schedule();
    });
    return this.#refreshing;
  }

  dispose(): void {
    this.#background = false;
    this.#control.abort();
    this.#timer?.cancel();
    this.#listeners.clear();
  }

  async #refresh(all: boolean): Promise<void> {
    const held = [...new Set(this.#wanted.map((fields) => this.#heldFor(fields)))];
    const before = this.#wanted.map((fields) => signOf(this.#heldFor(fields).state(fields)));
    await Promise.all(held.map((one) => one.refresh(this.#keeping, all)));
    if (this.#control.signal.aborted) return;
    const same = this.#wanted.every((fields, i) => signOf(this.#heldFor(fields).state(fields)) === before[i]);
    if (same) return;
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  #heldFor(fields: RegistryFields): HeldRegistry {
    const key = registryKeyOf(fields);
    let held = this.#held.get(key);
    if (!held) {
      this.#held.set(key, (held = new HeldRegistry(fields)));
      held.look(this.#keeping);
    }
    return held;
  }

  #schedule(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const due = this.#wanted.flatMap((fields) => this.#heldFor(fields).next ?? []);
    if (due.length === 0 || this.#control.signal.aborted) return;
    // At least once an hour: a machine sleeps, and its timers with it.
    const wait = Math.min(3_600_000, Math.max(0, Math.min(...due) - this.#keeping.now()));
    this.#timer = (this.#around.after ?? after)(wait, () => void this.refresh());
  }
}

const numbers = new WeakMap<object, number>();
let last = 0;

/** What tells whether a state says something else. That it failed once more for the same reason is nothing to tell. */
function signOf({ complete, listing, problem, signIn, unstored }: RegistryState): string {
  if (listing && !numbers.has(listing)) numbers.set(listing, ++last);
  return JSON.stringify([complete, listing && numbers.get(listing), problem && render(problem), signIn, unstored && render(unstored)]);
}

/** What the user should know of a registry, whether it decides anything or not. */
function notesOn({ url, complete, asOf, problem, skipped, unstored }: RegistryState): Message[] {
  const args = { registry: registryName(url), problem: problem ? render(problem) : '', date: asOf ? `${asOf.slice(0, 16).replace('T', ' ')} UTC` : '', count: skipped ?? 0, reason: unstored ? render(unstored) : '' };
  return [
    ...(problem && complete ? [say('The registry {registry} could not be read again ({problem}). What it listed on {date} still counts.', args)] : []),
    ...(problem && !complete ? [say('The registry {registry} has not been read wholly ({problem}). What it may list and was not read is left open.', args)] : []),
    ...(skipped !== undefined ? [say('{count} entries of the registry {registry} could not be read, and approve nothing.', args)] : []),
    ...(unstored ? [say('The registry {registry}: {reason}.', args)] : []),
  ];
}

function after(milliseconds: number, act: () => void): { cancel(): void } {
  const timer = setTimeout(act, milliseconds);
  // A program that has nothing else to do need not stay for it.
  timer.unref();
  return { cancel: () => clearTimeout(timer) };
}
