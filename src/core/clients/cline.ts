import { clineLists } from '../native/cline/read.ts';
import { clineProviders } from '../providers/cline.ts';
import { opencodeProviders } from '../providers/opencode.ts';
import type { Client, Environment } from './client.ts';
import { dialect, keysWith } from './dialect.ts';
import { folderIn } from './folder.ts';
import { inWorkspace, ofUser, inHome } from './location.ts';
import { opencodeDialect } from './opencode.ts';
import { configHome } from './folder.ts';
import { userFolders } from './vscode-folders.ts';

/** A file of an extension's own in every VS Code there is. */
function ofExtension(id: string, file: string): (environment: Environment) => readonly string[] {
  return (environment) => userFolders(environment).map((folder) => `${folder}/globalStorage/${id}/${file}`);
}

/** The configuration of an organisation, as Cline keeps it once it is fetched (cline/cline@ab206fe, apps/vscode/src/core/storage/disk.ts). */
const organisation = 'cache/remote_config_*.json';

/** One file for editor, command line and SDK; the extension's own is read once more by older versions (cline/cline, config-loader.ts). */
export const cline: Client = {
  id: 'cline',
  name: 'Cline',
  dialect: dialect({ keys: keysWith({ transport: 'holder', transportType: 'type' }), untyped: { url: 'sse' }, off: ['disabled'], approvals: ['autoApprove', 'alwaysAllow'] }),
  locations: [
    ofUser((environment) => {
      const file = folderIn(environment, 'CLINE_MCP_SETTINGS_PATH');
      if (file !== undefined) return [file];
      return [`${clineData(environment)}/settings/cline_mcp_settings.json`];
    }),
    ofUser((environment) => [`${clineData(environment)}/settings/providers.json`], { servers: [], providers: clineProviders, aside: true }),
    ...inHome(['.cline/mcp.json', 'Documents/Cline/MCP/cline_mcp_settings.json']),
    ofUser(ofExtension('saoudrizwan.claude-dev', 'settings/cline_mcp_settings.json')),
    ofUser((environment) => [`${clineData(environment)}/${organisation}`, ...ofExtension('saoudrizwan.claude-dev', organisation)(environment)], { servers: [], lists: clineLists, aside: true }),
  ],
  // `JSON.parse`, in McpHub.ts of both.
  variables: { fills: ['env', 'braced', 'default', 'bare', 'folder'], environment: (name) => `\${env:${name}}` },
  writes: { type: { stdio: 'stdio', http: 'streamableHttp', sse: 'sse' } },
  strictJson: true,
};

function clineData(environment: Environment): string {
  return folderIn(environment, 'CLINE_DATA_DIR') ?? `${folderIn(environment, 'CLINE_DIR') ?? `${environment.home}/.cline`}/data`;
}

const roo = dialect({
  off: ['disabled'],
  approvals: ['alwaysAllow'],
  risky: { watchPaths: 'The server starts anew whenever one of these files changes.' },
});

/** Archived, and continued as Zoo Code with the same files (RooCodeInc/Roo-Code, McpHub.ts). */
export const rooCode: Client = {
  id: 'roo-code',
  name: 'Roo Code, Zoo Code',
  dialect: roo,
  locations: [...inWorkspace(['.roo/mcp.json']), ofUser(ofExtension('rooveterinaryinc.roo-cline', 'settings/mcp_settings.json'))],
  variables: { fills: ['env', 'braced', 'default', 'bare', 'folder'], environment: (name) => `\${env:${name}}` },
  writes: { type: { stdio: 'stdio', http: 'streamable-http', sse: 'sse' } },
  strictJson: true,
};

const kilo = { servers: [{ at: ['mcp'] }], providers: opencodeProviders, dialect: opencodeDialect, aside: true } as const;

/** Since version 7 it is made of opencode; before that it was of Roo Code (Kilo-Org/kilocode, using-in-kilo-code.md). */
export const kiloCode: Client = {
  id: 'kilo-code',
  name: 'Kilo Code',
  dialect: roo,
  locations: [
    ...inWorkspace(['kilo.jsonc', 'kilo.json', '.kilo/kilo.jsonc', '.kilo/kilo.json'], kilo),
    ...inWorkspace(['.kilocode/mcp.json']),
    ofUser((environment) => ['kilo.jsonc', 'kilo.json'].map((name) => `${configHome(environment)}/kilo/${name}`), kilo),
    ofUser(ofExtension('kilocode.kilo-code', 'settings/mcp_settings.json')),
    ...inHome(['.kilocode/cli/global/settings/mcp_settings.json']),
  ],
  variables: { environment: (name) => `\${env:${name}}` },
};
