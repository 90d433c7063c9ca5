/**
 * What Cline makes of a list of local servers:
 * - before 3.42.0 nothing (cline/cline PR 8148 names the version that brought it),
 * - 3.42.0: blocks every local server that is not called `github.com/...`, with a list or without (issue 8141),
 * - until 4.0.0: the list counts for servers called `github.com/...` alone, or for all (PR 8148, PR 8175; which release brought the latter is not stated),
 * - since: every local server by the name it is declared under (docs of 4.0.0; cline/cline@f0047a0, apps/vscode/src/services/mcp/McpHub.ts).
 */
export type Semantics = 'none' | 'all-blocked' | 'unsure' | 'by-name';

/** @param version of the editor extension, as it states it; absent or unreadable: the newest */
export function semanticsOf(version: string | undefined): Semantics {
  const [, major, minor, patch] = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})/.exec(version ?? '')?.map(Number) ?? [];
  if (major === undefined || minor === undefined || patch === undefined || major >= 4) return 'by-name';
  if (major < 3 || minor < 42) return 'none';
  return minor === 42 && patch === 0 ? 'all-blocked' : 'unsure';
}

/** What Cline's own installer called servers, and what older versions held against the list alone. */
export const fromMarketplace = /^github\.com\//;
