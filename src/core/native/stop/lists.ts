import type { ClientId } from '../../clients/client.ts';
import type { ConfigFile, ServerDeclaration } from '../../config/config-file.ts';
import { isWritable } from '../../policy/authoring/writable.ts';
import { parseUrl } from '../../policy/subject.ts';
import { maskText, maskUrl } from '../../secret/mask.ts';

/** A list of a user's own by which a client refuses servers wherever they are declared: in projects that are not open, too. */
export interface StopList {
  readonly client: ClientId;
  readonly key: readonly string[];
  /** `names`: of servers; `matchers`: `{serverName}`, `{serverUrl}`, `{serverCommand}`. */
  readonly holds: 'names' | 'matchers';
}

/**
 * Lists that their clients document for a user's own settings. Claude Code: what stands under `deniedMcpServers` in a user's settings is merged
 * with all others (https://code.claude.com/docs/en/managed-mcp). Gemini CLI: google-gemini/gemini-cli, docs/reference/configuration.md, `mcp`.
 * Copilot CLI: https://docs.github.com/copilot/reference/copilot-cli-reference/cli-config-dir-reference; `disabled` in a server's entry it ignores
 * (github/copilot-cli #3582).
 */
export const stopLists: readonly StopList[] = [
  { client: 'claude-code', key: ['deniedMcpServers'], holds: 'matchers' },
  { client: 'gemini-cli', key: ['mcp', 'excluded'], holds: 'names' },
  { client: 'copilot-cli', key: ['disabledMcpServers'], holds: 'names' },
];

/** The user's settings file of a client; undefined where the client was never used here: it has no file of its own. */
export function settingsOf(client: ClientId, files: readonly ConfigFile[]): ConfigFile | undefined {
  const own = files.filter(({ scope, spelling }) => scope === 'user' && spelling === client);
  return own.some(({ status }) => status !== 'absent') ? own.find(({ path }) => /[/\\]settings\.json$/.test(path)) : undefined;
}

/** What an entry of a list says: one of VS Code's three matchers, which Claude Code and Copilot have too. */
export type Matcher = { readonly serverCommand: readonly string[] } | { readonly serverUrl: string } | { readonly serverName: string };

/**
 * Declarations as entries of a list: by their command line or address where these hold no secret, which must not be copied; and by name where
 * nothing else has it.
 */
export function matchersFor(servers: readonly ServerDeclaration[], mayName: (name: string) => boolean): readonly Matcher[] {
  const made = servers.flatMap((server): Matcher[] => [...exact(server), ...(mayName(server.name) && isShowable(server.name) ? [{ serverName: server.name }] : [])]);
  return [...new Map(made.map((matcher) => [JSON.stringify(matcher), matcher])).values()];
}

function exact(server: ServerDeclaration): Matcher[] {
  if (server.command && isWritable(server)) return [{ serverCommand: [server.command.value, ...server.args.map(({ value }) => value)] }];
  const url = server.url && !server.command ? parseUrl(server.url.value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return [];
  const address = url.origin + url.pathname;
  // Whatever parameters it is called with; what lies below it, or only begins alike, may be another server.
  return maskUrl(address) === address && !address.includes('*') ? [{ serverUrl: address }, { serverUrl: `${address}?*` }] : [];
}

/** Whether a name may be copied into another file. */
export function isShowable(name: string): boolean {
  return name !== '' && name.length <= 200 && maskText(name) === name && !name.includes('${');
}
