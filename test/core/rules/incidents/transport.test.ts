import assert from 'node:assert/strict';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import { pointer } from '../../../../src/core/config/node.ts';
import { render } from '../../../../src/core/text/message.ts';
import { findingsIn, findingsOf } from '../findings-of.ts';

/** Rules and places, for one entry. */
function said(entry: unknown, ...only: string[]): string[] {
  return findingsOf(entry, only.length > 0 ? { only } : {}).map(({ ruleId, at }) => `${ruleId} ${pointer(at).replace('/mcpServers/x', '')}`).sort();
}

describe('incidents of secrets and transport', () => {
  it('2025-05-26 GitHub MCP toxic flow: a token in the environment, and no limit on what the server may do with it', () => {
    const token = ['ghp', 'Zx81QkLm04TbNpYw72RcVd55HsJf90GaUeKi'].join('_');
    const docker = ['run', '-i', '--rm', '-e', 'GITHUB_PERSONAL_ACCESS_TOKEN', 'ghcr.io/github/github-mcp-server:v0.20.0'];
    assert.deepEqual(said({ command: 'docker', args: docker, env: { GITHUB_PERSONAL_ACCESS_TOKEN: token } }, 'literal-secret', 'unrestricted-server'), ['literal-secret /env/GITHUB_PERSONAL_ACCESS_TOKEN', 'unrestricted-server ']);
    assert.deepEqual(said({ command: 'docker', args: docker, env: { GITHUB_PERSONAL_ACCESS_TOKEN: '${TOKEN}' } }, 'literal-secret', 'unrestricted-server'), ['unrestricted-server '], 'wherever the token comes from');
    assert.deepEqual(said({ command: 'docker', args: docker.toSpliced(3, 0, '-e', 'GITHUB_TOOLSETS=repos'), env: { GITHUB_PERSONAL_ACCESS_TOKEN: '${TOKEN}' } }, 'literal-secret', 'unrestricted-server'), []);
  });

  it('2025-06-13 Smithery: a third party’s host, and a key in the address', () => {
    assert.deepEqual(said({ type: 'http', url: 'https://server.smithery.ai/@contoso/search/mcp?api_key=0f9a8b7c-6d5e-4f3a-2b1c-0d9e8f7a6b5c&profile=open' }, 'hosted-proxy', 'literal-secret'), ['hosted-proxy /url', 'literal-secret /url']);
    assert.deepEqual(said({ command: 'npx', args: ['-y', 'mcp-remote@0.1.38', 'https://server.smithery.ai/@contoso/search/mcp'] }, 'hosted-proxy'), ['hosted-proxy /args/2']);
    assert.deepEqual(said({ type: 'http', url: 'https://smithery.ai.contoso.com/mcp' }, 'hosted-proxy'), []);
  });

  it('2025-06 a host that takes back what it hosts: a signed address of mcp.run', () => {
    assert.deepEqual(said({ type: 'sse', url: 'https://www.mcp.run/api/mcp/sse?nonce=abc&username=me&profile=me%2Fdefault&sig=Zk39fLq02MxPw81TbVn44c' }, 'hosted-proxy', 'literal-secret'), ['hosted-proxy /url', 'literal-secret /url']);
  });

  it('2025-07-09 mcp-remote CVE-2025-6514: the address it is given, over plain HTTP, and past the gateway', () => {
    const entry = { command: 'npx', args: ['-y', 'mcp-remote@0.1.15', 'http://tools.contoso.net/mcp', '--allow-http'] };
    const { document } = readPolicy(JSON.stringify({ policyVersion: 1, servers: [], gateway: { url: 'https://mcp-gateway.contoso.com/{host}' } }), '/policy.json');
    const policy = { kind: 'ready', parts: [], policy: compilePolicy([{ document: document!, approves: true }]) } as const;
    const found = findingsOf(entry, { policy, only: ['plain-http', 'outside-gateway', 'not-approved'] });
    assert.deepEqual(found.map(({ ruleId }) => ruleId).sort(), ['not-approved', 'outside-gateway', 'plain-http']);
    assert.deepEqual(found.filter(({ ruleId }) => ruleId !== 'not-approved').map(({ at }) => pointer(at)), ['/mcpServers/x/args/2', '/mcpServers/x/args/2']);
    assert.match(render(found.find(({ ruleId }) => ruleId === 'plain-http')!.message), /^`tools\.contoso\.net` is called over plain HTTP/);
  });

  it('2025-07 Supabase and service_role: the key past row-level security, and neither read-only nor one project', () => {
    const payload = Buffer.from(JSON.stringify({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'service_role', iat: 1_700_000_000 })).toString('base64url');
    const key = ['eyJhbGciOiJIUzI1NiJ9', payload, 'Zk39fLq02MxPw81TbVn44cZk39fLq02MxPw81TbVn44'].join('.');
    const server = { command: 'npx', args: ['-y', '@supabase/mcp-server-supabase@0.5.9'], env: { SUPABASE_SERVICE_ROLE_KEY: key } };
    const found = findingsOf(server, { only: ['literal-secret', 'unrestricted-server'] });
    assert.deepEqual(found.map(({ ruleId }) => ruleId).sort(), ['literal-secret', 'unrestricted-server']);
    assert.match(found.map(({ message }) => render(message)).join('\n'), /holds Supabase’s `service_role` key, written out: it reads and changes every row/);
    assert.deepEqual(said({ ...server, args: [...server.args, '--read-only', '--project-ref=abcdefghijklmnopqrst'], env: {} }, 'literal-secret', 'unrestricted-server'), []);
  });

  it('2025 secrets in configs on public GitHub, as GitGuardian counted them: in every place of an entry', () => {
    const openai = ['sk', 'proj', 'a8Fk20LmZq91XcVb77TyUi33'].join('-');
    const rows: readonly (readonly [unknown, string])[] = [
      [{ command: 'a', env: { OPENAI_API_KEY: openai } }, 'literal-secret /env/OPENAI_API_KEY'],
      [{ type: 'http', url: 'https://h.contoso.com/', headers: { Authorization: `Bearer ${openai}` } }, 'literal-secret /headers/Authorization'],
      [{ command: 'a', args: ['--api-key', openai] }, 'literal-secret /args/1'],
      [{ type: 'http', url: `https://h.contoso.com/?key=${openai}` }, 'literal-secret /url'],
      [{ command: 'a', args: ['postgresql://app:b7Qw93kdZp02@db.contoso.com/x'] }, 'literal-secret /args/0'],
      [{ type: 'http', url: 'https://h.contoso.com/', oauth: { clientId: 'a', clientSecret: 'b7Qw93kdZp02mm4T' } }, 'literal-secret /oauth/clientSecret'],
    ];
    for (const [entry, expected] of rows) assert.deepEqual(said(entry, 'literal-secret'), [expected]);
  });

  it('a file that malware writes: a bare address, a tunnel, a host that passes for another', () => {
    const servers = { a: { url: 'http://8.8.8.8:8080/mcp' }, b: { url: 'https://a1b2.ngrok-free.app/mcp' }, c: { url: 'https://mcp.nоtion.com/mcp' }, d: { url: 'https://api.github.com@tools.contoso.net/mcp' } };
    const found = findingsIn('.cursor/mcp.json', JSON.stringify({ mcpServers: servers }), { only: ['raw-ip', 'tunnel-host', 'look-alike-host'] });
    assert.deepEqual(found.map(({ ruleId, at }) => `${ruleId} ${pointer(at)}`), ['raw-ip /mcpServers/a/url', 'tunnel-host /mcpServers/b/url', 'look-alike-host /mcpServers/c/url', 'look-alike-host /mcpServers/d/url']);
  });
});
