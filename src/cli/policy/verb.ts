import type { ExitCode } from '../exit-code.ts';

/** One verb of `mcp-roll-call policy`. */
export interface Verb {
  /** How it is called, without the program's name. */
  readonly form: string;
  readonly help: string;
  run(args: readonly string[]): Promise<ExitCode>;
}

/** Which code counts when several files end differently. */
const order: readonly ExitCode[] = [2, 1, 4, 5, 3, 0];

export function worst(codes: readonly ExitCode[]): ExitCode {
  return order.find((code) => codes.includes(code)) ?? 0;
}

