import type { Options } from '../arguments.ts';
import type { ExitCode } from '../exit-code.ts';
import { UsageError } from '../usage-error.ts';

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

/**
 * A verb is about the files that are named: what says which policy is configured means nothing to it, and is not passed over in silence.
 * @throws UsageError
 */
export function refuseOthers({ policy, policyKeys, offline, refresh, user, failOn }: Options, taken: readonly ('user' | 'failOn')[] = []): void {
  const given = [
    ...(policy === undefined ? [] : ['--policy']), ...(policyKeys === undefined ? [] : ['--policy-keys']), ...(offline ? ['--offline'] : []), ...(refresh ? ['--refresh'] : []),
    ...(user || taken.includes('user') ? [] : ['--no-user']), ...(failOn === undefined || taken.includes('failOn') ? [] : ['--fail-on']),
  ];
  if (given.length > 0) throw new UsageError(`${given.join(', ')} ${given.length === 1 ? 'means' : 'mean'} nothing here: this looks at the files that are named, and at no configured policy.`);
}
