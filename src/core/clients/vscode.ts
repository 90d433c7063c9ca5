import { say } from '../text/message.ts';
import type { Client, Environment, ServerPlace } from './client.ts';
import { vscodeManagedSettings, vscodePolicies, vscodeSettings } from '../native/vscode/read.ts';
import { chatLanguageModels, settingsProviders } from '../providers/vscode.ts';
import { dialect } from './dialect.ts';
import { loosenedInVscode } from './loosened.ts';
import { copilotHome, copilotManagedSettings } from './copilot-home.ts';
import { inMcpServers, inWorkspace, ofMachine, ofUser } from './location.ts';
import { userFolders, vscodeServerFolders } from './vscode-folders.ts';

/** In a file of settings: nested, or under one key with a dot (facts/clients.md, 1). */
function inSettings(settings: readonly string[]): readonly ServerPlace[] {
  return [
    { at: [...settings, 'mcp', 'servers'], settings },
    { at: [...settings, 'mcp.servers'] },
    // Amp's extension and Augment's keep theirs here too (facts/clients.md, 1 and 8).
    { at: [...settings, 'amp.mcpServers'] },
    { at: [...settings, 'amp', 'mcpServers'] },
    { at: [...settings, 'augment.advanced', 'mcpServers'], form: 'list' },
  ];
}

const inUserSettings = vscodeSettings([]);

const own: readonly ServerPlace[] = [{ at: ['servers'], settings: [] }];

/** A user's file of that name, and each profile's. */
function ofEveryUser(environment: Environment, name: string): readonly string[] {
  return userFolders(environment).flatMap((folder) => [`${folder}/${name}`, `${folder}/profiles/*/${name}`]);
}

/** https://code.visualstudio.com/docs/agents/reference/mcp-configuration, and what its forks keep of it. */
export const vscode: Client = {
  id: 'vscode',
  name: 'VS Code',
  dialect: dialect({
    risky: {
      sandboxEnabled: 'Tools of a sandboxed server run without being asked for, and on Windows there is no sandbox.',
    },
  }),
  locations: [
    ...inWorkspace(['.vscode/mcp.json'], { servers: own }),
    // Read at the root of every folder; a bare map passes too (facts/vscode.md, 1).
    ...inWorkspace(['.mcp.json'], { servers: [...inMcpServers, 'bare'], borrowed: true }),
    // Deprecated since 1.102, and still read.
    ...inWorkspace(['.vscode/settings.json'], { servers: inSettings([]), providers: settingsProviders([]), lists: inUserSettings, loosens: loosenedInVscode([]), aside: true }),
    ...inWorkspace(['*.code-workspace'], { servers: inSettings(['settings']), providers: settingsProviders(['settings']), lists: vscodeSettings(['settings']), loosens: loosenedInVscode(['settings']), aside: true }),
    ...inWorkspace(['.devcontainer/devcontainer.json', '.devcontainer.json', '.devcontainer/*/devcontainer.json', 'devcontainer-feature.json'], {
      servers: [{ at: ['customizations', 'vscode', 'mcp', 'servers'] }, ...inSettings(['customizations', 'vscode', 'settings'])],
      providers: settingsProviders(['customizations', 'vscode', 'settings']),
      aside: true,
    }),
    ofUser((environment) => ofEveryUser(environment, 'mcp.json'), { servers: own }),
    ofUser((environment) => [...ofEveryUser(environment, 'settings.json'), ...vscodeServerFolders(environment).map((folder) => `${folder}/Machine/settings.json`)], { servers: inSettings([]), providers: settingsProviders([]), lists: inUserSettings, aside: true }),
    ofUser((environment) => ofEveryUser(environment, 'chatLanguageModels.json'), { servers: [], providers: chatLanguageModels, aside: true }),
    ofUser((environment) => [`${copilotHome(environment)}/mcp-config.json`], { borrowed: true }),
    ofUser((environment) => userFolders(environment).map((folder) => `${folder}/globalStorage/state.vscdb`), {
      servers: [],
      opaque: say('The application’s own state, which is no text: servers that were switched off in a window, and in Cursor another address for models, stand here.'),
    }),
    ofMachine(({ platform }) => (platform === 'linux' ? ['/etc/vscode/policy.json'] : []), { servers: [], lists: vscodePolicies, aside: true }),
    ofMachine(copilotManagedSettings, { servers: [], lists: vscodeManagedSettings, aside: true }),
  ],
  variables: { fills: ['input', 'env', 'folder'], environment: (name) => `\${env:${name}}`, input: { list: ['inputs'], reference: (id) => `\${input:${id}}` } },
  writes: { type: { stdio: 'stdio', http: 'http', sse: 'sse' } },
};
