/** What is said of work that lasts: on a terminal, after the first second, on one line that is taken away at the end. */
export class Progress {
  readonly #start = performance.now();
  readonly #stop = (): void => {
    this.end();
    // As a shell has it for a program that ends by SIGINT.
    process.exit(130);
  };
  #shown = false;

  show(text: string): void {
    if (!process.stderr.isTTY || performance.now() - this.#start < 1000) return;
    if (!this.#shown) process.once('SIGINT', this.#stop);
    this.#shown = true;
    process.stderr.write(`\r\x1b[K${text.slice(0, Math.max(20, (process.stderr.columns || 80) - 1))}`);
  }

  end(): void {
    if (this.#shown) process.stderr.write('\r\x1b[K');
    this.#shown = false;
    process.off('SIGINT', this.#stop);
  }
}
