import { say } from '../../text/message.ts';
import { nativeNames, type NativeClient } from '../native.ts';

/**
 * Cursor. Which servers may be started, a team's dashboard says (Enterprise): there is no file of it on the machine, and how its entries match is
 * not documented. What is in files, `mcpAllowlist` of `permissions.json` and `Mcp(...)` of the command line's configuration, says which tools run
 * without asking, and keeps no server from being started: no list, for our purpose.
 */
export const cursorNative: NativeClient = {
  id: 'cursor',
  name: nativeNames.cursor,
  clients: ['cursor'],
  sources: [
    'https://cursor.com/docs/enterprise/model-and-integration-management.md',
    'https://cursor.com/docs/reference/permissions.md',
    'https://cursor.com/docs/cli/reference/permissions',
    'https://docs.cursor.com/account/agent-security',
  ],
  asks: say('Cursor asks before it connects to a server for the first time, and before each call of a tool that no allowlist of tools names.'),
  enforce: (files) => ({
    native: 'cursor',
    files,
    restricts: false,
    unseen: [say('Which servers a team may use stands in Cursor’s dashboard, for Enterprise teams: nothing of it lies on this machine. Look under MCP in the team’s settings.')],
    problems: [],
    judge: () => ({ outcome: 'undetermined', reason: say('Whether Cursor lets it start is decided in the team’s dashboard, which cannot be seen from here.') }),
  }),
};
