import { gooseProviders } from '../providers/goose.ts';
import type { Client } from './client.ts';
import { dialect } from './dialect.ts';
import { configHome, roaming } from './folder.ts';
import { inHome, inMcpServers, inWorkspace, ofUser } from './location.ts';

const plugins = { servers: [...inMcpServers, 'bare'], dialect: dialect() } as const;

/** Goose: aaif-goose/goose, documentation/docs/guides/config-files.md. */
export const goose: Client = {
  id: 'goose',
  name: 'Goose',
  dialect: dialect({
    keys: { type: 'type', cmd: 'command', args: 'args', envs: 'env', env_keys: 'envNames', uri: 'url', headers: 'headers', cwd: 'cwd' },
    builtIn: ['builtin', 'platform', 'frontend'],
    openTypes: { inline_python: 'it runs the Python code that stands in it' },
    off: ['enabled'],
  }),
  locations: [
    ...inWorkspace(['.agents/plugins/*/.mcp.json'], plugins),
    ofUser((environment) => [environment.platform === 'win32' ? `${roaming(environment)}/Block/goose/config/config.yaml` : `${configHome(environment)}/goose/config.yaml`], {
      servers: [{ at: ['extensions'] }],
      providers: gooseProviders,
      syntax: 'yaml',
      aside: true,
    }),
    ...inHome(['.agents/plugins/*/.mcp.json'], plugins),
  ],
  variables: {},
  writes: { type: { stdio: 'stdio', http: 'streamable_http' }, names: { env: 'env_keys' }, also: { enabled: true, timeout: 300 } },
};
