import type { Compiled, Plan } from '../compile/plan.ts';
import { claudeDialect } from './dialect.ts';
import { listsOf } from './entries.ts';
import { tripleLosses } from './losses.ts';

/**
 * Claude Code's managed settings (https://code.claude.com/docs/en/managed-settings; SchemaStore, claude-code-settings.json). Without
 * `allowManagedMcpServersOnly` a user's own `allowedMcpServers` would be put together with the list.
 */
export function compileForClaudeCode(plan: Plan): Compiled {
  const { allow, deny } = listsOf(plan, claudeDialect);
  const settings = { ...(allow && { allowManagedMcpServersOnly: true, allowedMcpServers: allow }), ...((deny.length > 0 || !allow) && { deniedMcpServers: deny }) };
  return { files: [{ name: 'managed-settings.json', text: `${JSON.stringify(settings, null, 2)}\n` }], delivery, losses: tripleLosses(plan, claudeDialect) };
}

const delivery = [
  '`managed-settings.json` goes to `/etc/claude-code/` on Linux and in WSL, `/Library/Application Support/ClaudeCode/` on macOS, `C:\\Program Files\\ClaudeCode\\` on Windows. Only administrators may be able to write there.',
  'Where that file is there already, put this one beside it as `managed-settings.d/50-mcp.json`: lists are put together, so take older entries of `allowedMcpServers` out of the others.',
  'By device management: macOS, a profile for `com.anthropic.claudecode` with the same keys; Windows, the whole text as the value `Settings` (REG_SZ) under `HKLM\\SOFTWARE\\Policies\\ClaudeCode`. A profile or registry value, and settings from claude.ai, come before the file: Claude Code takes one source and passes over the others.',
  '`allowedMcpServers: []` lets no server start, and without the key every server may: keep the empty list where it is one. `serverName` entries are not written, since they count for nothing beside `serverUrl` and `serverCommand`.',
  'Users start Claude Code anew; `/status` shows the managed settings that were read. Since version 2.1.259 the list does not govern servers that `managed-mcp.json` itself declares.',
  'Delete the keys to take it back. After every change of the policy, and when an approval runs out, compile and deliver again.',
];
