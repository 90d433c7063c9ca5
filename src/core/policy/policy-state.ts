import type { CompiledPolicy } from './compile.ts';
import type { PolicyProblem } from './read.ts';

/** Where a policy was read from, and how that went. The host makes these; a workspace never does. */
export interface PolicySource {
  /** The file, as absolute path. */
  readonly path: string;
  /** Who named it: the machine-scoped setting, or the command line. */
  readonly namedBy: 'setting' | 'command-line';
}

/**
 * What policy holds at one moment.
 * - `none`: none is configured: every verdict is `unknown` / `no-policy`.
 * - `ready`: one holds. `problems` are entries that were left out or fields that are off; `kept` tells why an older document than
 *   the one on disk holds (malformed, gone back in `serial`, unreadable), in which case the newer one's denies count too.
 * - `unusable`: one is configured and there is nothing to go by: every verdict is `undetermined` / `policy-unusable`.
 */
export type PolicyState =
  | { readonly kind: 'none' }
  | { readonly kind: 'ready'; readonly source: PolicySource; readonly policy: CompiledPolicy; readonly problems: readonly PolicyProblem[]; readonly kept?: string }
  | { readonly kind: 'unusable'; readonly source: PolicySource; readonly problems: readonly PolicyProblem[] };
