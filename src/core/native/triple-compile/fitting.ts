import { say } from '../../text/message.ts';
import { argvOf, bare, Verdicts } from '../compile/bare.ts';
import type { Loss, Plan, PlannedCommand } from '../compile/plan.ts';

/** A plan that fits into a file, and what that cost. */
export interface Fitted {
  readonly plan: Plan;
  readonly losses: readonly Loss[];
}

/**
 * A plan with as many of its command lines as a client will read: all; else the usual one of each package and those in use; else those in use.
 * A file that is too large counts as none at all for VS Code, and then everything starts: rather than that, too little is allowed.
 * @param sizeOf how large what is written of a plan becomes
 */
export function fitting(plan: Plan, limit: number, sizeOf: (plan: Plan) => number): Fitted {
  if (sizeOf(plan) <= limit) return { plan, losses: [] };
  const used = new Set(plan.seen.map((subject) => JSON.stringify(argvOf(subject))));
  const inUse = plan.commands.filter(({ argv }) => used.has(JSON.stringify(argv)));
  const smaller = [...new Set([...inUse, ...usual(plan.commands)])];
  const fitted = [smaller, inUse, []].map((commands) => ({ ...plan, commands })).find((each) => sizeOf(each) <= limit) ?? { ...plan, commands: [], addresses: [], patterns: [] };
  const kept = new Set(fitted.commands.map(({ argv }) => JSON.stringify(argv)));
  const addresses = fitted.addresses.length === plan.addresses.length;
  const verdicts = new Verdicts(plan.policy, plan.now);
  return {
    plan: fitted,
    losses: [{
      direction: 'blocks', dimension: 'arguments',
      message: say('The file may hold {limit} characters, and the whole list is longer: of {all} command lines it has {kept}. Approve less in the policy, or compile for each group of machines with the servers in use there.', { limit, all: plan.commands.length, kept: kept.size }),
      covers: (subject) => (argvOf(subject) ? !kept.has(JSON.stringify(argvOf(subject))) : !addresses) && verdicts.approves(subject),
    }],
  };
}

/** The first of the command lines of each package, which is the most usual one. */
function usual(commands: readonly PlannedCommand[]): readonly PlannedCommand[] {
  const first = new Map<string, PlannedCommand>();
  for (const command of commands) {
    const { identity } = bare({ argv: command.argv });
    const key = JSON.stringify(identity.kind === 'package' ? [identity.purl, identity.launch.args] : command.argv);
    if (!first.has(key)) first.set(key, command);
  }
  return [...first.values()];
}
