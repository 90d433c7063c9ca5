import type { ConfigFile, ReadStatus, ServerDeclaration } from './config/config-file.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding/finding.ts';
import type { Identity } from './identity/identity.ts';
import type { PolicyState } from './policy/policy-state.ts';
import type { Verdict } from './policy/verdict.ts';

/** A server, with everything known about it. */
export interface AssessedServer {
  readonly file: ConfigFile;
  readonly declaration: ServerDeclaration;
  readonly identity: Identity;
  readonly verdict: Verdict;
}

/** How many live, enabled servers there are, by what the policy says of them. */
export interface Summary {
  readonly files: Readonly<Record<ReadStatus, number>>;
  /** Live and enabled. */
  readonly servers: number;
  readonly approved: number;
  /** Live, enabled, and a configured policy does not approve them. */
  readonly notApproved: number;
  /** Of those, denied or revoked. */
  readonly denied: number;
  readonly dormant: number;
  readonly disabled: number;
}

/** Everything known about a set of config files under a policy at one moment. */
export interface Assessment {
  readonly policy: PolicyState;
  readonly files: readonly ConfigFile[];
  readonly servers: readonly AssessedServer[];
  readonly findings: readonly Finding[];
  readonly summary: Summary;
  readonly facts: Facts;
}
