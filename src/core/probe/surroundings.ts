import type { Environment } from '../clients/client.ts';
import type { Seal } from '../launch/launch.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Message } from '../text/message.ts';

/** What a plan depends on besides the declaration. The functions must not throw. */
export interface ProbeSurroundings {
  /** False in Restricted Mode: then nothing is planned at all. */
  readonly trusted: boolean;
  /** Home folder and variables of the user: only those that a declaration names are looked at. */
  readonly environment: Environment;
  /** The folder that is open, absolute, for files that belong to none. */
  readonly folder?: string;
  /** Keyed, the key being the store's (`SnapshotStore`). */
  readonly seal: Seal;
  /** What the policy says of the server, where there is one. */
  readonly verdict?: Verdict;
  /** The file that a command's name stands for: absolute. `searched`: the PATH that the declaration sets, where it does. */
  readonly programAt?: (command: string, searched?: string) => string | undefined;
  /** A hash of what a file holds, for local code whose change is another launch; undefined where it is no file or too large. */
  readonly contentOf?: (file: string) => string | undefined;
  /** The text of an environment file that the declaration names; without it such a declaration is refused. */
  readonly envFile?: (file: string) => { readonly text: string } | { readonly unreadable: Message };
}
