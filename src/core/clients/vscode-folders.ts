import type { Environment } from './client.ts';
import { applicationData, folderIn } from './folder.ts';

/** VS Code's builds and forks by the folder they keep user files in (facts/clients.md, 1). */
const products = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf', 'Devin', 'Kiro', 'Trae', 'Antigravity'];

/** What VS Code keeps on a machine that windows elsewhere are connected to, in a container or a WSL distribution. */
export function vscodeServerFolders({ home }: Environment): readonly string[] {
  return ['.vscode-server', '.vscode-server-insiders'].map((folder) => `${home}/${folder}/data`);
}

/** The folders `User` that VS Code, its builds and its forks keep a user's settings in. */
export function userFolders(environment: Environment): readonly string[] {
  const { platform, home, env, vscodeUserFolder: own } = environment;
  const portable = folderIn(environment, 'VSCODE_PORTABLE');
  const usual = [
    ...(portable === undefined ? [] : [`${portable}/user-data/User`]),
    ...products.map((product) => `${applicationData(environment)}/${product}/User`),
    ...vscodeServerFolders(environment).map((folder) => `${folder}/User`),
    ...(platform === 'linux' ? [`${folderIn(environment, 'XDG_DATA_HOME') ?? `${home}/.local/share`}/code-server/User`] : []),
    // A window on a WSL distribution reads the Windows user's files (microsoft/vscode #333106).
    ...(platform === 'linux' && env['WSL_DISTRO_NAME'] !== undefined ? products.slice(0, 2).map((product) => `/mnt/c/Users/*/AppData/Roaming/${product}/User`) : []),
  ];
  if (own === undefined) return usual;
  // On Windows one folder has many spellings, and a file found under two of them would count twice.
  const spelling = (folder: string): string => (platform === 'win32' ? folder.replaceAll('\\', '/').toLowerCase() : folder);
  return [own, ...usual.filter((folder) => spelling(folder) !== spelling(own))];
}
