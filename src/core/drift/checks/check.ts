import type { DriftChange } from '../drift.ts';
import type { Item } from '../item.ts';
import type { Matched } from '../match.ts';

/** What a check looks at: everything on both sides, and which of it is the same thing. */
export interface Checked {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
  readonly matched: Matched;
  /** What the server says of itself as a whole: identity, capabilities and instructions, canonical JSON. */
  readonly server: { readonly before: readonly ServerText[]; readonly after: readonly ServerText[] };
}

export interface ServerText {
  readonly subject: 'instructions' | 'info' | 'capabilities';
  readonly canonical: string;
}

/** Looks for one sort of deceit among what changed. Never throws; time linear in the texts. What was so before is no change, and not told. */
export type DriftCheck = (checked: Checked) => readonly DriftChange[];
