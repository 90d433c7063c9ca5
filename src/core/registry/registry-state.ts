import type { Message } from '../text/message.ts';
import type { RegistryListing } from './registry-listing.ts';

/** What is known of one MCP registry that a policy document names, at one moment. */
export interface RegistryState {
  /** Its base URL, as the policy writes it. */
  readonly url: string;
  /** Whether what it lists is approved by that. */
  readonly trust: 'approves' | 'metadata-only';
  /** Everything that it lists has been read at least once; else what nothing speaks of cannot be told to be unknown. */
  readonly complete: boolean;
  /** What was read of it; absent where nothing was. */
  readonly listing?: RegistryListing;
  /** Up to when what was read is its current state, as ISO 8601. */
  readonly asOf?: string;
  /** Why it could not be read (again) the last time. */
  readonly problem?: Message;
  /** It answers only who is signed in, and nobody is, or not as somebody who may read it. */
  readonly signIn?: true;
  /** Entries of it that could not be read. */
  readonly skipped?: number;
  /** Why what was read is not remembered. */
  readonly unstored?: Message;
}
