import type { Plan } from '../compile/plan.ts';

/** Where the system's settings go (google-gemini/gemini-cli, docs/cli/enterprise.md). */
export function geminiDelivery(mode: Plan['mode']): readonly string[] {
  return [
    ...(mode === 'deny-only' ? [] : ['- **Gemini CLI starts every server that this file defines, for everybody on the machine.** Take out what not everybody should have: out of `mcp.allowed` and `mcpServers` both.']),
    '- Linux: `/etc/gemini-cli/settings.json`, owned by root and writable by nobody else.',
    '- macOS: `/Library/Application Support/GeminiCli/settings.json`.',
    '- Windows: `C:\\ProgramData\\gemini-cli\\settings.json`, writable by administrators alone.',
    '- Where such a file is there already, put these keys into it.',
    '- Set `GEMINI_CLI_SYSTEM_SETTINGS_PATH` to that path for everybody: who may change the variable reads other settings.',
    '- Organisations with Gemini Code Assist can set MCP servers for their accounts in the management console, which no file and no option overrides; that is another format, by name and address alone.',
    '- Rules of the policy engine decide on the use of tools, not on which servers start.',
  ];
}
