import type { Message } from '../../core/text/message.ts';
import { backOff } from './pace.ts';

/** Since when something goes wrong, and what is told of it. */
export class Failing {
  #since: number | undefined;
  #times = 0;
  #told: Message | undefined;

  /** Undefined while all is well. */
  get told(): Message | undefined {
    return this.#told;
  }

  /**
   * Once more.
   * @param told what is told, given since when
   * @returns how many milliseconds to wait before the next attempt
   */
  again(now: number, told: (since: string) => Message): number {
    this.#since ??= now;
    this.#told = told(shownTime(this.#since));
    return backOff(++this.#times);
  }

  over(): void {
    this.#since = undefined;
    this.#times = 0;
    this.#told = undefined;
  }
}

export function shownTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
