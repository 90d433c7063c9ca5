import { inPlugin } from './claude.ts';
import type { Client } from './client.ts';
import { dialect } from './dialect.ts';
import { loosenedInCursor, loosenedInCursorCli } from './loosened.ts';
import { say } from '../text/message.ts';
import { inHome, inMcpServers, inWorkspace } from './location.ts';

/** Cursor: https://cursor.com/docs/mcp. Which servers are off it keeps elsewhere, not in the file (cursor/cursor #3656). */
export const cursor: Client = {
  id: 'cursor',
  name: 'Cursor',
  dialect: dialect(),
  locations: [
    ...inWorkspace(['.cursor/mcp.json']),
    // Not documented, and seen (snyk/agent-scan).
    ...inWorkspace(['.mcp.json'], { borrowed: true }),
    ...inWorkspace(['.cursor/permissions.json'], { servers: [], loosens: loosenedInCursor, aside: true }),
    ...inWorkspace(['.cursor/cli.json'], { servers: [], loosens: loosenedInCursorCli, aside: true }),
    ...inWorkspace(['.cursor-plugin/plugin.json'], { servers: inPlugin, aside: true, plugin: true }),
    ...inHome(['.cursor/mcp.json'], { elsewhere: say('What your team’s dashboard allows, and which servers are switched off, Cursor does not keep in files.') }),
    ...inHome(['.cursor/plugins/*/**/mcp.json', '.cursor/plugins/*/**/.mcp.json'], { servers: [...inMcpServers, 'bare'] }),
    ...inHome(['.cursor/plugins/*/**/.cursor-plugin/plugin.json'], { servers: inPlugin, aside: true }),
  ],
  // https://cursor.com/docs/mcp, config interpolation.
  variables: { fills: ['env', 'folder'], environment: (name) => `\${env:${name}}` },
  writes: { type: { stdio: '', http: '', sse: '' } },
};
