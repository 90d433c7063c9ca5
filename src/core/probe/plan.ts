import { say, type Message } from '../text/message.ts';

/**
 * A text in which some pieces are asked for: everything a client fills in by itself (folders, the user's environment) is filled in already,
 * so that nothing in the pieces that are text is taken for a variable again.
 */
export type Template = readonly (string | { readonly ask: string })[];

/** A variable or header. May hold a secret: never shown, logged or stored. */
export interface PlannedValue {
  readonly name: string;
  readonly template: Template;
}

/** Something that has to be asked for before the probe: an input of the file, or a variable that is not set. */
export interface Ask {
  /** The variable as it is written, `input:token`. */
  readonly id: string;
  readonly description: string;
  readonly secret: boolean;
  readonly default?: string;
  /** Where the file gives a choice: only one of these is an answer. */
  readonly options?: readonly string[];
}

/** What would be started or called, exactly. */
export type ProbeTarget =
  | { readonly kind: 'stdio'; readonly command: string; /** The file that was found for a command's name, and shown: that one is started, whatever comes to lie before it on the way. */ readonly program?: string; readonly args: readonly Template[]; readonly env: readonly PlannedValue[]; /** Absent: an empty temporary folder. */ readonly cwd?: string }
  | { readonly kind: 'http'; readonly url: Template; readonly headers: readonly PlannedValue[]; /** `sse`: the declaration says so; `http`: streamable HTTP, SSE where the server has nothing else. */ readonly transport: 'http' | 'sse' };

/** One line of what is agreed to. `text` is made visible and masked already, and complete however long: it is never cut. */
export interface ShownLine {
  readonly label: Message;
  readonly text: string;
}

/** What a user is shown and agrees to before anything starts. */
export interface ProbePlan {
  readonly target: ProbeTarget;
  readonly asks: readonly Ask[];
  /** Lines for the user, complete, secrets masked: command and each argument, names of variables, working directory, where the code comes from. */
  readonly shown: readonly ShownLine[];
  /**
   * Where the policy denies or revokes this server: what a second, stronger question says. Such a plan is never agreed to in advance (`--yes`),
   * the answer is never remembered, and nothing is started in the background.
   */
  readonly stronger?: Message;
  /** Of exactly this launch, keyed: what an answer may be remembered by. Another argument, variable, value, folder or package source is another seal. */
  readonly seal: string;
}

/** Between what was shown and the start. */
export const changedMeanwhile = say('What would be started or called is no longer what was shown: a file of it changed meanwhile. Nothing was started; look at it again.');

/** Nothing can be started or called, and why. */
export interface NoPlan {
  readonly refused: Message;
}
