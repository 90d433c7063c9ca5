import type * as vscode from 'vscode';
import type { AssessedServer } from '../../core/assess.ts';
import type { Drift } from '../../core/drift/drift.ts';
import type { Heard, ListeningKeeper } from '../../live/listening-keeper.ts';
import type { RollCall } from '../../live/roll-call.ts';
import type { TypedValues } from './ask-values.ts';
import type { ListeningPages } from './pages.ts';
import type { SecretTokens } from './sign-in.ts';

/** What a session gives to listening. */
export interface ListeningSession {
  readonly rollCall: RollCall;
  readonly keeper: ListeningKeeper;
  readonly secrets: vscode.SecretStorage;
  /** Hours between two background re-checks of one server, at least. */
  readonly hours: () => number;
  /** Asks whoever decides to look at a server again, which says something else than was approved. */
  readonly reReview: (server: AssessedServer, drift: Drift) => Promise<void>;
  /** The user saw by himself what it says: that is no news any more. */
  readonly noted: (server: AssessedServer, heard: Heard) => Promise<void>;
  /** What is to be given back with the session. */
  readonly keep: (part: vscode.Disposable) => void;
  readonly failed: (error: unknown) => void;
}

/** The same, and what listening keeps itself while the window is open. */
export interface Listening extends ListeningSession {
  readonly pages: ListeningPages;
  readonly tokens: SecretTokens;
  readonly typed: TypedValues;
}
