import type { Client, Environment } from './client.ts';
import { chatLanguageModels, vscodeSettingsProviders } from '../providers/vscode.ts';
import { folderIn } from './folder.ts';

/** VS Code's builds that keep user files in folders of their own. */
const products = ['Code', 'Code - Insiders', 'VSCodium'];

/** The folders VS Code keeps a user's settings in (https://code.visualstudio.com/docs/agents/reference/mcp-configuration). */
function userFolders(environment: Environment): readonly string[] {
  const { platform, home, vscodeUserFolder: own } = environment;
  const base =
    platform === 'win32'
      ? (folderIn(environment, 'APPDATA') ?? `${home}/AppData/Roaming`)
      : platform === 'darwin'
        ? `${home}/Library/Application Support`
        : (folderIn(environment, 'XDG_CONFIG_HOME') ?? `${home}/.config`);
  const usual = products.map((product) => `${base}/${product}/User`);
  if (own === undefined) return usual;
  // On Windows one folder has many spellings, and a file found under two of them would count twice.
  const spelling = (folder: string): string => (platform === 'win32' ? folder.replaceAll('\\', '/').toLowerCase() : folder);
  return [own, ...usual.filter((folder) => spelling(folder) !== spelling(own))];
}

/** A user's file of that name, and each profile's. */
function ofUser(environment: Environment, name: string): readonly string[] {
  return userFolders(environment).flatMap((folder) => [`${folder}/${name}`, `${folder}/profiles/*/${name}`]);
}

export const vscode: Client = {
  id: 'vscode',
  name: 'VS Code',
  locations: [
    { scope: 'workspace', path: '.vscode/mcp.json', syntax: 'json', servers: [{ at: ['servers'], settings: true }] },
    // Read at the root of every folder; a bare map passes too (facts/vscode.md, 1).
    { scope: 'workspace', path: '.mcp.json', syntax: 'json', borrowed: true, servers: [{ at: ['mcpServers'] }, 'bare'] },
    {
      scope: 'user',
      path: (environment) => ofUser(environment, 'mcp.json'),
      syntax: 'json',
      servers: [{ at: ['servers'], settings: true }],
    },
    { scope: 'workspace', path: '.vscode/settings.json', syntax: 'json', servers: [], providers: vscodeSettingsProviders },
    { scope: 'user', path: (environment) => ofUser(environment, 'settings.json'), syntax: 'json', servers: [], providers: vscodeSettingsProviders },
    { scope: 'user', path: (environment) => ofUser(environment, 'chatLanguageModels.json'), syntax: 'json', servers: [], providers: chatLanguageModels },
  ],
  variables: { environment: (name) => `\${env:${name}}`, input: { list: ['inputs'], reference: (id) => `\${input:${id}}` } },
};
