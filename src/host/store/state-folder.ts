import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import { say, type Message } from '../../core/text/message.ts';

/** Names the folder in place of the platform's own; for tests, and for machines whose home is not kept. */
export const stateVariable = 'MCP_ROLL_CALL_STATE';

/**
 * The folder of what MCP Roll Call remembers for this user on this machine: never in a workspace, where a repository could bring
 * its own. XDG Base Directory Specification 0.8 (`$XDG_STATE_HOME`, relative ones ignored as it says); Apple's File System
 * Programming Guide (`~/Library/Application Support`); Windows' known folder `LocalAppData`. Whether the folder is there, or
 * lies in a workspace after all, is for who uses it to see.
 */
export function stateFolder({ platform, home, env }: Environment): { readonly folder: string } | { readonly refused: Message } {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const named = env[stateVariable];
  if (named !== undefined && named !== '') {
    // A relative one would lie wherever the program happens to be started: in a scanned folder, say.
    return paths.isAbsolute(named) ? { folder: paths.normalize(named) } : { refused: say('{variable} is not an absolute path, so nothing is remembered', { variable: stateVariable }) };
  }
  const absolute = (value: string | undefined): string | undefined => (value !== undefined && paths.isAbsolute(value) ? value : undefined);
  if (platform === 'win32') return { folder: paths.join(absolute(env['LOCALAPPDATA']) ?? paths.join(home, 'AppData', 'Local'), 'mcp-roll-call') };
  if (platform === 'darwin') return { folder: paths.join(home, 'Library', 'Application Support', 'mcp-roll-call') };
  return { folder: paths.join(absolute(env['XDG_STATE_HOME']) ?? paths.join(home, '.local', 'state'), 'mcp-roll-call') };
}
