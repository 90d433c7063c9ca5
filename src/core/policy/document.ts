import type { Path } from '../config/node.ts';
import type { IntakeTarget } from './intake-schema.ts';
import type { ModelRules, ProviderEntryFields, ProviderMatch } from './provider-schema.ts';
import type { ContractRules, Defaults, EntryFields, Expectation, Gateway, IgnoreFields, MatchItem, RegistryFields, RuleSetting, TestFields } from './schema.ts';

/** A policy document as far as it can be relied on: what could not be read is left out of it and told as a problem. */
export interface PolicyDocument {
  /** What names the document: the path of its file. */
  readonly source: string;
  /** 0 when it cannot be read, so that it is older than any other. */
  readonly serial: number;
  readonly issuer: string;
  readonly issuedAt?: string;
  readonly refreshAfter?: string;
  readonly expiresAt?: string;
  readonly registries: readonly RegistryFields[];
  readonly defaults: Defaults;
  readonly servers: readonly PolicyEntry[];
  /** Undefined: nothing is said of model providers. Empty: none is approved. */
  readonly providers?: readonly ProviderEntry[];
  /** Which models may be used, of whatever provider. */
  readonly models?: ModelRules;
  /** Through which remote servers are to be called. */
  readonly gateway?: Gateway;
  /** What registrations must have. */
  readonly contracts?: ContractRules;
  /** Where a decision on a server can be asked for. */
  readonly intake?: readonly IntakeTarget[];
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly ignores?: readonly (IgnoreFields & { readonly path: Path })[];
  readonly tests: readonly PolicyTest[];
}

export interface PolicyEntry extends EntryFields {
  readonly path: Path;
  readonly match: readonly PolicyMatch[];
}

/** An entry on model providers. */
export interface ProviderEntry extends ProviderEntryFields {
  readonly path: Path;
  readonly match: readonly (ProviderMatch & { readonly path: Path })[];
}

/** An item of `match`, with the way to it in the document. */
export interface PolicyMatch extends MatchItem {
  readonly path: Path;
}

export interface PolicyTest extends TestFields {
  readonly expect: Expectation;
  readonly path: Path;
}

export type DenyingState = 'denied' | 'revoked';

/** Wins over every approval, and needs no level to do so. */
export function denies(state: string): state is DenyingState {
  return state === 'denied' || state === 'revoked';
}

/** Binds `minIdentity`; what is written wrong in such an entry makes it approve less, never more. */
export function isApproving(state: string): state is 'approved' | 'conditional' {
  return state === 'approved' || state === 'conditional';
}
