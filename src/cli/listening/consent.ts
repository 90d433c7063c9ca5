import type { ProbePlan } from '../../core/probe/plan.ts';
import type { AssessedServer } from '../../core/assess.ts';
import { render } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import type { RememberedVoices } from '../../host/store/snapshot-store.ts';
import { agreed } from '../agreed.ts';
import { note } from '../terminal.ts';
import { isThereAnybody, typedLine, type Asking } from './asking.ts';

/** Whether a launch was agreed to before: exactly this one, and the policy does not deny it. */
export function agreedBefore(plan: ProbePlan, remembered: RememberedVoices): boolean {
  return plan.stronger === undefined && remembered.agreed(plan.seal);
}

/** A word for launches that were all shown; each that the policy denies is asked about by itself. Gives those that somebody agreed to. */
export async function consented<T extends { readonly server: AssessedServer; readonly plan: ProbePlan }>(launches: readonly T[], remembered: RememberedVoices, { yes }: Pick<Asking, 'yes'>): Promise<readonly T[]> {
  const denied = launches.filter(({ plan }) => plan.stronger);
  const open = launches.filter(({ plan }) => !plan.stronger && !agreedBefore(plan, remembered));
  const may = new Set<T>(launches.filter((one) => !open.includes(one) && !denied.includes(one)));
  if (open.length > 0 && (yes || (await ask(open.length === 1 ? questionFor(open[0]!.plan) : `Start or call these ${open.length}, and listen to what they say of themselves?`)))) for (const one of open) may.add(one);
  for (const one of denied) if (await insists(one.server, one.plan)) may.add(one);
  return launches.filter((one) => may.has(one));
}

function questionFor({ target }: ProbePlan): string {
  return target.kind === 'stdio' ? 'Start it with your rights, and listen to what it says of itself?' : 'Call it, and listen to what it says of itself?';
}

async function ask(question: string): Promise<boolean> {
  if (isThereAnybody()) return agreed(question);
  note('There is no terminal to ask at. --yes agrees to what is shown above, this time.');
  return false;
}

/** The policy's word is not waved away with a letter, nor by a script. */
async function insists({ declaration }: AssessedServer, { stronger }: ProbePlan): Promise<boolean> {
  note(render(stronger!));
  if (!isThereAnybody()) {
    note(`${visible(declaration.name, 100)} was not started: only a person at a terminal can do that, and --yes does not count for it.`);
    return false;
  }
  const line = await typedLine('To start it all the same, type its name: ');
  return line !== undefined && line.trim() === declaration.name.trim();
}
