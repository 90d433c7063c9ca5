import type { AssessedServer } from '../../core/assess.ts';
import { planProbe } from '../../core/probe/plan-of.ts';
import type { ProbePlan } from '../../core/probe/plan.ts';
import { maskedCommandLine } from '../../core/secret/mask.ts';
import type { Seal } from '../../core/launch/launch.ts';
import { render, type Message } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import { realEnvironment } from '../../host/files/environment.ts';
import { planSurroundings } from '../../host/probe/plan-surroundings.ts';
import { padded } from '../../core/report/text/lines.ts';
import { note, shown } from '../terminal.ts';

/** A server with what would be started, or why nothing is. */
export interface Planned {
  readonly server: AssessedServer;
  readonly plan: ProbePlan | { readonly refused: Message };
}

/** On a command line nobody has restricted anything: who types it has decided to look at this folder. */
export function planned(server: AssessedServer, seal: Seal): Planned {
  const { file, declaration, identity, verdict } = server;
  return { server, plan: planProbe(file, declaration, identity, planSurroundings(realEnvironment(), { trusted: true, seal, verdict, folder: process.cwd() })) };
}

/** What a server is called in what is printed: its name, and where it is declared. */
export function nameOf({ declaration, file }: AssessedServer): string {
  return `${visible(declaration.name, 100)} (${shown(file.path)}:${declaration.range.start.line + 1})`;
}

/** The whole of what would run. Nothing is cut or wrapped: a terminal breaks long lines by itself. */
export function showPlan(server: AssessedServer, { shown: lines }: ProbePlan): void {
  const labels = lines.map(({ label }) => render(label));
  const width = Math.min(28, Math.max(...labels.map((label) => label.length)) + 2);
  note(nameOf(server));
  lines.forEach(({ text }, i) => note(`  ${padded(`${labels[i]!}:`, width)} ${text}`));
  note('');
}

/** What a permission is listed by. */
export function labelOf({ declaration }: AssessedServer): string {
  return `${visible(declaration.name, 80)}: ${visible(maskedCommandLine(declaration), 200)}`;
}
