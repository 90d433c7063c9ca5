import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import type { Platform } from '../../../src/core/clients/client.ts';
import type { ConfigFile } from '../../../src/core/config/config-file.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { planProbe } from '../../../src/core/probe/plan-of.ts';
import type { ProbePlan } from '../../../src/core/probe/plan.ts';
import type { ProbeSurroundings } from '../../../src/core/probe/surroundings.ts';
import { render } from '../../../src/core/text/message.ts';
import { assessed, seal } from '../launch/accepted-from.ts';

export interface Around extends Partial<Omit<ProbeSurroundings, 'environment'>> {
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: Platform;
}

export function fileAt(path: string, text: string, live = true): ConfigFile {
  const known = workspaceFileAt(path);
  if (!known) throw new Error(`${path} is no place of a config file`);
  return readConfigFile({ path: `/w/${path}`, root: '/w', known, live, content: { text } });
}

/** The plan of the first server of a file of the workspace `/w`, or why there is none. */
export function plannedIn(path: string, written: unknown, { env = {}, platform = 'linux', ...around }: Around = {}, live = true): ProbePlan | string {
  const file = fileAt(path, typeof written === 'string' ? written : JSON.stringify(written), live);
  const [server] = assessed([file]).servers;
  if (!server) throw new Error('No server in it');
  const plan = planProbe(file, server.declaration, server.identity, { trusted: true, environment: { platform, home: '/home/ann', env }, seal, ...around });
  return 'refused' in plan ? render(plan.refused) : plan;
}

/** The same for a server of VS Code's, with the file's inputs. */
export function planned(server: Record<string, unknown>, around: Around = {}, inputs: readonly unknown[] = []): ProbePlan | string {
  return plannedIn('.vscode/mcp.json', { inputs, servers: { ledger: server } }, around);
}

export function planOf(made: ProbePlan | string): ProbePlan {
  if (typeof made === 'string') throw new Error(made);
  return made;
}

/** The lines as a person reads them. */
export function linesOf(made: ProbePlan | string): readonly string[] {
  return planOf(made).shown.map(({ label, text }) => `${render(label)}: ${text}`);
}
