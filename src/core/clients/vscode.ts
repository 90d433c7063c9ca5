import type { Client, Environment } from './client.ts';

/** VS Code's builds that keep user files in folders of their own. */
const products = ['Code', 'Code - Insiders', 'VSCodium'];

/** The folders VS Code keeps a user's settings in (https://code.visualstudio.com/docs/agents/reference/mcp-configuration). */
function userFolders({ platform, home, env, vscodeUserFolder }: Environment): readonly string[] {
  const base =
    platform === 'win32'
      ? (env.APPDATA ?? `${home}/AppData/Roaming`)
      : platform === 'darwin'
        ? `${home}/Library/Application Support`
        : (env.XDG_CONFIG_HOME ?? `${home}/.config`);
  const usual = products.map((product) => `${base}/${product}/User`);
  return vscodeUserFolder === undefined ? usual : [...new Set([vscodeUserFolder, ...usual])];
}

export const vscode: Client = {
  id: 'vscode',
  name: 'VS Code',
  locations: [
    { scope: 'workspace', path: '.vscode/mcp.json', syntax: 'json', servers: [{ at: ['servers'] }] },
    // Read at the root of every folder; a bare map passes too (facts/vscode.md, 1).
    { scope: 'workspace', path: '.mcp.json', syntax: 'json', borrowed: true, servers: [{ at: ['mcpServers'] }, 'bare'] },
    {
      scope: 'user',
      path: (environment) => userFolders(environment).flatMap((folder) => [`${folder}/mcp.json`, `${folder}/profiles/*/mcp.json`]),
      syntax: 'json',
      servers: [{ at: ['servers'] }],
    },
  ],
  variables: { environment: (name) => `\${env:${name}}`, input: { list: ['inputs'], reference: (id) => `\${input:${id}}` } },
};
