import type { Compiled, Plan } from './compile/plan.ts';
import { natives } from './natives.ts';
import { compileRegistryFiles } from './registry-files/compile.ts';

/** What a policy can be written as. */
export interface Target {
  readonly id: string;
  readonly name: string;
  /** It is a list of what may be started, with no meaning where nobody decided. */
  readonly allowsOnly?: true;
  compile(plan: Plan): Compiled;
}

const registry: Target = { id: 'registry', name: 'an MCP registry', allowsOnly: true, compile: compileRegistryFiles };

/** Every client whose own lists can be written, and a registry. */
export function targets(): readonly Target[] {
  const clients = natives.flatMap((native): Target[] => (native.compile ? [{ id: native.id, name: native.name, compile: (plan) => native.compile!(plan) }] : []));
  return [...clients, registry];
}
