import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import type { Observation } from '../../core/inventory/observation.ts';
import { nothingRemembered, remember, type Remembered } from '../../core/inventory/remembered.ts';
import { rememberedFrom } from '../../core/inventory/remembered-from.ts';
import { StateFile, type Held } from './state-file.ts';
import { stateFolder } from './state-folder.ts';

/** What the inventory of this machine remembers, shared by windows and command lines. Holds hashes and shown forms, never a secret. */
export class InventoryStore {
  readonly #state: StateFile<Remembered> | Held<Remembered>;

  constructor(environment: Environment) {
    const place = stateFolder(environment);
    this.#state =
      'folder' in place
        ? new StateFile({ file: path.join(place.folder, 'inventory.json'), name: 'inventory', version: 1, empty: () => nothingRemembered, read: rememberedFrom })
        : { value: nothingRemembered, unusable: place.refused };
  }

  /** What is remembered now. Writes nothing, never throws. */
  read(): Held<Remembered> {
    return this.#state instanceof StateFile ? this.#state.read() : this.#state;
  }

  /** Takes in what was observed, on top of whatever others have stored meanwhile. Gives what is remembered afterwards; never throws. */
  async update(observation: Observation, now: string): Promise<Held<Remembered>> {
    return this.#state instanceof StateFile ? this.#state.update((held) => remember(held, observation, now)) : this.#state;
  }
}
