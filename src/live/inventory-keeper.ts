import type { Assessment } from '../core/assess.ts';
import type { Catalog } from '../core/catalog/catalog.ts';
import type { Environment } from '../core/clients/client.ts';
import type { Remembered } from '../core/inventory/remembered.ts';
import type { InventoryRow } from '../core/inventory/row.ts';
import type { Message } from '../core/text/message.ts';
import type * as tools from '../host/inventory/inventory-tools.ts';
import type { RollCall } from './roll-call.ts';

/** What makes and keeps an inventory, loaded when it is first needed. */
export type InventoryTools = typeof tools;

/** What this module does not do itself. */
export interface InventoryHost {
  tools(): Promise<InventoryTools>;
  readonly environment: Environment;
  /** The folders that are open. */
  folders(): readonly string[];
  /** Where drafted registrations lie, from a workspace folder. */
  registrations(): string;
  catalog(): Catalog;
  /** The config files with text that nobody has saved, by their paths. */
  unsaved(): readonly string[];
  /** ISO 8601. */
  now(): string;
  /** Milliseconds between an assessment and its being remembered: bursts become one. */
  readonly delay: number;
  /** Something here failed that should not have. */
  failed(error: unknown): void;
  /** Nothing can be remembered now, and why. */
  cannotRemember(reason: Message): void;
}

/** An inventory of what a window shows and of what is remembered. */
export interface Inventory {
  readonly rows: readonly InventoryRow[];
  readonly assessment: Assessment;
  readonly generatedAt: string;
  /** What is wrong with what is remembered. */
  readonly notes: readonly Message[];
}

/** Keeps what a window sees in the inventory of the machine, and gives its rows to whoever shows them. */
export class InventoryKeeper {
  readonly #rollCall: RollCall;
  readonly #host: InventoryHost;
  readonly #subscription: { dispose(): void };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<void> = Promise.resolve();
  #disposed = false;

  constructor(rollCall: RollCall, host: InventoryHost) {
    this.#rollCall = rollCall;
    this.#host = host;
    this.#subscription = rollCall.onDidChange(() => this.#soon());
  }

  /** The inventory of the assessment that holds now. Reads what is remembered, and writes nothing. */
  async inventory(assessment: Assessment = this.#rollCall.assessment): Promise<Inventory> {
    const { InventoryStore, rowsOf } = await this.#host.tools();
    const held = new InventoryStore(this.#host.environment).read();
    const generatedAt = this.#host.now();
    const notes = [held.setAside, held.unusable].filter((message) => message !== undefined);
    return { rows: rowsOf(await this.#observe(assessment, held.value), held.value, generatedAt), assessment, generatedAt, notes };
  }

  /** Resolves when what holds now is remembered. */
  async remembered(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#remember();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  #soon(): void {
    if (this.#disposed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#remember();
    }, this.#host.delay);
  }

  /** One after another: a later one must not be overtaken by an earlier one's look at the disk. */
  #remember(): Promise<void> {
    this.#queue = this.#queue.then(() => this.#rememberOnce()).catch((error: unknown) => this.#host.failed(error));
    return this.#queue;
  }

  async #rememberOnce(): Promise<void> {
    const { assessment } = this.#rollCall;
    // Before the first look nothing is known, which is not the same as that nothing is there.
    if (this.#disposed || assessment.files.length === 0) return;
    const { InventoryStore } = await this.#host.tools();
    const store = new InventoryStore(this.#host.environment);
    const { unusable } = await store.update(await this.#observe(assessment, store.read().value), this.#host.now());
    if (unusable) this.#host.cannotRemember(unusable);
  }

  async #observe(assessment: Assessment, held: Remembered): Promise<InstanceType<InventoryTools['Observation']>> {
    const { InventoryEvidence, Observation } = await this.#host.tools();
    const evidence = new InventoryEvidence(this.#host.environment, { registrations: this.#host.registrations(), catalog: this.#host.catalog() });
    for (const file of this.#host.unsaved()) evidence.surroundings.unsaved.add(file);
    evidence.lookForVanished(held, this.#host.folders());
    evidence.lookBeside(assessment.files);
    const observation = new Observation(evidence.surroundings);
    observation.add(assessment);
    return observation;
  }
}
