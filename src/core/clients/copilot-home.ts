import type { Environment } from './client.ts';
import { folderIn } from './folder.ts';

/** Where Copilot CLI keeps everything: `COPILOT_HOME` takes the place of the whole folder. */
export function copilotHome(environment: Environment): string {
  return folderIn(environment, 'COPILOT_HOME') ?? `${environment.home}/.copilot`;
}

/**
 * What an organisation tells Copilot's clients in a file (microsoft/vscode, src/vs/platform/policy/common/copilotManagedSettings.ts @ b652b9b,
 * `MANAGED_SETTINGS_LINUX_FILE_PATH` and so on).
 */
export function copilotManagedSettings(environment: Environment): readonly string[] {
  const { platform } = environment;
  if (platform === 'linux') return ['/etc/github-copilot/managed-settings.json'];
  const folder = platform === 'darwin' ? '/Library/Application Support' : (folderIn(environment, 'ProgramFiles') ?? 'C:/Program Files');
  return [`${folder}/GitHubCopilot/managed-settings.json`];
}
