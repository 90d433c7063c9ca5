import { copilotProviders, copilotSettingsProviders } from '../providers/copilot-cli.ts';
import { copilotManaged } from '../native/copilot/read.ts';
import type { Client } from './client.ts';
import { copilotHome, copilotManagedSettings } from './copilot-home.ts';
import { dialect, keysWith } from './dialect.ts';
import { configHome, folderIn, roaming } from './folder.ts';
import { inMcpServers, inWorkspace, ofMachine, ofUser } from './location.ts';

/** What agents' front matter and the files of the command line have in common. */
const copilot = dialect({ approvals: ['tools'] });

const settings = { servers: [], providers: copilotSettingsProviders, aside: true } as const;

/** An organisation's lists: the command line and JetBrains read them (enterprise-managed-settings, "Supported keys"). */
const managed = ofMachine(copilotManagedSettings, { servers: [], lists: copilotManaged, aside: true });

const agents = { servers: [{ at: ['mcp-servers'] }], syntax: 'front-matter', aside: true } as const;

/** https://docs.github.com/copilot/how-tos/copilot-cli; custom agents are the cloud agent's too. */
export const copilotCli: Client = {
  id: 'copilot-cli',
  name: 'GitHub Copilot CLI',
  dialect: copilot,
  locations: [
    // Each from the folder it is started in up to the repository's root; also without the key around the servers.
    ...inWorkspace(['.mcp.json'], { servers: [...inMcpServers, 'bare'], borrowed: true }),
    ...inWorkspace(['.github/mcp.json'], { servers: [...inMcpServers, 'bare'] }),
    ...inWorkspace(['.github/agents/*.md'], agents),
    ofUser((environment) => [`${copilotHome(environment)}/mcp-config.json`]),
    ofUser((environment) => [`${copilotHome(environment)}/agents/*.md`], agents),
    ...inWorkspace(['.github/copilot/settings.json', '.github/copilot/settings.local.json'], settings),
    ofUser((environment) => [`${copilotHome(environment)}/settings.json`], settings),
    ofUser((environment) => [folderIn(environment, 'COPILOT_PROVIDERS_CONFIG') ?? `${copilotHome(environment)}/providers.json`], { servers: [], providers: copilotProviders, aside: true }),
    managed,
  ],
  variables: { fills: ['env', 'braced', 'default', 'bare', 'folder'], environment: (name) => `\${${name}}` },
};

const shared = dialect({ keys: keysWith({ requestInit: 'headerHolder' }) });
const inServers = [{ at: ['servers'] }] as const;

/** One file for all JetBrains IDEs (microsoft/copilot-intellij-feedback #2044). */
export const copilotJetBrains: Client = {
  id: 'copilot-jetbrains',
  name: 'GitHub Copilot for JetBrains',
  dialect: shared,
  locations: [
    ofUser(
      (environment) => [
        environment.platform === 'win32'
          ? `${folderIn(environment, 'LOCALAPPDATA') ?? `${environment.home}/AppData/Local`}/github-copilot/intellij/mcp.json`
          : `${configHome(environment)}/github-copilot/intellij/mcp.json`,
      ],
      { servers: inServers },
    ),
    managed,
  ],
  variables: {},
  writes: { type: { stdio: 'stdio' } },
};

export const copilotEclipse: Client = {
  id: 'copilot-eclipse',
  name: 'GitHub Copilot for Eclipse',
  dialect: shared,
  locations: [ofUser((environment) => [`${environment.platform === 'win32' ? roaming(environment) : configHome(environment)}/github-copilot/eclipse/mcp.json`], { servers: inServers })],
  variables: {},
};

/**
 * https://learn.microsoft.com/visualstudio/ide/mcp-servers. That it also takes in `.vscode/mcp.json` and `.cursor/mcp.json` is left out: it would
 * stand beside every such file on machines that have no Visual Studio, and adds no place to look in.
 */
export const visualStudio: Client = {
  id: 'visual-studio',
  name: 'Visual Studio',
  dialect: dialect(),
  locations: [
    ...inWorkspace(['.mcp.json', '.vs/mcp.json'], { servers: inServers }),
    ofUser(({ platform, home }) => (platform === 'win32' ? [`${home}/.mcp.json`] : []), { servers: inServers }),
  ],
  variables: { fills: ['input', 'env', 'folder'], environment: (name) => `\${env:${name}}`, input: { list: ['inputs'], reference: (id) => `\${input:${id}}` } },
  writes: { type: { stdio: 'stdio', http: 'http', sse: 'sse' } },
};
