import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import { dueOf, noRechecks, rechecksFrom, withTold, withTried, type Rechecks } from '../../core/listening/rechecks.ts';
import { say, type Message } from '../../core/text/message.ts';
import { StateFile } from './state-file.ts';
import { stateOutside } from './state-outside.ts';

const fileName = 'rechecks.json';

/** Which servers some window listens to in the background, and what somebody was told of them, in the state folder: one window does it for all. */
export class RecheckStore {
  readonly file: string;
  readonly #state: StateFile<Rechecks>;

  private constructor(folder: string) {
    this.file = path.join(folder, fileName);
    this.#state = new StateFile({ file: this.file, name: 'rechecks', version: 1, empty: () => noRechecks, read: rechecksFrom });
  }

  /** @param judged absolute paths of what is open: a repository must not say that somebody was told */
  static of(environment: Environment, judged: readonly string[]): RecheckStore | { readonly refused: Message } {
    const found = stateOutside(environment, judged, [fileName]);
    if ('refused' in found) return found;
    if (found.within === undefined) return new RecheckStore(found.folder);
    return { refused: say('What was told is not read from {folder}: that lies in {judged}, and a repository must not say that somebody was told', { folder: found.folder, judged: found.within }) };
  }

  /**
   * Takes the launches that are due for this window alone; none where that cannot be stored.
   * @param every milliseconds from one try to the next
   */
  async claim(seals: readonly string[], now: string, every: number): Promise<readonly string[]> {
    if (dueOf(this.#state.read().value, seals, now, every).length === 0) return [];
    let due: readonly string[] = [];
    const { unusable } = await this.#state.update((held) => withTried(held, (due = dueOf(held, seals, now, every)), now));
    return unusable ? [] : due;
  }

  /** Of these changes, those that nobody was told of; none where that cannot be stored, or they would be told again and again. */
  async tell(ids: readonly string[], now: string): Promise<readonly string[]> {
    let fresh: readonly string[] = [];
    const { unusable } = await this.#state.update((held) => withTold(held, (fresh = ids.filter((id) => !Object.hasOwn(held.told, id))), now));
    return unusable ? [] : fresh;
  }
}
