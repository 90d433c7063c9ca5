import type { Compiled, Plan } from '../compile/plan.ts';
import { registryDelivery } from './delivery.ts';
import { registryEntries } from './entries.ts';
import { registryFiles } from './files.ts';
import { listedOf } from './listed.ts';
import { registryLosses } from './losses.ts';

/** A policy as the static files of an MCP registry (v0.1). What it does not approve is not in it: a registry knows no `deny-only`. */
export function compileRegistryFiles(plan: Plan): Compiled {
  const listed = listedOf(plan.policy, plan.now);
  const entries = registryEntries(listed);
  return { files: registryFiles(entries), delivery: registryDelivery, losses: registryLosses(plan, listed, entries) };
}
