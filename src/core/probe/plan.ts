import type { Message } from '../text/message.ts';

/** A value as the declaration writes it, its variables still in it (`Bearer ${input:token}`). May hold a secret: never shown, logged or stored. */
export interface PlannedValue {
  readonly name: string;
  readonly template: string;
}

/** Something that has to be asked for before the probe: an input of the file, or a variable that is not set. */
export interface Ask {
  /** The variable as it is written, `input:token`. */
  readonly id: string;
  readonly description: string;
  readonly secret: boolean;
  readonly default?: string;
}

/** What would be started or called, exactly. */
export type ProbeTarget =
  | { readonly kind: 'stdio'; readonly command: string; readonly args: readonly string[]; readonly env: readonly PlannedValue[]; /** Absent: an empty temporary folder. */ readonly cwd?: string }
  | { readonly kind: 'http'; readonly url: string; readonly headers: readonly PlannedValue[]; /** `sse`: the declaration says so; `http`: streamable HTTP, SSE where the server has nothing else. */ readonly transport: 'http' | 'sse' };

/** What a user is shown and agrees to before anything starts. */
export interface ProbePlan {
  readonly target: ProbeTarget;
  readonly asks: readonly Ask[];
  /** Lines for the user, complete, secrets masked: command and each argument, names of variables, working directory, where the code comes from. */
  readonly shown: readonly { readonly label: Message; readonly text: string }[];
  /** Of exactly this launch, keyed: what an answer may be remembered by. Another argument, variable, value, folder or package source is another seal. */
  readonly seal: string;
}

/** Nothing can be started or called, and why. */
export interface NoPlan {
  readonly refused: Message;
}
