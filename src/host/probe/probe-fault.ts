import type { ProbeFailure } from '../../core/probe/outcome.ts';
import type { Message } from '../../core/text/message.ts';

/** Why a server could not be listened to. Thrown within the prober only: `listen` gives it as an outcome. */
export class ProbeFault extends Error {
  readonly code: ProbeFailure['code'];
  readonly said: Message;

  /** @param said never holds a secret */
  constructor(code: ProbeFailure['code'], said: Message) {
    super(code);
    this.name = 'ProbeFault';
    this.code = code;
    this.said = said;
  }
}
