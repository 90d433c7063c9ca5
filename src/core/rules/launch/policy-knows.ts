import type { Verdict } from '../../policy/verdict.ts';

/** Whether the policy's own diagnostic says that what runs cannot be told, or an entry of it approves the very line all the same. */
export function policyKnows({ code }: Verdict): boolean {
  return code === 'opaque' || code === 'matched';
}
