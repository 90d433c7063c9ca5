import type { Identity } from '../identity/identity.ts';
import { probeLimits, type ProbeLimits } from './outcome.ts';

/** Longer where a launcher may have to download the package first. */
export function limitsFor(identity: Identity): ProbeLimits {
  const fetched = identity.kind === 'package' || (identity.kind === 'remote' && identity.via !== undefined) || identity.kind === 'opaque';
  return fetched ? { ...probeLimits, connect: 60_000, whole: 180_000 } : probeLimits;
}
