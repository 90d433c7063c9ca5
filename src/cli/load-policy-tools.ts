import type * as tools from './policy-tools.ts';

/** Loaded when a verb of `policy` needs it: the tools for those who write policies are a bundle of their own. */
export function loadPolicyTools(): Promise<typeof tools> {
  return import('./policy-tools.js');
}
