import type { ClientId } from '../../clients/client.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { child, stringOf } from '../../config/node.ts';
import { say, type Message } from '../../text/message.ts';
import { isBefore } from './version-order.ts';

interface Caveat {
  readonly client: ClientId;
  /** The version that mended it: told of older ones, and where none is known. */
  readonly mendedIn?: string;
  readonly message: Message;
}

/** What was reported of clients' own enforcement, and bears on what a result is worth. */
const caveats: readonly Caveat[] = [
  { client: 'claude-code', message: say('Do not take `claude mcp list` for proof: it also shows and contacts servers that its lists block (anthropics/claude-code #95020).') },
  // Enforced there since the spring of 2026 (anthropics/claude-code #38566); in which version is not stated.
  { client: 'claude-code', message: say('Servers that are handed over on the command line (`--mcp-config`) stand in no file and are not seen here. Versions from before April 2026 did not hold them against its lists (anthropics/claude-code #31508).') },
  { client: 'claude-code', mendedIn: '2.1.154', message: say('Before version 2.1.154 one invalid entry made Claude Code drop the whole managed policy (anthropics/claude-code #63319).') },
  // Mended by its pull requests 325380 and 328482 at the end of July 2026, which is about 1.130.
  { client: 'vscode', mendedIn: '1.131', message: say('VS Code from before August 2026 (seen in 1.121) also ran servers that were added by hand while `chat.mcp.access` was `registry` (microsoft/vscode #318722).') },
  { client: 'copilot-cli', message: say('`disabled: true` in `mcp-config.json` keeps no server from being started (github/copilot-cli #3582). Remove what must not run.') },
];

/** What to know about a client in these versions. */
export function caveatsOf(client: ClientId, versions: readonly string[], files: readonly ConfigFile[]): readonly Message[] {
  const told = caveats.filter((caveat) => caveat.client === client && (caveat.mendedIn === undefined || versions.some((version) => isBefore(version, caveat.mendedIn!)))).map(({ message }) => message);
  return client === 'claude-code' && deniesAllTools(files) ? [...told, toolsOnly] : told;
}

/** anthropics/claude-code #5555: `mcp__*` was taken for a way to block every server. */
const toolsOnly = say('`permissions.deny` with `mcp__...` is about tools: whatever it hides, the servers are started all the same, and versions differ in what they make of a `*` in it (anthropics/claude-code #5555). It does not count as a list of servers here.');

function deniesAllTools(files: readonly ConfigFile[]): boolean {
  return files.some(({ clients, tree, live }) => {
    const rules = live && clients.includes('claude-code') ? child(child(tree, 'permissions'), 'deny') : undefined;
    return rules?.kind === 'array' && rules.items.some((rule) => /^mcp__[^_]*\*|^mcp__\*/.test(stringOf(rule) ?? ''));
  });
}
