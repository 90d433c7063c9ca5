import assert from 'node:assert/strict';
import { pointer } from '../../../../src/core/config/node.ts';
import { render } from '../../../../src/core/text/message.ts';
import { findingsIn, findingsOf } from '../findings-of.ts';

/** A JSON Web Token whose bearer has a role, as Supabase makes them; its signature is made up. */
function token(role: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'HS256', typ: 'JWT' }), part({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role, iat: 1_700_000_000 }), 'Zk39fLq02MxPw81TbVn44cZk39fLq02MxPw81TbVn44'].join('.');
}

const secret = 'b7Qw93kdZp02mm4T';
const found = (entry: unknown): string[] => findingsOf(entry, { only: ['literal-secret'] }).map(({ at }) => pointer(at).replace('/mcpServers/x', ''));

describe('literal-secret', () => {
  const nested: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['a client secret for OAuth', { type: 'http', url: 'https://h.contoso.com/', oauth: { clientId: 'abc', clientSecret: secret } }, ['/oauth/clientSecret']],
    ['a token in a map of the client’s own', { command: 'a', auth: { type: 'bearer', token: secret } }, ['/auth/token']],
    ['deep within', { command: 'a', options: { requests: [{ credentials: { password: secret } }] } }, ['/options/requests/0/credentials/password']],
    ['under a key that means something only further out', { command: 'a', settings: { env: { API_KEY: secret } } }, ['/settings/env/API_KEY']],
    ['by its format alone', { command: 'a', note: ['ghp', 'Zx81QkLm04TbNpYw72RcVd55HsJf90GaUeKi'].join('_') }, ['/note']],
    ['a private key', { command: 'a', gitHubApp: { pem: ['-----BEGIN RSA PRIVATE', 'KEY-----\nMIIE'].join(' ') } }, ['/gitHubApp/pem']],
    ['headers once', { type: 'http', url: 'https://h.contoso.com/', requestInit: { headers: { Authorization: `Bearer ${secret}` } } }, ['/requestInit/headers/Authorization']],
    ['the environment once', { command: 'a', env: { API_KEY: secret } }, ['/env/API_KEY']],
    ['a reference', { command: 'a', oauth: { clientSecret: '${input:secret}' }, auth: { token: '${env:TOKEN}' } }, []],
    ['a placeholder', { command: 'a', oauth: { clientSecret: '<your client secret>' } }, []],
    ['words of configuration', { command: 'a', auth: 'oauth', oauth: { tokenEndpoint: 'https://h/token1234567890', secretName: 'prod-db-main-2024' }, permission: { create_token: 'ask', auth: 'always-allow' } }, []],
    ['sentences', { command: 'a', token: 'Create 1 token in the settings page', description: 'needs an API key with 2 scopes' }, []],
    ['tools that are approved', { command: 'a', autoApprove: ['get_token_2', 'list_api_keys_2024'], alwaysAllow: ['get_secret_v2'] }, []],
    ['odd values', { command: 'a', oauth: null, auth: 3, token: true, secret: [], password: {} }, []],
  ];
  for (const [name, entry, expected] of nested) it(`${expected.length > 0 ? 'finds' : 'leaves alone'} ${name}`, () => assert.deepEqual(found(entry), expected));

  it('names Supabase’s service_role key, old and new, and lets the public one be', () => {
    const say = (env: object): string[] => findingsOf({ command: 'a', env }, { only: ['literal-secret'] }).map(({ message }) => render(message));
    const expected = (name: string) => [`The environment variable \`${name}\` holds Supabase’s \`service_role\` key, written out: it reads and changes every row of the project, past row-level security. Use a key that may do less, and replace this one.`];
    assert.deepEqual(say({ SUPABASE_KEY: token('service_role') }), expected('SUPABASE_KEY'));
    assert.deepEqual(say({ SUPABASE_SECRET: ['sb', 'secret', 'Zk39fLq02MxPw81TbVn44c'].join('_') }), expected('SUPABASE_SECRET'));
    assert.deepEqual(say({ SUPABASE_ANON_KEY: token('anon'), SUPABASE_KEY: ['sb', 'publishable', 'Zk39fLq02MxPw81TbVn44c'].join('_') }), []);
    assert.match(say({ X: ['sbp', '0123456789abcdef0123456789abcdef01234567'].join('_') })[0]!, /holds what looks like a credential of Supabase/);
    assert.match(say({ JWT: token('admin') })[0]!, /holds a JSON Web Token, written out/);
    assert.match(say({ JWT: token('admin').replace('.eyJ', '.eyJ%') })[0] ?? 'by its name: secret', /secret/);
  });

  it('says what it found, and of whom', () => {
    const said = (entry: unknown): string[] => findingsOf(entry, { only: ['literal-secret'] }).map(({ severity, message }) => `${severity}: ${render(message).split('. ')[0]!}`);
    const github = ['ghp', 'Zx81QkLm04TbNpYw72RcVd55HsJf90GaUeKi'].join('_');
    const key = ['-----BEGIN RSA PRIVATE', 'KEY-----\nMIIE'].join(' ');
    assert.deepEqual(said({ command: 'a', env: { K: key } }), ['error: The environment variable `K` holds a private key, written out']);
    assert.deepEqual(said({ command: 'a', env: { X: github } }), ['error: The environment variable `X` holds what looks like a credential of GitHub, written out']);
    assert.deepEqual(said({ command: 'a', args: [github] }), ['error: This argument holds what looks like a credential of GitHub, written out']);
    assert.deepEqual(said({ command: 'a', env: { PASSWORD: 'hunter2' } }), ['warning: The environment variable `PASSWORD` holds a secret, written out']);
  });

  it('moves it to an input or a variable that nothing else uses, as far as the client has any', () => {
    const fixes = (file: string, text: string): unknown[] => findingsIn(file, text, { only: ['literal-secret'] }).flatMap(({ fixes }) => fixes.map(({ id, safety, changes }) => [id, safety, changes[0], changes.length]));
    const vscode = (name: string, key: string, inputs: unknown): string => JSON.stringify({ inputs, servers: { [name]: { command: 'a', env: { [key]: secret } } } });
    const put = (value: string, ...at: readonly string[]): object => ({ op: 'replace', at, value });
    const input = (id: string, name = 'x', key = 'API_KEY'): unknown[] => [['move-to-input', 'needs-review', put(`\${input:${id}}`, 'servers', name, 'env', key), 2]];
    assert.deepEqual(fixes('.vscode/mcp.json', vscode('x', 'API_KEY', [])), input('x-api-key'));
    assert.deepEqual(fixes('.vscode/mcp.json', vscode('x', 'API_KEY', [null, [], { id: 3 }, { id: 'x-api-key-2', title: 'x-api-key' }])), input('x-api-key'));
    assert.deepEqual(fixes('.vscode/mcp.json', vscode('x', 'API_KEY', [{ id: 'x-api-key' }, { type: 'promptString', id: 'x-api-key-2' }])), input('x-api-key-3'));
    assert.deepEqual(fixes('.vscode/mcp.json', vscode('__x  y', '__API_KEY', [])), input('x-y-api-key', '__x  y', '__API_KEY'));
    const claude = (name: string, entry: object): string => JSON.stringify({ mcpServers: { [name]: { command: 'a', ...entry } } });
    const variable = (written: string, name: string, ...at: readonly (string | number)[]): unknown[] => [['move-to-environment', 'needs-review', { op: 'replace', at: ['mcpServers', name, ...at], value: written }, 1]];
    assert.deepEqual(fixes('.mcp.json', claude('x', { env: { API_KEY: secret } })), variable('${API_KEY}', 'x', 'env', 'API_KEY'));
    assert.deepEqual(fixes('.mcp.json', claude('x', { env: { '1st__token': secret } })), variable('${MCP_1ST_TOKEN}', 'x', 'env', '1st__token'));
    assert.deepEqual(fixes('.mcp.json', claude('my server', { args: [['ghp', 'Zx81QkLm04TbNpYw72RcVd55HsJf90GaUeKi'].join('_')] })), variable('${MY_SERVER_TOKEN}', 'my server', 'args', 0));
    const nothing = findingsIn('.amazonq/mcp.json', claude('x', { env: { API_KEY: secret } }), { only: ['literal-secret'] });
    assert.deepEqual(nothing.map(({ fixes }) => fixes), [[]]);
  });

  it('never shows what it found', () => {
    for (const entry of [{ command: 'a', oauth: { clientSecret: secret } }, { command: 'a', env: { SUPABASE_KEY: token('service_role') } }]) {
      for (const finding of findingsOf(entry)) {
        const shown = JSON.stringify([render(finding.message), finding.fixes]);
        assert.ok(!shown.includes(secret) && !shown.includes(token('service_role')));
      }
    }
  });
});

describe('unmasked-input', () => {
  const asked = (input: object, server: object = { command: 'a' }): string[] =>
    findingsIn('.vscode/mcp.json', JSON.stringify({ inputs: [input], servers: { x: server } }), { only: ['unmasked-input'] }).map(({ at, fixes }) => `${pointer(at)} ${JSON.stringify(fixes[0]?.changes)}`);
  const insert = '[{"op":"insert","at":["inputs",0],"key":"password","value":true}]';
  const open = { type: 'promptString', id: 'i', description: 'Something' };
  const rows: readonly (readonly [string, object, object, readonly string[]])[] = [
    ['used for a secret variable', open, { command: 'a', env: { API_KEY: '${input:i}' } }, [`/inputs/0/id ${insert}`]],
    ['used for a header', open, { type: 'http', url: 'https://h/', headers: { Authorization: 'Bearer ${input:i}' } }, [`/inputs/0/id ${insert}`]],
    ['used behind an option', open, { command: 'a', args: ['--api-key', '${input:i}'] }, [`/inputs/0/id ${insert}`]],
    ['used in an option', open, { command: 'a', args: ['--token=${input:i}'] }, [`/inputs/0/id ${insert}`]],
    ['used in a header option', open, { command: 'a', args: ['--header', 'Authorization:${input:i}'] }, [`/inputs/0/id ${insert}`]],
    ['used in a query', open, { type: 'http', url: 'https://h/?api_key=${input:i}' }, [`/inputs/0/id ${insert}`]],
    ['named for one', { ...open, id: 'github-token' }, {}, [`/inputs/0/id ${insert}`]],
    ['described as one', { ...open, description: 'GitHub Personal Access Token (required)' }, {}, [`/inputs/0/id ${insert}`]],
    ['with password switched off', { ...open, id: 'api-key', password: false }, {}, ['/inputs/0/password [{"op":"replace","at":["inputs",0,"password"],"value":true}]']],
    ['with something else for password', { ...open, id: 'api-key', password: 'yes' }, {}, ['/inputs/0/password [{"op":"replace","at":["inputs",0,"password"],"value":true}]']],
    ['masked', { ...open, id: 'api-key', password: true }, { command: 'a', env: { API_KEY: '${input:api-key}' } }, []],
    ['for nothing secret', open, { command: 'a', env: { TEAM: '${input:i}', TOKEN_URL: '${input:i}' }, args: ['--team', '${input:i}'] }, []],
    ['about a secret, not one', { ...open, id: 'token-file', description: 'Path of the token file' }, {}, []],
    ['of tokens that are counted', { ...open, id: 'max-tokens', description: 'How many' }, {}, []],
    ['a choice', { type: 'pickString', id: 'token', options: ['a'] }, {}, []],
    ['without an id', { type: 'promptString', description: 'API key' }, {}, []],
  ];
  for (const [name, input, server, expected] of rows) it(`${expected.length > 0 ? 'finds' : 'is silent on'} an input ${name}`, () => assert.deepEqual(asked(input, { command: 'a', ...server }), expected));
  it('is silent on what is no list of inputs', () => {
    for (const inputs of [null, 'x', {}, [null, 3, 'x', []], [[]]]) assert.deepEqual(findingsIn('.vscode/mcp.json', JSON.stringify({ inputs, servers: {} }), { only: ['unmasked-input'] }), []);
    assert.deepEqual(findingsIn('.mcp.json', JSON.stringify({ inputs: [open], mcpServers: {} }), { only: ['unmasked-input'] }).length <= 1, true);
  });
});

describe('unrestricted-server', () => {
  const said = (entry: object): number => findingsOf(entry, { only: ['unrestricted-server'] }).length;
  const image = 'ghcr.io/github/github-mcp-server:v0.20.0';
  const rows: readonly (readonly [string, object, number])[] = [
    ['GitHub, all of it', { command: 'docker', args: ['run', '-i', '--rm', '-e', 'GITHUB_PERSONAL_ACCESS_TOKEN', image] }, 1],
    ['GitHub, read only, in docker', { command: 'docker', args: ['run', '-i', '--rm', '-e', 'GITHUB_PERSONAL_ACCESS_TOKEN', '-e', 'GITHUB_READ_ONLY=1', image] }, 0],
    ['GitHub, some toolsets', { command: 'github-mcp-server', args: ['stdio', '--toolsets', 'repos'] }, 0],
    ['GitHub, by a variable', { command: 'github-mcp-server', args: ['stdio'], env: { GITHUB_TOOLSETS: '${input:toolsets}' } }, 0],
    ['GitHub, read only switched off', { command: 'github-mcp-server', args: ['stdio'], env: { GITHUB_READ_ONLY: '0' } }, 1],
    ['GitHub, remote, where a person consents to scopes', { type: 'http', url: 'https://api.githubcopilot.com/mcp/' }, 0],
    ['Supabase', { command: 'npx', args: ['-y', '@supabase/mcp-server-supabase@0.5.9', '--project-ref=x'] }, 1],
    ['Supabase, read only', { command: 'npx', args: ['-y', '@supabase/mcp-server-supabase@0.5.9', '--read-only'] }, 0],
    ['Supabase, remote', { type: 'http', url: 'https://mcp.supabase.com/mcp?project_ref=x' }, 1],
    ['Supabase, remote, read only', { type: 'http', url: 'https://mcp.supabase.com/mcp?project_ref=x&read_only=true' }, 0],
    ['Supabase, remote, not read only', { type: 'http', url: 'https://mcp.supabase.com/mcp?read_only=false' }, 1],
    ['Postgres', { command: 'uvx', args: ['postgres-mcp==0.3.0', '--access-mode', 'unrestricted'] }, 1],
    ['Postgres, restricted', { command: 'uvx', args: ['postgres-mcp==0.3.0', '--access-mode', 'restricted'] }, 0],
    ['another server', { command: 'npx', args: ['-y', '@contoso/files-mcp@3.2.0'] }, 0],
  ];
  for (const [name, entry, expected] of rows) it(`${expected ? 'finds' : 'is silent on'} ${name}`, () => assert.equal(said(entry), expected));

  it('restricts where that is one argument or parameter', () => {
    const change = (entry: object): unknown => findingsOf(entry, { only: ['unrestricted-server'] })[0]?.fixes[0]?.changes[0];
    assert.deepEqual(change({ command: 'npx', args: ['-y', '@supabase/mcp-server-supabase@0.5.9'] }), { op: 'append', at: ['mcpServers', 'x', 'args'], value: '--read-only' });
    assert.deepEqual(change({ type: 'http', url: 'https://mcp.supabase.com/mcp?project_ref=x' }), { op: 'replace', at: ['mcpServers', 'x', 'url'], value: 'https://mcp.supabase.com/mcp?project_ref=x&read_only=true' });
    assert.equal(change({ command: 'docker', args: ['run', '-i', image] }), undefined);
  });
});
