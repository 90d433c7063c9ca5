/** Configs shaped like real ones (facts/performance.md): some 248 bytes and 12 lines a server, launchers mixed, one in eight with a literal token. */
export function configOf(servers: number): string {
  const map: Record<string, unknown> = {};
  for (let i = 0; i < servers; i++) {
    const env = { LOG_LEVEL: 'info', [`SERVICE_${i}_TOKEN`]: i % 8 === 0 ? `b7Qw93kdZp02mm4T${i}` : `\${env:TOKEN_${i}}` };
    const kinds = [
      { type: 'stdio', command: 'npx', args: ['-y', `@contoso/tool-${i}@1.${i % 40}.2`, '--read-only', '--scope', 'team'], env },
      { type: 'stdio', command: 'uvx', args: [`mcp-server-${i}==2025.7.${i % 28}`, '--verbose', '--timeout', '30'], env },
      { type: 'stdio', command: 'docker', args: ['run', '-i', '--rm', '-e', `SERVICE_${i}_TOKEN`, `contoso/tool-${i}:1.2`], env },
      { type: 'http', url: `https://tool-${i}.contoso.com/mcp`, headers: { Authorization: `Bearer \${env:TOKEN_${i}}`, 'X-Team': 'payments', 'X-Trace': 'on' } },
    ];
    map[`tool-${i}`] = kinds[i % kinds.length];
  }
  return `${JSON.stringify({ inputs: [], servers: map }, undefined, 2)}\n`;
}

/** The same servers as a Codex config. */
export function tomlOf(servers: number): string {
  const { servers: map } = JSON.parse(configOf(servers)) as { servers: Record<string, Record<string, string | string[] | Record<string, string>>> };
  return Object.entries(map)
    .map(([name, parts]) => {
      const below = Object.entries(parts).filter(([, part]) => typeof part === 'object' && !Array.isArray(part));
      const own = Object.entries(parts).filter(([, part]) => typeof part === 'string' || Array.isArray(part));
      const table = (way: string, entries: [string, unknown][]): string => `[${way}]\n${entries.map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join('')}`;
      return [table(`mcp_servers.${name}`, own), ...below.map(([key, part]) => table(`mcp_servers.${name}.${key}`, Object.entries(part)))].join('\n');
    })
    .join('\n');
}

/** A policy of that many entries, of which the first ones fit `configOf`. */
export function policyOf(entries: number): string {
  const servers = Array.from({ length: entries }, (_, i) => ({
    id: `com.contoso/tool-${i}`,
    state: 'approved',
    match: [i % 4 === 3 ? { url: { scheme: 'https', host: `tool-${i}.contoso.com`, path: '/mcp' } } : { package: { type: i % 4 === 1 ? 'pypi' : 'npm', name: i % 4 === 1 ? `mcp-server-${i}` : `@contoso/tool-${i}`, versions: [`1.${i % 40}.2`] } }],
  }));
  return JSON.stringify({ policyVersion: 1, serial: 1, issuer: 'com.contoso', issuedAt: '2026-11-20T09:00:00Z', defaults: { unknown: 'warn', minIdentity: 'version', whenStale: 'keep-last-then-warn' }, servers });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
