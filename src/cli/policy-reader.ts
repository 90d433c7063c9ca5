// A bundle of its own: understanding a policy takes a large part of the program, and many scans have none.
import type { PolicyState } from '../core/policy/policy-state.ts';
import { PolicyKeeper } from '../host/policy/policy-keeper.ts';
import type { PolicyNames } from '../host/policy/policy-sources.ts';

export { readKeys } from '../host/policy/policy-keys.ts';

/** Whom to ask over the network: nobody, those that are due, or all. */
export type Asking = 'nobody' | 'due' | 'all';

/** What every policy that is named comes to, with the registries it names. */
export async function readConfigured(names: PolicyNames, asked: Asking, asking: () => void): Promise<PolicyState> {
  // Of files a command line remembers nothing: whoever runs it expects it to write nothing.
  const keeper = new PolicyKeeper({ names: () => names, remembers: ({ source }) => source.kind === 'url' });
  const shown = setInterval(asking, 500);
  try {
    if (asked !== 'nobody') await keeper.refresh({ all: asked === 'all' });
    return keeper.read();
  } finally {
    clearInterval(shown);
    keeper.dispose();
  }
}
