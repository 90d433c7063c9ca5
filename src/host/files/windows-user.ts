import * as fs from 'node:fs';
import type { Environment } from '../../core/clients/client.ts';
import { userFiles, type KnownFile } from '../../core/clients/clients.ts';

/** Folders beside those of users. */
const nobody = /^(?:public|default|default user|all users|defaultapppool|wsiaccount)$/i;

/**
 * Inside WSL: the files of the Windows user's VS Code, which it loads there too when it is connected to WSL (microsoft/vscode#333106). Of several
 * users' those that can be looked into. Costs nothing elsewhere. Never throws.
 * @param users where Windows' users have their folders
 */
export function windowsUserFiles({ env }: Pick<Environment, 'env'>, users = '/mnt/c/Users'): readonly KnownFile[] {
  if (!env['WSL_DISTRO_NAME']) return [];
  return foldersIn(users).flatMap((name) =>
    userFiles({ platform: 'win32', home: `${users}/${name}`, env: {} }).filter(({ path, clients }) => clients.includes('vscode') && path.startsWith(`${users}/${name}/`) && /\/mcp\.json$/.test(path) && there(path)),
  );
}

function foldersIn(users: string): readonly string[] {
  try {
    return fs.readdirSync(users, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() && !nobody.test(entry.name) ? [entry.name] : []));
  } catch {
    return [];
  }
}

/** Whether that build of VS Code was ever started there: of the others nothing need be said. */
function there(path: string): boolean {
  try {
    return fs.existsSync(path.replace(/\/User\/.*$/, '/User'));
  } catch {
    return false;
  }
}
