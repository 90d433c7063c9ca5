import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseJson } from '../../../../src/core/config/json/parse.ts';
import type { Path } from '../../../../src/core/config/node.ts';
import { identify } from '../../../../src/core/identity/identify.ts';
import { keysAt, offersAt } from '../../../../src/core/policy/offers/offers.ts';
import type { UsedServer } from '../../../../src/core/policy/offers/safe-values.ts';
import { declared } from '../subjects.ts';

const secret = 'b7Qw93kdZp02mm4TxR51';
const digest = `sha256:${'ab12'.repeat(16)}`;

function used(name: string, server: object): UsedServer {
  const declaration = declared(name, server);
  return { declaration, identity: identify(declaration, { scope: 'workspace' }) };
}

const servers = [
  used('ledger', { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2', '--read-only'], env: { LEDGER_TOKEN: secret } }),
  used('ledger-too', { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2', '--api-key', secret, '--region', 'eu'] }),
  used('ledger-latest', { command: 'npx', args: ['-y', '@contoso/ledger-mcp'] }),
  used('db', { command: 'uvx', args: ['mcp-server-sqlite==2025.4.25', '--db-path', 'shop.db'] }),
  used('image', { command: 'docker', args: ['run', '-i', '--rm', `ghcr.io/contoso/search@${digest}`] }),
  used('github', { type: 'http', url: 'https://api.githubcopilot.com/mcp/' }),
  used('hooked', { type: 'http', url: `https://hooks.contoso.com/t/${secret}/mcp?apiKey=${secret}&region=eu` }),
  used('own', { command: '/opt/tools/reader', args: ['--fast'] }),
  used('open', { command: 'npx', args: ['-y', '${PACKAGE}'] }),
  used(secret, { command: 'x' }),
];

const rules = ['plain-http', 'unpinned-package'];

function offered(text: string, path: Path): unknown[] {
  return offersAt(parseJson(text).tree, path, { servers, providers: [], rules }).map(({ value }) => value);
}

const policy = (match: object, more: object = {}): string => JSON.stringify({ policyVersion: 1, servers: [{ id: 'a', owner: 'payments', match: [match] }], ...more });
const item: Path = ['servers', 0, 'match', 0];
const ledger = { package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['9.9.9'] } };

describe('what a policy may be written about', () => {
  const cases: [string, string, Path, unknown[]][] = [
    ['package names, the most used first', policy({ package: {} }), [...item, 'package', 'name'], ['@contoso/ledger-mcp', 'mcp-server-sqlite', 'ghcr.io/contoso/search']],
    ['of the type that is written', policy({ package: { type: 'pypi' } }), [...item, 'package', 'name'], ['mcp-server-sqlite']],
    ['of any type while that is half typed', policy({ package: { type: 'py' } }), [...item, 'package', 'name'], ['@contoso/ledger-mcp', 'mcp-server-sqlite', 'ghcr.io/contoso/search']],
    ['exact versions of the package that is named', policy(ledger), [...item, 'package', 'versions', 0], ['1.4.2']],
    ['a version that is not there yet', policy(ledger), [...item, 'package', 'versions', 1], ['1.4.2']],
    ['no version that stands there already', policy({ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] } }), [...item, 'package', 'versions', 1], []],
    ['of images the digest', policy({ package: { type: 'oci', name: 'ghcr.io/contoso/search' } }), [...item, 'package', 'digest'], [digest]],
    ['no version without a name', policy({ package: { type: 'npm' } }), [...item, 'package', 'versions', 0], []],
    ['hosts', policy({ url: {} }), [...item, 'url', 'host'], ['api.githubcopilot.com', 'hooks.contoso.com']],
    ['the path of the host', policy({ url: { host: 'API.githubcopilot.com' } }), [...item, 'url', 'path'], ['/mcp/']],
    ['below a wildcard too', policy({ url: { host: '*.githubcopilot.com' } }), [...item, 'url', 'path'], ['/mcp/']],
    ['no path that holds a secret', policy({ url: { host: 'hooks.contoso.com' } }), [...item, 'url', 'path'], []],
    ['parameters by name', policy({ url: { host: 'hooks.contoso.com', query: [] } }), [...item, 'url', 'query', 0], ['apiKey', 'region']],
    ['whole URLs', policy({}), [...item, 'serverUrl'], ['https://api.githubcopilot.com/mcp/']],
    ['names of servers', policy({}), [...item, 'serverName'], ['ledger', 'ledger-too', 'ledger-latest', 'db', 'image', 'github', 'hooked', 'own', 'open']],
    ['arguments of the package, without the secret one', policy({ ...ledger, args: { allow: ['--read-only'] } }), [...item, 'args', 'allow', 1], ['--api-key', '--region', 'eu']],
    ['names of variables, never values', policy({ ...ledger, env: { allow: [] } }), [...item, 'env', 'allow', 0], ['LEDGER_TOKEN']],
    ['no arguments of what is not named', policy({ package: {}, args: { allow: [] } }), [...item, 'args', 'allow', 0], []],
    ['rules', policy({}, { ignores: [{}] }), ['ignores', 0, 'rule'], rules],
    ['owners that are named already', policy({}), ['servers', 1, 'owner'], ['payments']],
    ['nothing elsewhere', policy({}), ['issuer'], []],
    ['nothing in a match of providers of that shape', JSON.stringify({ providers: [{ match: [{ package: {} }] }] }), ['providers', 0, 'match', 0, 'package', 'name'], []],
    ['nothing in a text that is no policy', '[1, null]', [0, 'package', 'name'], []],
  ];
  for (const [what, text, path, expected] of cases) it(`is ${what}`, () => assert.deepEqual(offered(text, path), expected));

  it('is whole command lines, where none of it may be a secret', () => {
    const lines = offered(policy({}), [...item, 'serverCommand']) as string[][];
    assert.ok(lines.some((line) => line.join(' ') === '/opt/tools/reader --fast'));
    assert.ok(!lines.some((line) => line.includes('--api-key')));
  });

  it('is servers for tests, without variables and headers', () => {
    const found = offered(policy({}, { tests: [{}] }), ['tests', 0, 'server']);
    assert.deepEqual(found[0], { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2', '--read-only'] });
    assert.ok(found.some((one) => JSON.stringify(one) === '{"type":"http","url":"https://api.githubcopilot.com/mcp/"}'));
  });

  it('is clients by their ids', () => {
    const ids = offered(policy({}, { tests: [{}] }), ['tests', 0, 'client']);
    for (const id of ['vscode', 'claude-code', 'cursor']) assert.ok(ids.includes(id), id);
  });

  it('tells of each value who uses it', () => {
    const [first] = offersAt(parseJson(policy({ package: {} })).tree, [...item, 'package', 'name'], { servers, providers: [], rules });
    assert.deepEqual(first!.by.map(({ declaration }) => declaration.name), ['ledger', 'ledger-too', 'ledger-latest']);
  });

  it('is rules that are not set yet, as keys', () => {
    assert.deepEqual(keysAt(parseJson('{ "rules": { "plain-http": {} } }').tree, ['rules'], rules), ['unpinned-package']);
    assert.deepEqual(keysAt(parseJson('{ "rules": {} }').tree, ['defaults'], rules), []);
    assert.deepEqual(keysAt(undefined, ['rules'], rules), rules);
  });

  it('never holds a secret, wherever one asks', () => {
    const keys = ['servers', 'match', 'package', 'name', 'versions', 'digest', 'registry', 'url', 'host', 'port', 'path', 'query', 'serverUrl', 'serverName', 'serverCommand', 'args', 'env', 'cwd', 'allow', 'tests', 'server', 'client', 'ignores', 'rule', 'owner'];
    const texts = [policy(ledger), policy({ url: { host: 'hooks.contoso.com' } }), policy({ serverName: 'ledger-too', args: {} }), '{'];
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(fc.oneof(fc.constantFrom(...keys), fc.nat(2)), { maxLength: 8 }), (text, path) => !JSON.stringify(offered(text, path)).includes(secret)),
      { numRuns: 2000 },
    );
    for (const where of [['package', 'name'], ['serverName'], ['serverCommand'], ['serverUrl'], ['args', 'allow', 0], ['env', 'allow', 0], ['url', 'host'], ['url', 'path'], ['url', 'query', 0]]) {
      for (const text of texts) assert.ok(!JSON.stringify(offered(text, [...item, ...where])).includes(secret), where.join('/'));
    }
  });
});
