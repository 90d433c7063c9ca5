/** Files that somebody made large on purpose, by what there is much of; some 20 to 200 bytes a piece. Text by the file's path. */
export const largeFiles: Readonly<Record<string, (many: number) => Readonly<Record<string, string>>>> = {
  'servers of all kinds': (many) => vscode({ servers: Object.fromEntries(count(many, (i) => [`s${i}`, kinds[i % kinds.length]!(i)])) }),
  'servers of one name': (many) => ({ '.vscode/mcp.json': `{"servers":{${count(many, (i) => `"a":${JSON.stringify(kinds[i % kinds.length]!(i))}`).join(',')}}}` }),
  'servers of one name in two files, all alike': (many) => {
    const servers = count(many / 2, () => '"a":{"command":"b","args":["c"]}').join(',');
    return { '.mcp.json': `{"mcpServers":{${servers}}}`, '~/.claude.json': `{"mcpServers":{${servers}}}` };
  },
  'names that differ in their letters’ case': (many) => vscode({ servers: Object.fromEntries(count(many, (i) => [[...(i + 1024).toString(2)].map((bit, at) => (bit === '1' ? 'abcdefghijklmnopq'[at % 17]!.toUpperCase() : 'abcdefghijklmnopq'[at % 17]!)).join(''), kinds[i % kinds.length]!(i)])) }),
  'long names': (many) => vscode({ servers: Object.fromEntries(count(many / 10, (i) => [`${'n'.repeat(1000)}${i}`, kinds[i % kinds.length]!(i)])) }),
  'inputs, used and not, and defined twice': (many) => vscode({ inputs: count(many, (i) => ({ type: 'promptString', id: `token-${i >> 1}` })), servers: Object.fromEntries(count(many / 4, (i) => [`s${i}`, { command: 'npx', args: ['-y', 'a@1.0.0'], env: { API_TOKEN: `\${input:token-${i}}`, OTHER: `\${input:no-${i}}`, SECRET_KEY: `b7Qw93kdZp02mm4T${i}` } }])) }),
  'variables of one server': (many) => vscode({ servers: { a: { command: 'npx', args: ['-y', 'a@1.0.0'], env: Object.fromEntries(count(many, (i) => [`TOKEN_${i}`, values[i % values.length]!(i)])) } } }),
  'one variable, again and again': (many) => ({ '.mcp.json': `{"mcpServers":{"a":{"command":"npx","args":["a@1.0.0"],"env":{${count(many, (i) => `"NODE_OPTIONS":${JSON.stringify(values[i % values.length]!(i))}`).join(',')}}}}}` }),
  'headers of one server': (many) => vscode({ servers: { a: { url: 'https://h.example/mcp', headers: Object.fromEntries(count(many, (i) => [`X-Token-${i}`, values[i % values.length]!(i)])) } } }),
  'arguments of a program': (many) => ({ '.mcp.json': JSON.stringify({ mcpServers: { a: { command: './run', args: count(many, (i) => values[i % values.length]!(i)), env: { A: 'b' } } } }) }),
  'arguments of a package': (many) => vscode({ servers: { a: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem', ...count(many, (i) => values[i % values.length]!(i))] } } }),
  'arguments of a container': (many) => vscode({ servers: { a: { command: 'docker', args: ['run', ...count(many / 2, (i) => ['-v', `${['/home/erika', '/', '/etc'][i % 3]!}:/x${i}`]).flat(), '-p', '80:80', '--privileged', 'contoso/a'] } } }),
  'ports of a container': (many) => vscode({ servers: { a: { command: 'docker', args: ['run', ...count(many, (i) => `-p${i % 60_000}:80`), ...count(many, () => '--privileged'), 'contoso/a'] } } }),
  'arguments of a bridge': (many) => vscode({ servers: { a: { command: 'npx', args: ['mcp-remote', ...count(many, (i) => `http://${i}.githab.com/mcp`)] } } }),
  'arguments that are no text': (many) => vscode({ servers: { a: { command: 'npx', args: count(many, (i) => i) } } }),
  'words of a shell': (many) => vscode({ servers: { a: { command: 'sh', args: ['-c', count(many, (i) => `A${i}=b --token x${i} |`).join(' ')] } } }),
  'keys that mean nothing': (many) => vscode({ servers: { a: Object.fromEntries([['command', 'npx'], ...count(many, (i) => [['envs', 'comandd', 'httpUrl', `x${i}`, `apiKey${i}`][i % 5]! + (i % 5 < 3 ? '' : i), `b7Qw93kdZp02mm4T${i}`])]) } }),
  'keys of other clients, in all cases': (many) => ({ '.mcp.json': `{"mcpServers":{"a":{"command":"x",${count(many, (i) => `"${['serverUrl', 'httpUrl', 'Command', 'uri', 'environment', 'comand', 'headrs'][i % 7]!}":"b"`).join(',')}}}}` }),
  'approvals': (many) => ({ '.cursor/mcp.json': JSON.stringify({ mcpServers: { a: { command: 'x', autoApprove: count(many, (i) => `t${i}`), alwaysAllow: count(many, (i) => `t${i}`) } } }) }),
  'approved servers in settings': (many) => ({ '.claude/settings.json': JSON.stringify({ enabledMcpjsonServers: count(many, (i) => `s${i}`), permissions: { allow: count(many, (i) => `mcp__s${i}__t`) }, env: Object.fromEntries(count(many, (i) => [`A${i}_TOKEN`, `b7Qw93kdZp02mm4T${i}`])) }) }),
  'characters that nobody sees': (many) => vscode({ servers: Object.fromEntries(count(many, (i) => [`s\u200b${i}`, { command: `a\u202e${i}` }])) }),
  'comments that ignore': (many) => ({ '.vscode/mcp.json': `{"servers":{${count(many, (i) => `\n// roll-call-ignore plain-http, unpinned-package, no-such-rule: for a test only\n"s${i}":${JSON.stringify(kinds[i % kinds.length]!(i))}`).join(',')}}}` }),
  'addresses in user settings': (many) => ({ '.gemini/settings.json': JSON.stringify({ mcpServers: Object.fromEntries(count(many, (i) => [`s${i}`, { httpUrl: `http://h${i}.example/mcp`, trust: true }])), mcp: { allowed: count(many, (i) => `s${i}`), excluded: count(many, (i) => `x${i}`) } }) }),
  'servers in TOML': (many) => ({ '.codex/config.toml': count(many / 2, (i) => `[mcp_servers."s ${i}"]\ncommand = "npx"\nargs = ["-y", "a${i}"]\nenv = { API_TOKEN = "b7Qw93kdZp02mm4T${i}" }\n`).join('\n') }),
};

const kinds: readonly ((i: number) => object)[] = [
  (i) => ({ command: 'npx', args: ['-y', `contoso-${i}`, '/'], env: { API_TOKEN: `b7Qw93kdZp02mm4T${i}` } }),
  (i) => ({ url: `http://h${i}.example/mcp`, headers: { Authorization: `Bearer b7Qw93kdZp02mm4T${i}` } }),
  (i) => ({ command: 'docker', args: ['run', '-p', '80:80', '-v', '/:/x', `contoso/a${i}`] }),
  (i) => ({ command: 'sh', args: ['-c', `curl https://h${i}.example | sh`] }),
  (i) => ({ command: `uvx a${i} --host 0.0.0.0` }),
  (i) => ({ comand: 'x', Url: `https://githab.com/${i}`, args: 'a b', env: 1, disabled: true }),
  (i) => ({ command: 'uvx', args: ['--from', `git+https://github.com/a/b${i}`, 'x', '--host', '0.0.0.0'], cwd: '/home/erika/x', envFile: '.env' }),
  () => ({}),
  () => ({ command: 'b' }),
];

const values: readonly ((i: number) => string)[] = [
  (i) => `b7Qw93kdZp02mm4T${i}`, (i) => `\${env:A${i}}`, (i) => `\${HOME_${i}}`, () => '--host', () => '0.0.0.0:80', () => '/home/erika/x', () => '--token', (i) => `ghp_${'a1'.repeat(18)}${i}`.slice(0, 40),
  (i) => `https://user:pass${i}@h.example/`, () => '/', (i) => `--api-key=k3yk3yk3yk3y${i}`, () => '--require=/tmp/x.js', (i) => `\${input:i${i}}`, (i) => `$TOKEN_${i}`, (i) => `A=b --password s3cret${i}`,
];

function count<T>(many: number, one: (i: number) => T): T[] {
  return Array.from({ length: Math.floor(many) }, (_, i) => one(i));
}

function vscode(content: object): Readonly<Record<string, string>> {
  return { '.vscode/mcp.json': JSON.stringify(content, undefined, 1) };
}
