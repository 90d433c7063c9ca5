import type { RegistryState } from '../registry/registry-state.ts';
import type { Message } from '../text/message.ts';
import type { CompiledPolicy } from './compile.ts';
import type { PolicyDocument } from './document.ts';
import type { PolicyProblem } from './read.ts';

/** What names one document of the policy. The host makes these; a workspace never does. */
export interface PolicySource {
  /** The file, as absolute path; or the https URL. */
  readonly at: string;
  readonly kind: 'file' | 'url';
  /** Who named it: the place that the operating system protects, the environment, a machine-scoped setting, or the command line. */
  readonly namedBy: 'system' | 'environment' | 'setting' | 'command-line';
}

/** One document of the policy, as it stands at one moment. */
export interface PolicyPart {
  readonly source: PolicySource;
  /** The one that counts; absent where there is none to go by: then nothing is approved until there is. */
  readonly document?: PolicyDocument;
  /** Denials of a newer issue that cannot take its place: they count too. */
  readonly tightening?: PolicyDocument;
  /** What is wrong in what is there now: entries that were left out, fields that are off, why it cannot be used. */
  readonly problems: readonly PolicyProblem[];
  /** Why `document` is an older one than what is there now. */
  readonly kept?: Message;
  /** When the source last said that `document` is its current one, as ISO 8601; absent where it is read anew each time. */
  readonly confirmed?: string;
  /** What the user should know of how it is kept: anybody could change it, it is not signed. */
  readonly notes: readonly Message[];
  /** The registries that `document` names, as far as they were read. */
  readonly registries: readonly RegistryState[];
}

/**
 * What policy holds at one moment.
 * - `none`: none is configured: every verdict is `unknown` / `no-policy`.
 * - `ready`: at least one part has a document. Every part must approve; one that has none to go by leaves what the others approve `undetermined`.
 * - `unusable`: there is nothing to go by: every verdict is `undetermined` / `policy-unusable`.
 */
export type PolicyState =
  | { readonly kind: 'none' }
  | { readonly kind: 'ready'; readonly parts: readonly PolicyPart[]; readonly policy: CompiledPolicy }
  | { readonly kind: 'unusable'; readonly parts: readonly PolicyPart[] };

/** The parts of a state that have nothing to go by. */
export function unreadParts(policy: PolicyState): readonly PolicyPart[] {
  return policy.kind === 'none' ? [] : policy.parts.filter(({ document }) => !document);
}

/** Why what holds is older than what is there now, or why a part is missing: for one line beside the verdicts. */
export function keptReasons(policy: PolicyState): readonly Message[] {
  return policy.kind === 'none' ? [] : policy.parts.flatMap(({ kept }) => kept ?? []);
}

/** Everything that is wrong in what is there now, of all parts. */
export function problemsOf(policy: PolicyState): readonly PolicyProblem[] {
  return policy.kind === 'none' ? [] : policy.parts.flatMap(({ problems }) => problems);
}
