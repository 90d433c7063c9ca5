import assert from 'node:assert/strict';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { secretsIn } from '../../../src/core/secret/find.ts';
import { maskedCommandLine, maskUrl } from '../../../src/core/secret/mask.ts';
import type { ServerDeclaration } from '../../../src/core/config/config-file.ts';

function declaration(entry: unknown): ServerDeclaration {
  const text = JSON.stringify({ mcpServers: { x: entry } });
  return readConfigFile({ path: '/w/.mcp.json', root: '/w', known: workspaceFileAt('.mcp.json')!, live: true, content: { text } }).declarations[0]!;
}

/** What is found, as the pieces of text a reader would want gone. */
function found(entry: unknown): string[] {
  return secretsIn(declaration(entry)).map((spot) => spot.text.slice(spot.start, spot.end));
}

// Joined from pieces, so that no scanner takes this file for a leak.
const github = ['ghp', 'Zx81QkLm04TbNpYw72RcVd55HsJf90GaUeKi'].join('_');
const openai = ['sk', 'proj', 'a8Fk20LmZq91XcVb77TyUi33'].join('-');

describe('secrets in declarations', () => {
  describe('are found', () => {
    const rows: [string, unknown, string[]][] = [
      ['a password called by its short name', { command: 'a', env: { DB_PASS: 'qw93kdZp02', SMTP_PASS: '${env:X}', PASS_THROUGH: 'yes' } }, ['qw93kdZp02']],
      ['a value that is masked in its middle', { command: 'a', env: { API_KEY: 'f655XXXXXXXXXXXX66b9' } }, ['f655XXXXXXXXXXXX66b9']],
      ['in the environment, by name', { command: 'a', env: { DB_PASSWORD: 'hunter2hunter2' } }, ['hunter2hunter2']],
      ['in the environment, by format', { command: 'a', env: { WHATEVER: github } }, [github]],
      ['camelCase names', { command: 'a', env: { openaiApiKey: 'b7Qw93kdZp02' } }, ['b7Qw93kdZp02']],
      ['a short password', { command: 'a', env: { PASSWORD: 'hunter2' } }, ['hunter2']],
      ['behind Bearer', { url: 'https://h/', headers: { Authorization: `Bearer ${openai}` } }, [openai]],
      ['behind Bearer, without a known format', { url: 'https://h/', headers: { Authorization: 'Bearer b7Qw93kdZp02' } }, ['b7Qw93kdZp02']],
      ['in headers as JSON in the environment', { command: 'a', env: { OPENAPI_MCP_HEADERS: '{"Authorization": "Bearer b7Qw93kdZp02", "Notion-Version": "2022-06-28"}' } }, ['b7Qw93kdZp02']],
      ['in a header of its own', { url: 'https://h/', headers: { 'X-API-Key': 'b7Qw93kdZp02' } }, ['b7Qw93kdZp02']],
      ['as --option=value', { command: 'a', args: ['--api-key=b7Qw93kdZp02'] }, ['b7Qw93kdZp02']],
      ['with a digit before all', { command: 'a', env: { API_KEY: '9b7Qw93kdZp0' } }, ['9b7Qw93kdZp0']],
      ['as --option value', { command: 'a', args: ['--token', 'b7Qw93kdZp02'] }, ['b7Qw93kdZp02']],
      ['as --option value in a shell line', { command: 'sh', args: ['-c', 'run --secret b7Qw93kdZp02 --x'] }, ['b7Qw93kdZp02']],
      ['as --option "value" in a shell line', { command: 'sh', args: ['-c', "run --secret 'b7Qw93 kdZp02' --x"] }, ['b7Qw93 kdZp02']],
      ['as -option value', { command: 'a', args: ['-token', 'b7Qw93kdZp02'] }, ['b7Qw93kdZp02']],
      ['as -option value in a shell line', { command: 'sh', args: ['-c', 'run -token b7Qw93kdZp02'] }, ['b7Qw93kdZp02']],
      ['behind several blanks in a shell line', { command: 'sh', args: ['-c', 'run --secret   b7Qw93kdZp02 --x'] }, ['b7Qw93kdZp02']],
      ['as --option in double quotes in a shell line', { command: 'sh', args: ['-c', 'run --secret "b7Qw93 kdZp02" --x'] }, ['b7Qw93 kdZp02']],
      ['as NAME in double quotes in a shell line', { command: 'sh', args: ['-c', 'API_KEY="b7Qw93 kdZp02" run'] }, ['b7Qw93 kdZp02']],
      ['as docker -e NAME=value', { command: 'docker', args: ['run', '-e', 'API_KEY=b7Qw93kdZp02', 'i'] }, ['b7Qw93kdZp02']],
      ['as docker --env=NAME=value', { command: 'docker', args: ['run', '--env=API_KEY=b7Qw93kdZp02', 'i'] }, ['b7Qw93kdZp02']],
      ['as a header argument', { command: 'npx', args: ['mcp-remote', 'https://h/', '--header', 'Authorization: Bearer b7Qw93kdZp02'] }, ['b7Qw93kdZp02']],
      ['as a header argument without spaces', { command: 'npx', args: ['mcp-remote', 'https://h/', '--header', 'X-Api-Key:b7Qw93kdZp02'] }, ['b7Qw93kdZp02']],
      ['as a header in one argument with a short option', { command: 'a', args: ['-H=Authorization: Bearer b7Qw93kdZp02'] }, ['b7Qw93kdZp02']],
      ['as a header whose name begins like an address', { command: 'a', args: ['--header', 'http-api-key: b7Qw93kdZp02'] }, ['b7Qw93kdZp02']],
      ['in the query of an address that is an argument', { command: 'npx', args: ['mcp-remote', 'https://h/mcp?api_key=b7Qw93kdZp02'] }, ['b7Qw93kdZp02']],
      ['in the query of an address without encryption', { command: 'npx', args: ['mcp-remote', 'http://h/mcp?api_key=b7Qw93kdZp02'] }, ['b7Qw93kdZp02']],
      ['as a signature of an address', { url: 'https://h/mcp?sig=b7Qw93kdZp02mm4T' }, ['b7Qw93kdZp02mm4T']],
      ['bare, by format', { command: 'a', args: [github] }, [github]],
      ['in a query', { url: 'https://h/mcp?api_key=b7Qw93kdZp02&x=1' }, ['b7Qw93kdZp02']],
      ['in user info', { url: 'https://me:b7Qw93kdZp02@h/mcp' }, ['b7Qw93kdZp02']],
      ['as user info alone', { url: 'https://b7Qw93kdZp02@h/mcp' }, ['b7Qw93kdZp02']],
      ['in a path, by format', { url: `https://h/${github}/mcp` }, [github]],
      ['in a connection string', { command: 'a', args: ['postgresql://app:b7Qw93kdZp02@db/x'] }, ['b7Qw93kdZp02']],
      ['in a connection string in the environment', { command: 'a', env: { DATABASE: 'mongodb+srv://app:b7Qw93kdZp02@db/x' } }, ['b7Qw93kdZp02']],
      ['in an address behind an option', { command: 'a', args: ['--endpoint=https://h/?token=b7Qw93kdZp02'] }, ['b7Qw93kdZp02']],
      ['a private key', { command: 'a', env: { K: ['-----BEGIN RSA PRIVATE', 'KEY-----\nMIIE'].join(' ') } }, [['-----BEGIN RSA PRIVATE', 'KEY-----\nMIIE'].join(' ')]],
    ];
    for (const [name, entry, expected] of rows) it(name, () => assert.deepEqual(found(entry), expected));
  });

  describe('are not seen where there are none', () => {
    const rows: [string, unknown][] = [
      ['an input', { command: 'a', env: { API_KEY: '${input:key}' } }],
      ['an environment reference', { command: 'a', env: { API_KEY: '${env:API_KEY}', TOKEN: '$TOKEN', SECRET: '%SECRET%', PAT: '{env:PAT}', PASSWORD: '${PASSWORD:-}' } }],
      ['a placeholder', { command: 'a', env: { API_KEY: '<your api key>', TOKEN: 'YOUR_TOKEN_HERE', SECRET: 'xxxxxxxx', PASSWORD: 'changeme', PAT: 'your-pat', KEY: '...', AUTH_TOKEN: 'sk-...' } }],
      ['a value filled up or described', { command: 'a', env: { API_KEY: 'appkey-XXXXXXXXXXXX,appkey-XXXXXXXXXXXX', TOKEN: 'default token address', SECRET: 'yourapitoken', PAT: 'abcdefghijklmnop', PASSWORD: "'your-password'", KEY: 'pat1XXXXXXXXX' } }],
      ['JSON in the environment with a placeholder', { command: 'a', env: { OPENAPI_MCP_HEADERS: '{"Authorization": "Bearer ntn_****", "Notion-Version": "2022-06-28"}', X: '{"token":"${input:t}","auth":{"type":"oauth2-device"}}' } }],
      ['an empty value', { command: 'a', env: { API_KEY: '' } }],
      ['names about secrets', { command: 'a', env: { TOKEN_URL: 'https://h/token', AUTH_TYPE: 'oauth-device', PASSWORD_FILE: '/run/secrets/pw', MAX_TOKENS: '4096', SECRET_NAME: 'prod-db-main', KEY_ID: 'abcdef123456' } }],
      ['public keys', { command: 'a', env: { SUPABASE_PUBLIC_KEY: 'b7Qw93kdZp02', STRIPE_PUBLISHABLE_KEY: 'b7Qw93kdZp02' } }],
      ['a path', { command: 'a', env: { SSH_KEY: '~/.ssh/id_ed25519', API_KEY: './key.txt' } }],
      ['ordinary arguments', { command: 'npx', args: ['-y', '@modelcontextprotocol/server-github@2026.8.31', '--read-only', '--port', '3000'] }],
      ['a switch before another option', { command: 'a', args: ['--no-auth', '--verbose'] }],
      ['a query without secrets', { url: 'https://h/mcp?team=payments&page=2' }],
      ['a signature too short for one', { url: 'https://h/mcp?sig=b7Qw93kdZp02mm4' }],
      ['a query with a variable', { url: 'https://h/mcp?api_key=${input:key}' }],
      ['a package with digits', { command: 'docker', args: ['run', 'mcp/git@sha256:0b6c0c5a4d1c1b8d2b1a1f0a6a2b9c7e5d4f3c2b1a09f8e7d6c5b4a392817061'] }],
    ];
    for (const [name, entry] of rows) it(name, () => assert.deepEqual(found(entry), []));
  });

  it('are told of as surely as they are known', () => {
    const told = (entry: unknown): string[] => secretsIn(declaration(entry)).map(({ where, name, confidence }) => `${where} ${name} ${confidence}`);
    assert.deepEqual(told({ command: 'a', env: { PASSWORD: 'hunter2', DB_PASSWORD: 'hunter2hunte', X: github, D: 'redis://u:hunter2@h' } }), ['env PASSWORD medium', 'env DB_PASSWORD high', 'env X high', 'env D high']);
    assert.deepEqual(told({ url: `https://h/${github}?token=abc123&key=b7Qw93kdZp02&x=${github}` }), ['url token medium', 'url key high', 'url x high', 'url path high']);
    assert.deepEqual(told({ url: 'https://b7Qw93kdZp02@h/' }), ['url login high']);
  });

  it('are masked in a command line, and what only may be one is too', () => {
    const line = maskedCommandLine(
      declaration({ command: 'npx', args: ['-y', 'server@1.2.3', '--token', 'abc', '--api-key=b7Qw93kdZp02', github, 'https://u:pw12345678@h/p?key=v&q=${input:q}', 'Zk39fLq02MxPw81TbVn44c'], env: { API_KEY: 'nope' } }),
    );
    assert.equal(line, 'npx -y server@1.2.3 --token ••• --api-key=••• ••• https://•••@h/p?key=•••&q=${input:q} •••');
  });

  it('are masked in text that a shell would read', () => {
    assert.equal(maskedCommandLine(declaration({ command: 'bash', args: ['-c', 'API_TOKEN=abc123 run --x; curl -H "Authorization: Bearer zzz"'] })), String.raw`bash -c "API_TOKEN=••• run --x; curl -H \"Authorization: Bearer •••\""`);
  });

  it('are masked in addresses however these are written', () => {
    const rows: [string, string][] = [
      ['https://h/mcp', 'https://h/mcp'],
      ['https://user:pass@h/mcp', 'https://•••@h/mcp'],
      ['https://h/s/Zk39fLq02MxPw81TbVn44c/mcp', 'https://h/s/•••/mcp'],
      ['https://h/?a=1#frag', 'https://h/?a=•••'],
      ['https://a@b@h/', 'https://•••@h/'],
      ['not a url ?token=x', 'not a url ?token=•••'],
      // No address, or none that is whole.
      ['//me:hunter2@h/mcp', '//•••@h/mcp'],
      ['k9Zr3VtYw1Lk9PmXs4Bn7Hd2', '•••'],
      ['http://h:k9Zr3VtYw1Lk9', 'http://h:•••'],
      ['http://h:8080/mcp', 'http://h:8080/mcp'],
      ['http://[::1]:80/', 'http://[::1]:80/'],
      ['http://h/\u200bk9Zr3VtYw1Lk9PmXs4Bn7Hd2', 'http://h/\u200b•••'],
      ['https://${env:HOST}:${env:PORT}/mcp', 'https://${env:HOST}:${env:PORT}/mcp'],
    ];
    for (const [url, expected] of rows) assert.equal(maskUrl(url), expected);
  });

  it('are masked behind options and in texts, whatever they look like', () => {
    const rows: [string, string[], string][] = [
      ['a', ['--url=https://x/?sig=hunter2hunter2'], 'a --url=https://x/?sig=•••'],
      ['a', ['--config', '{"token":"hunter2hunter2"}'], String.raw`a --config "{\"token\":•••}"`],
      ['a', ['--config', "{'token' : 'hunter2hunter2'}"], `a --config "{'token' : •••}"`],
      ['a', ['--header', 'X-Foo: hunter2hunter2'], 'a --header "X-Foo: •••"'],
      ['a', ['--header=X-Foo: hunter2hunter2'], 'a "--header=X-Foo: •••"'],
      ['a', ['-H', 'hunter2hunter2'], 'a -H •••'],
      ['a', ['--header', 'Authorization: Bearer ${input:t}'], 'a --header "Authorization: Bearer ${input:t}"'],
      ['a', ['--header', 'Authorization: ${input:t}hunter2'], 'a --header "Authorization: •••"'],
      ['docker', ['run', '-e', 'X=value', 'i'], 'docker run -e X=••• i'],
      ['docker', ['run', '--env', 'X=value', '--env=Y=value', '-e', 'NAME', 'i'], 'docker run --env X=••• --env=Y=••• -e NAME i'],
      ['curl', ['-u', 'admin:pw', 'https://x'], 'curl -u admin:••• https://x'],
      // A program behind `-e` is no variable.
      ['node', ['-e', 'k9Zr3VtYw1Lk9PmXs4Bn7Hd2'], 'node -e •••'],
      ['node', ['-e', 'mysql -ppw x'], 'node -e "mysql -p••• x"'],
      ['sh', ['-c', 'curl -u admin:pw https://x | sh; mysql -ppw'], 'sh -c "curl -u admin:••• https://x | sh; mysql -p•••"'],
      ['sh', ['-c', 'curl --user "admin:pw x" https://u:pw@x/?q=pw'], String.raw`sh -c "curl --user \"admin:•••\" https://•••@x/?q=•••"`],
      ['sh', ['-c', 'docker run -e X=pw -H "X-Foo: pw"'], String.raw`sh -c "docker run -e X=••• -H \"X-Foo: •••\""`],
      ['sh', ['-c', 'npx server -p 3000 --port=3000'], 'sh -c "npx server -p 3000 --port=3000"'],
      ['git+https://pw:x@h/a', [], 'git+https://•••@h/a'],
    ];
    for (const [command, args, expected] of rows) assert.equal(maskedCommandLine(declaration({ command, args })), expected);
  });

  it('take linear time to mask', function () {
    this.timeout(120_000);
    const parts = ['https://', '-e ', '-e x=', '-u "', '"token":', "'", 'mysql -p', '--header=', 'a://a', '${', '%a', 'a.', 'token = ', '?', '&x'];
    for (const text of ['a'.repeat(500_000), ...parts.map((part) => part.repeat(500_000 / part.length)), ...parts.map((part) => `mysql -e "${part.repeat(300_000 / part.length)}`)]) {
      const start = performance.now();
      for (const before of ['-x', '-H', '-e', '-u']) maskedCommandLine(declaration({ command: text.slice(0, 200_000), args: [before, text] }));
      assert.ok(performance.now() - start < 5000, `took ${Math.round(performance.now() - start)} ms on ${text.slice(0, 20)}…`);
    }
  });

  it('take linear time to look for', function () {
    this.timeout(120_000);
    for (const text of ['a'.repeat(1_000_000), 'x='.repeat(300_000), `https://${'a:'.repeat(300_000)}`, '-----BEGIN '.repeat(90_000), `eyJ${'a'.repeat(500_000)}.eyJ`]) {
      const start = performance.now();
      secretsIn(declaration({ command: 'a', args: [text], env: { KEY: text }, headers: { Authorization: text } }));
      assert.ok(performance.now() - start < 5000, `took ${Math.round(performance.now() - start)} ms on ${text.slice(0, 20)}…`);
    }
  });
});
