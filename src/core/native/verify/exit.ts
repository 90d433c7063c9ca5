import type { Verification } from './verification.ts';

/** What a verification ends a program with; the codes are those of src/cli/exit-code.ts: 0 enforced, 1 not, 3 nothing to look at, 4 cannot be told. */
export function exitOf({ policy, clients, listless }: Verification): 0 | 1 | 3 | 4 {
  if (policy === 'none' || policy === 'unusable') return 4;
  if (clients.length + listless.length === 0) return 3;
  if (listless.length > 0 || clients.some(({ status }) => status === 'partly' || status === 'not-enforced')) return 1;
  return policy === 'incomplete' || clients.some(({ status }) => status !== 'enforced') ? 4 : 0;
}
