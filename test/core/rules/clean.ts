import type { ClientId } from '../../../src/core/clients/client.ts';

/** A file of clean servers: where it lies, and its text. */
export interface CleanFile {
  readonly client: ClientId;
  readonly path: string;
  readonly text: string;
  readonly servers: number;
}

const digest = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

/** One of many ways to start or call a server that nobody should have anything to say of; `reference` is how the client takes a secret from elsewhere. */
function server(i: number, reference: (name: string) => string, remoteType: string): Record<string, unknown> {
  const kinds: Record<string, unknown>[] = [
    { command: 'npx', args: ['-y', `@contoso/tool-${i}@1.${i % 40}.2`, '--read-only'], env: { LOG_LEVEL: 'info', [`TOOL_${i}_API_KEY`]: reference(`TOOL_${i}_API_KEY`) } },
    { command: 'uvx', args: [`contoso-server-${i}==2025.7.${(i % 28) + 1}`, '--verbose', '--timeout', '30'] },
    { command: 'docker', args: ['run', '-i', '--rm', '-e', `TOOL_${i}_TOKEN`, `ghcr.io/contoso/tool-${i}@${digest}`], env: { [`TOOL_${i}_TOKEN`]: reference(`TOOL_${i}_TOKEN`) } },
    { type: remoteType, url: `https://tool-${i}.contoso.com/mcp`, headers: { Authorization: `Bearer ${reference(`TOOL_${i}_TOKEN`)}`, 'X-Team': 'payments' } },
    { type: remoteType, url: `http://localhost:${3000 + i}/mcp` },
    { command: 'uvx', args: ['--from', `contoso-suite==3.${i % 9}.0`, `suite-${i}`, '--root', './docs'] },
    { command: 'pnpm', args: ['dlx', `contoso-tool-${i}@2.0.${i % 30}`] },
    { command: 'podman', args: ['run', '-i', '--rm', '--read-only', '--cap-drop', 'ALL', `quay.io/contoso/tool-${i}@${digest}`] },
    { command: 'contoso-mcp', args: ['serve', '--profile', `team-${i}`], env: { NO_COLOR: '1', TZ: 'UTC' } },
    { type: remoteType, url: `https://mcp.contoso.com/teams/${i}/mcp` },
  ];
  return kinds[i % kinds.length]!;
}

const shapes: readonly { readonly client: ClientId; readonly path: string; readonly key: string; readonly reference: (name: string) => string; readonly remoteType: string }[] = [
  { client: 'vscode', path: '.vscode/mcp.json', key: 'servers', reference: (name) => `\${input:${name.toLowerCase()}}`, remoteType: 'http' },
  { client: 'claude-code', path: '.mcp.json', key: 'mcpServers', reference: (name) => `\${${name}}`, remoteType: 'http' },
  { client: 'cursor', path: '.cursor/mcp.json', key: 'mcpServers', reference: (name) => `\${env:${name}}`, remoteType: 'http' },
  { client: 'roo-code', path: '.roo/mcp.json', key: 'mcpServers', reference: (name) => `\${env:${name}}`, remoteType: 'streamable-http' },
];

/** Five hundred clean servers in the files of several clients. */
export function cleanFiles(servers = 500): readonly CleanFile[] {
  const each = Math.ceil(servers / shapes.length);
  return shapes.map(({ client, path, key, reference, remoteType }, at) => {
    const map: Record<string, unknown> = {};
    const count = Math.min(each, servers - at * each);
    for (let i = 0; i < count; i++) map[`${client}-tool-${i}`] = server(i, reference, remoteType);
    const ids = [...new Set([...JSON.stringify(map).matchAll(/\$\{input:([^}]+)\}/g)].map((match) => match[1]!))];
    const inputs = client === 'vscode' ? { inputs: ids.map((id) => ({ type: 'promptString', id, description: `${id} for a tool`, password: true })) } : {};
    return { client, path, servers: count, text: `${JSON.stringify({ ...inputs, [key]: map }, undefined, 2)}\n` };
  });
}
