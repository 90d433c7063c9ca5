import * as path from 'node:path';
import * as vscode from 'vscode';

export const section = 'mcpRollCall';

/**
 * The policy file the user (or the machine's settings) named. A workspace's value is never looked at, whatever VS Code
 * would do with it: a repository must not choose the policy it is held against.
 */
export function policyFile(): string | undefined {
  const value = policySetting('file');
  return typeof value === 'string' && path.isAbsolute(value.trim()) ? path.normalize(value.trim()) : undefined;
}

/** What the user or the machine's settings say of the policy; again never a workspace. */
export function policySetting(name: 'file' | 'url' | 'keys'): unknown {
  return vscode.workspace.getConfiguration(section).inspect<unknown>(`policy.${name}`)?.globalValue;
}

/** Whether the user's own config files are looked at. Again the user's word only. */
export function userConfigs(): boolean {
  return vscode.workspace.getConfiguration(section).inspect<unknown>('userConfigs.enabled')?.globalValue !== false;
}

/** Hours between two background re-checks of one server. The user's word only. */
export function recheckHours(): number {
  const value = vscode.workspace.getConfiguration(section).inspect<unknown>('recheck.hours')?.globalValue;
  return typeof value === 'number' && value >= 1 ? value : 24;
}

/** Where drafts go in a folder: the setting as a path below the folder; the default where it would lead outside. */
export function registrationFolder(folder: vscode.WorkspaceFolder): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, ...partsOf(vscode.workspace.getConfiguration(section, folder.uri).get<unknown>('registration.folder')));
}

/** The same for any folder whose settings are not asked, with `/`. */
export function registrationPath(): string {
  return partsOf(vscode.workspace.getConfiguration(section).get<unknown>('registration.folder')).join('/');
}

function partsOf(value: unknown): readonly string[] {
  const parts = typeof value === 'string' ? value.split(/[\\/]+/).filter((part) => part && part !== '.') : [];
  const stays = parts.length > 0 && !parts.includes('..') && !/^[A-Za-z]:$/.test(parts[0]!);
  return stays ? parts : ['mcp-registrations'];
}
