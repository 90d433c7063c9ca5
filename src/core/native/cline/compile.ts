import { approves } from '../../policy/verdict.ts';
import type { Compiled, Loss, Plan } from '../compile/plan.ts';
import { delivery } from './delivery.ts';
import { keys } from './keys.ts';
import { denialsUnsaid, lossesOf } from './losses.ts';
import { calledServers, localNames } from './said.ts';

/**
 * A policy as Cline's remote configuration: local servers by name, called ones by exact address. That no local server is approved is said by
 * `mcpMarketplaceEnabled`, since an empty list is none. There is no list of denials: without allowances nothing can be said at all.
 */
export function compileForCline(plan: Plan): Compiled {
  const common = plan.losses.filter(isTrueHere);
  if (plan.mode === 'deny-only') return { files: [], delivery: [], losses: [denialsUnsaid(plan), ...common] };
  const names = localNames(plan);
  const called = calledServers(plan);
  const config = {
    version: 'v1',
    ...(names.length === 0 ? { [keys.marketplace]: false } : { [keys.allowed]: names.map((id) => ({ id })) }),
    [keys.remote]: called,
    [keys.blockPersonal]: true,
  };
  return {
    files: [{ name: 'cline-remote-config.json', text: `${JSON.stringify(config, undefined, 2)}\n` }],
    delivery: delivery(called),
    losses: [...lossesOf(names, called.map(({ url }) => url), (subject) => approves(plan.policy.decide(subject, plan.now))), ...common],
  };
}

/** Of what every target loses, all but what is said of command lines and address patterns: none is compared here. */
function isTrueHere({ direction, dimension }: Loss): boolean {
  return direction !== 'blocks' || !['arguments', 'package', 'address', 'version'].includes(dimension);
}
