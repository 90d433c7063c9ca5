import type { Environment } from '../../core/clients/client.ts';
import { folderIn } from '../../core/clients/folder.ts';

/** Where npm and what does its work put packages for the whole account or machine. */
export function globalPackages(environment: Environment): readonly { readonly folder: string; readonly of: 'user' | 'machine' }[] {
  const { home, platform } = environment;
  const prefix = folderIn(environment, 'NPM_CONFIG_PREFIX') ?? folderIn(environment, 'npm_config_prefix');
  const library = platform === 'win32' ? 'node_modules' : 'lib/node_modules';
  const own = (folder: string) => ({ folder, of: 'user' as const });
  const machine = (folder: string) => ({ folder, of: 'machine' as const });
  return [
    ...(prefix === undefined ? [] : [own(`${prefix}/${library}`)]),
    ...(platform === 'win32' ? [own(`${folderIn(environment, 'APPDATA') ?? `${home}/AppData/Roaming`}/npm/node_modules`)] : ['/usr/local', '/usr', '/opt/homebrew'].map((folder) => machine(`${folder}/lib/node_modules`))),
    own(`${home}/.npm-global/lib/node_modules`),
    own(`${home}/.local/lib/node_modules`),
    own(`${home}/.nvm/versions/node/*/lib/node_modules`),
    own(`${home}/.bun/install/global/node_modules`),
    own(`${home}/.claude/local/node_modules`),
    own(platform === 'darwin' ? `${home}/Library/pnpm/global/*/node_modules` : `${home}/.local/share/pnpm/global/*/node_modules`),
  ];
}
