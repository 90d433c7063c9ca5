import type { CompiledPolicy } from '../../policy/compile.ts';
import type { NativeSubject } from '../native.ts';
import { Verdicts } from './bare.ts';
import { isSayable } from './sayable.ts';
import { layersOf } from './listed-items.ts';
import { commonLosses } from './losses.ts';
import type { Plan } from './plan.ts';
import { plannedPlaces } from './planned-addresses.ts';
import { plannedCommands } from './planned-commands.ts';
import { plannedDenials, takenOut } from './planned-denials.ts';

/** What a plan is made under. */
export interface PlanOptions {
  /** An ISO 8601 instant. */
  readonly now: string;
  readonly mode: Plan['mode'];
  /** Servers that are really configured. */
  readonly seen: readonly NativeSubject[];
}

/**
 * What a policy comes to in command lines, addresses and denials. Nothing is planned that the policy, asked about a declaration with that and
 * nothing else in it, does not approve; nothing that can be something else tomorrow is.
 */
export function planOf(policy: CompiledPolicy, { now, mode, seen }: PlanOptions): Plan {
  const used = seen.filter(isSayable);
  const verdicts = new Verdicts(policy, now);
  const layers = layersOf(policy);
  const allowing = mode === 'allow-and-deny';
  const places = allowing ? plannedPlaces(layers, verdicts, used) : { addresses: [], patterns: [] };
  const plan = {
    policy, now, mode, seen, ...places,
    commands: allowing ? plannedCommands(layers, verdicts, used) : [],
    denials: [...plannedDenials(verdicts, used), ...(allowing ? takenOut(layers, places, verdicts) : [])],
  };
  return { ...plan, losses: commonLosses(plan, layers, verdicts) };
}
