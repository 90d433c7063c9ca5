import type { Environment } from './client.ts';
import { folderIn } from './folder.ts';

/** Where Copilot CLI keeps everything: `COPILOT_HOME` takes the place of the whole folder. */
export function copilotHome(environment: Environment): string {
  return folderIn(environment, 'COPILOT_HOME') ?? `${environment.home}/.copilot`;
}
