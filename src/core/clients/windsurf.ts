import type { Client } from './client.ts';
import { dialect, keysWith } from './dialect.ts';
import { configHome, roaming } from './folder.ts';
import { inHome, inWorkspace, ofUser } from './location.ts';

const keys = keysWith({ serverUrl: 'url' });

/** Of Cascade it is documented that `disabled` switches a server off; of Devin's own agents it is not (facts/clients.md, 6). */
const cascade = dialect({ keys, off: ['disabled'] });

/** Windsurf, called Devin Desktop since June 2026: https://docs.devin.ai/desktop/cascade/mcp, https://docs.devin.ai/cli/extensibility/mcp/configuration. */
export const windsurf: Client = {
  id: 'windsurf',
  name: 'Devin Desktop (Windsurf)',
  dialect: dialect({ keys }),
  locations: [
    ...inWorkspace(['.devin/mcp_config.json', '.devin/mcp_config.local.json']),
    ...inWorkspace(['.devin/config.json'], { aside: true }),
    ofUser((environment) => [`${environment.platform === 'win32' ? roaming(environment) : configHome(environment)}/devin/mcp_config.json`]),
    ofUser((environment) => [`${environment.platform === 'win32' ? roaming(environment) : configHome(environment)}/devin/config.json`], { aside: true }),
    ...inHome(['.codeium/windsurf/mcp_config.json', '.codeium/windsurf-next/mcp_config.json', '.codeium/mcp_config.json'], { dialect: cascade }),
  ],
  variables: { environment: (name) => `\${env:${name}}` },
  writes: { type: { stdio: '', http: '', sse: '' }, url: { http: 'serverUrl', sse: 'serverUrl' } },
};
