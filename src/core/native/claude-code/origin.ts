import type { NativeSubject } from '../native.ts';

/**
 * Where a server comes from, as far as Claude Code treats it otherwise for it: `managed-mcp.json`; `managedMcpServers` of managed settings; a plugin; an
 * agent's front matter; a repository's `.mcp.json`; what the user added.
 */
export type Origin = 'exclusive' | 'provided' | 'plugin' | 'agent' | 'project' | 'user';

export function originOf({ server, file }: Pick<NativeSubject, 'server' | 'file'>): Origin {
  const name = file.path.slice(Math.max(file.path.lastIndexOf('/'), file.path.lastIndexOf('\\')) + 1).toLowerCase();
  if (file.scope === 'managed') return server.path[0] === 'managedMcpServers' ? 'provided' : name === 'managed-mcp.json' ? 'exclusive' : 'user';
  if (name === 'plugin.json') return 'plugin';
  if (name === '.mcp.json') return file.scope === 'workspace' ? 'project' : 'plugin';
  return name.endsWith('.md') ? 'agent' : 'user';
}

/**
 * Whether anything in a server of `managed-mcp.json` is filled in from the user's environment: then `allowedMcpServers` is held against it all the same
 * (https://code.claude.com/docs/en/managed-mcp, "How a server is evaluated").
 */
export function usesVariables({ server }: Pick<NativeSubject, 'server'>): boolean {
  const texts = [server.command, server.url, ...server.args, ...server.env, ...server.headers];
  return texts.some((text) => text?.value?.includes('${'));
}

/** Why Claude Code drops a server of `managedMcpServers`, as the end of a sentence; undefined where it takes it ("What an entry can contain"). */
export function unfitProvided({ server }: Pick<NativeSubject, 'server'>): 'remote' | 'https' | 'variables' | 'name' | undefined {
  if (server.command || server.args.length + server.env.length > 0 || (server.transport !== 'http' && server.transport !== 'sse')) return 'remote';
  if (!/^https:\/\//i.test(server.url?.value ?? '')) return 'https';
  if (usesVariables({ server })) return 'variables';
  return /^[A-Za-z0-9_-]+$/.test(server.name) ? undefined : 'name';
}
