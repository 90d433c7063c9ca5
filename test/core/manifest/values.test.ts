import assert from 'node:assert/strict';
import { manifestArguments, shownWords } from '../../../src/core/manifest/arguments.ts';
import { egressOf, endpointOf } from '../../../src/core/manifest/endpoint.ts';
import { layOut } from '../../../src/core/manifest/layout.ts';
import { repositoryOf } from '../../../src/core/manifest/repository.ts';

describe('arguments in a manifest', () => {
  const secret = { isRequired: true, isSecret: true };
  const table: [string[], unknown[]][] = [
    [['--read-only'], [{ type: 'named', name: '--read-only' }]],
    [['--port', '8080'], [{ type: 'named', name: '--port' }, { type: 'positional', value: '8080' }]],
    [['--transport=stdio'], [{ type: 'named', name: '--transport', value: 'stdio' }]],
    [['-p', '8080', '-t', 'stdio'], [{ type: 'named', name: '-p' }, { type: 'positional', value: '8080' }, { type: 'named', name: '-t' }, { type: 'positional', value: 'stdio' }]],
    [['-p', 'swordfish'], [{ type: 'named', name: '-p' }, { type: 'positional', valueHint: 'p', isRequired: true }]],
    [['-e', 'GITHUB_TOKEN'], [{ type: 'named', name: '-e' }, { type: 'positional', value: 'GITHUB_TOKEN' }]],
    [['us-east-1', 'read,write', 'claude-3.5', 'SELECT', 'maxItems'], ['us-east-1', 'read,write', 'claude-3.5', 'SELECT', 'maxItems'].map((value) => ({ type: 'positional', value }))],
    [['@contoso/ledger-mcp@1.4.2', 'tool==1.0', 'tools/server.js', './dist/index.js'], ['@contoso/ledger-mcp@1.4.2', 'tool==1.0', 'tools/server.js', './dist/index.js'].map((value) => ({ type: 'positional', value }))],
    [['--api-key', 'hunter2'], [{ type: 'named', name: '--api-key' }, { type: 'positional', valueHint: 'api_key', ...secret }]],
    [['--api-key=hunter2'], [{ type: 'named', name: '--api-key', ...secret }]],
    [['--api-key', '${input:key}'], [{ type: 'named', name: '--api-key' }, { type: 'positional', valueHint: 'api_key', ...secret }]],
    [['API_KEY=hunter2'], [{ type: 'positional', value: 'API_KEY={API_KEY}', variables: { API_KEY: secret } }]],
    [['LOG_LEVEL=debug'], [{ type: 'positional', value: 'LOG_LEVEL=debug' }]],
    [['DATA=/home/jane'], [{ type: 'positional', value: 'DATA={DATA}', variables: { DATA: { isRequired: true, format: 'filepath' } } }]],
    [['--root', '/home/jane/notes'], [{ type: 'named', name: '--root' }, { type: 'positional', valueHint: 'root', isRequired: true, format: 'filepath' }]],
    [['C:\\Users\\jane'], [{ type: 'positional', valueHint: 'path', isRequired: true, format: 'filepath' }]],
    [['../../other', '~/x', '\\\\host\\share'], ['path', 'path', 'path'].map((valueHint) => ({ type: 'positional', valueHint, isRequired: true, format: 'filepath' }))],
    [['${workspaceFolder}/data'], [{ type: 'positional', valueHint: 'value', isRequired: true }]],
    [['https://h.example/a'], [{ type: 'positional', value: 'https://h.example/a' }]],
    [['https://me:hunter2@h.example/a'], [{ type: 'positional', valueHint: 'secret', ...secret }]],
    [['https://h.example/a?token=hunter2'], [{ type: 'positional', valueHint: 'secret', ...secret }]],
    [['https://h.example/s/b7Qw93kdZp02mm4T'], [{ type: 'positional', valueHint: 'value', isRequired: true }]],
    [['-phunter2'], [{ type: 'positional', valueHint: 'value', isRequired: true }]],
    [['hunter2'], [{ type: 'positional', valueHint: 'value', isRequired: true }]],
    [['ghp_0123456789abcdefghijABCDEFGHIJ012345'], [{ type: 'positional', valueHint: 'secret', ...secret }]],
    [['--ghp_0123456789abcdefghijABCDEFGHIJ012345'], [{ type: 'positional', valueHint: 'secret', ...secret }]],
    [['{"token":"hunter2"}', ''], [{ type: 'positional', valueHint: 'value', isRequired: true }, { type: 'positional', value: '' }]],
    [['__proto__=x1y2'], [{ type: 'positional', value: '__proto__={__proto__}', variables: Object.fromEntries([['__proto__', { isRequired: true }]]) }]],
  ];
  for (const [words, expected] of table) it(words.join(' ').replace(/[^ -~]/g, '?'), () => assert.deepEqual(manifestArguments(words), expected));

  it('stay in their order and number, and are shown with the same care', () => {
    assert.deepEqual(shownWords(['run', '--token', 'hunter2', '--key=hunter2', '/etc/x', 'serve']), ['run', '--token', '•••', '--key=•••', '•••', 'serve']);
  });

  it('take no longer for hostile words', () => {
    const started = process.hrtime.bigint();
    manifestArguments(['a-'.repeat(500_000), `--${'a'.repeat(500_000)}=${'b.'.repeat(500_000)}`, 'aA'.repeat(500_000), `https://${'a.'.repeat(500_000)}`, '/'.repeat(500_000)]);
    assert.ok(Number(process.hrtime.bigint() - started) / 1e6 < 3000);
  });
});

describe('addresses in a manifest', () => {
  const table: [string, unknown][] = [
    ['https://api.contoso.com/mcp', { url: 'https://api.contoso.com/mcp' }],
    ['https://api.contoso.com', { url: 'https://api.contoso.com' }],
    ['http://localhost:8080/mcp/v2', { url: 'http://localhost:8080/mcp/v2' }],
    ['https://api.contoso.com/mcp?apiKey=&team=', { url: 'https://api.contoso.com/mcp?apiKey={apiKey}&team={team}', variables: { apiKey: { isRequired: true, isSecret: true }, team: { isRequired: true } } }],
    ['https://h.example/s/b7Qw93kdZp02mm4T/u/0123456789abcdefab/mcp', { url: 'https://h.example/s/{token}/u/{token2}/mcp', variables: { token: { isRequired: true, isSecret: true }, token2: { isRequired: true, isSecret: true } } }],
    ['https://h.example/?%7Bx%7D=', { url: 'https://h.example/?%7Bx%7D={parameter}', variables: { parameter: { isRequired: true } } }],
    ['https://me@h.example/', undefined],
    ['https://h.example/a b', undefined],
    ['ws://h.example/', undefined],
    ['', undefined],
  ];
  for (const [url, expected] of table) it(url || 'nothing', () => assert.deepEqual(endpointOf(url), expected));

  it('say where the traffic goes', () => {
    assert.deepEqual(['https://a.example/x', 'http://a.example', 'https://a.example:8443/', 'https://[::1]:9/', 'https://a.example?x=', 'stdio', 'https://a@b.example'].map(egressOf), ['a.example:443', 'a.example:80', 'a.example:8443', '[::1]:9', 'a.example:443', undefined, undefined]);
  });
});

describe('repositories in a manifest', () => {
  const github = { url: 'https://github.com/contoso/ledger', source: 'github' };
  const table: [string, unknown][] = [
    ['contoso/ledger', github],
    ['github:contoso/ledger', github],
    ['git+https://github.com/contoso/ledger.git', github],
    ['git+ssh://git@github.com/contoso/ledger.git', github],
    ['git@github.com:contoso/ledger.git', github],
    ['git://github.com/contoso/ledger.git#main', github],
    ['https://jane:hunter2@GitHub.com/contoso/ledger?x=1', github],
    ['https://github.com/contoso/ledger/tree/main/packages/mcp', github],
    ['gitlab:contoso/ledger', { url: 'https://gitlab.com/contoso/ledger', source: 'gitlab' }],
    ['https://gitlab.com/contoso/sub/ledger.git', { url: 'https://gitlab.com/contoso/sub/ledger', source: 'gitlab' }],
    ['ssh://git@git.contoso.example:2222/payments/ledger.git', { url: 'https://git.contoso.example/payments/ledger', source: 'git.contoso.example' }],
    ['https://github.com/contoso', undefined],
    ['https://github.com/contoso/ghp_0123456789abcdefghijABCDEFGHIJ012345', undefined],
    ['https://localhost/a/b', undefined],
    ['https://github.com/../..', undefined],
    ['javascript:alert(1)', undefined],
    ['file:///etc/passwd', undefined],
    ['__proto__:a/b', undefined],
    [`https://github.com/${'a/'.repeat(100_000)}`, undefined],
    ['', undefined],
  ];
  for (const [text, expected] of table) it(text.slice(0, 60) || 'nothing', () => assert.deepEqual(repositoryOf(text), expected));
});

describe('a manifest’s text', () => {
  it('shows every character', () => {
    assert.equal(layOut({ a: '\u202e\u200b\ud800é' }), '{\n  "a": "\\u202e\\u200b\\ud800é"\n}\n');
    const text = layOut({ a: '\u{e0041}x' });
    assert.equal(text, '{\n  "a": "\\udb40\\udc41x"\n}\n');
    assert.deepEqual(JSON.parse(text), { a: '\u{e0041}x' });
  });
});
