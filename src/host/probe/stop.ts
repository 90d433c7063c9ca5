import { say } from '../../core/text/message.ts';
import { ProbeFault } from './probe-fault.ts';

/** What ends a probe from outside: whoever asked for it, or the clock. */
export class Stop {
  /** Rejects with the fault when it is over; never resolves. */
  readonly over: Promise<never>;
  fault: ProbeFault | undefined;
  readonly #told = new Set<(fault: ProbeFault) => void>();
  readonly #timer: NodeJS.Timeout;
  readonly #signal: AbortSignal | undefined;
  readonly #aborted = (): void => this.#end(new ProbeFault('cancelled', say('Listening was given up.')));
  #reject!: (fault: ProbeFault) => void;

  /** @param whole milliseconds */
  constructor(signal: AbortSignal | undefined, whole: number) {
    this.over = new Promise((_, reject) => (this.#reject = reject));
    this.over.catch(() => undefined);
    this.#timer = setTimeout(() => this.#end(new ProbeFault('timeout', say('It took longer than {seconds} seconds to listen to it, and was given up.', { seconds: whole / 1000 }))), whole);
    this.#signal = signal;
    if (signal?.aborted) this.#aborted();
    else signal?.addEventListener('abort', this.#aborted, { once: true });
  }

  /** Is told when it is over, at once if it is already; gives what takes that back. */
  tell(listener: (fault: ProbeFault) => void): () => void {
    if (this.fault) listener(this.fault);
    else this.#told.add(listener);
    return () => void this.#told.delete(listener);
  }

  /** To be called when nothing is left to be stopped. */
  done(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#aborted);
    this.#told.clear();
  }

  #end(fault: ProbeFault): void {
    if (this.fault) return;
    this.fault = fault;
    this.#reject(fault);
    for (const listener of this.#told) listener(fault);
  }
}
