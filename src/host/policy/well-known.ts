/** Names a policy for this user: a file or an address. Empty counts as not set. */
export const policyVariable = 'MCP_ROLL_CALL_POLICY';

/** In the machine's folder. */
export const policyFileName = 'policy.json';
export const settingsFileName = 'settings.json';

/**
 * The folder of the operating system that a user cannot write to. Never taken from the environment (`%ProgramFiles%`), which whoever
 * starts the program can set.
 */
export function systemFolder(platform: string): string {
  if (platform === 'win32') return 'C:\\Program Files\\MCPRollCall';
  return platform === 'darwin' ? '/Library/Application Support/MCPRollCall' : '/etc/mcp-roll-call';
}
