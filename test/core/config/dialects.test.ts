import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { clients } from '../../../src/core/clients/clients.ts';
import { anyDialect, dialect, keysWith, standard, type Dialect } from '../../../src/core/clients/dialect.ts';
import type { KnownFile } from '../../../src/core/clients/known-file.ts';
import type { ServerDeclaration } from '../../../src/core/config/config-file.ts';
import { declaration } from '../../../src/core/config/declare.ts';
import { findServers } from '../../../src/core/config/find-servers.ts';
import { parseJson } from '../../../src/core/config/json/parse.ts';
import { nodeAt } from '../../../src/core/config/node.ts';
import { TextDocument } from '../../../src/core/text/document.ts';
import { render } from '../../../src/core/text/message.ts';

function declared(entry: string, spelled: Dialect = standard): ServerDeclaration {
  const text = `{"x":${entry}}`;
  const value = nodeAt(parseJson(text).tree, ['x']);
  return declaration({ name: 'x', path: ['x'], range: new TextDocument(text).rangeOf({ start: 1, end: text.length - 1 }), value, off: false }, spelled)!;
}

const windsurf = dialect({ keys: keysWith({ serverUrl: 'url' }) });
const gemini = dialect({ keys: keysWith({ httpUrl: 'url' }), ranked: ['httpUrl', 'url'], untyped: { url: 'sse', httpUrl: 'http' } });
const opencode = dialect({ keys: keysWith({ environment: 'env' }, ['args', 'env']), command: 'list' });
const cline = dialect({ keys: keysWith({ transport: 'holder' }), off: ['disabled'] });
const zed = dialect({ command: 'map' });

describe('another client’s spelling', () => {
  describe('of what decides the launch makes it ambiguous', () => {
    const rows: [string, Dialect, string][] = [
      ['{"serverUrl":"https://a.example"}', standard, '`serverUrl` is how other clients spell it, and this one may not read it'],
      ['{"httpUrl":"https://a.example"}', windsurf, '`httpUrl` is how other clients spell it, and this one may not read it'],
      ['{"uri":"https://a.example"}', standard, '`uri` is how other clients spell it, and this one may not read it'],
      ['{"url":"https://a.example","baseUrl":"https://b.example"}', standard, '`baseUrl` and `url` stand in it, which readers tell apart differently'],
      ['{"executable":"npx"}', standard, '`executable` is how other clients spell it, and this one may not read it'],
      ['{"cmd":"npx"}', standard, '`cmd` is how other clients spell it, and this one may not read it'],
      ['{"url":"https://a.example","serverUrl":"https://b.example"}', standard, '`serverUrl` and `url` stand in it, which readers tell apart differently'],
      ['{"serverUrl":"https://b.example","url":"https://a.example"}', windsurf, '`url` and `serverUrl` stand in it, which readers tell apart differently'],
      ['{"command":"npx","cmd":"evil"}', standard, '`cmd` and `command` stand in it, which readers tell apart differently'],
      ['{"command":"npx","serverUrl":"https://a.example"}', standard, '`serverUrl` is how other clients spell it, and this one may not read it'],
      ['{"command":"npx","env":{},"environment":{"NODE_OPTIONS":"-r evil"}}', standard, '`environment` and `env` stand in it, which readers tell apart differently'],
      ['{"command":"npx","transport":{"type":"stdio","command":"evil"}}', standard, '`transport` is how other clients spell it, and this one may not read it'],
      ['{"command":["npx"],"args":["a"]}', opencode, '`args` and `command` stand in it, which readers tell apart differently'],
      ['{"command":["npx","a"]}', standard, '`command` is not text'],
      ['{"command":"npx a"}', opencode, '`command` is not a list'],
      ['{"command":[]}', opencode, 'it has neither a `command` nor a `url`'],
      ['{"command":["npx",1]}', opencode, 'argument 2 is not text'],
      ['{"command":{"path":"npx"},"args":["a"]}', zed, '`args` stands twice in it'],
      ['{"command":{"path":"npx"}}', standard, '`command` is not text'],
      ['{"transport":{"transport":{"command":"npx"}}}', cline, '`transport.transport` is not text'],
      ['{"command":"npx","transport":{"command":"evil"}}', cline, '`transport.command` and `command` stand in it, which readers tell apart differently'],
      ['{"ServerUrl":"https://a.example"}', windsurf, '`ServerUrl` is another spelling of `serverUrl`, which readers tell apart differently'],
      ['{"type":"http","transport":"sse","url":"https://a.example"}', standard, '`transport` and `type` stand in it, which readers tell apart differently'],
      ['{"httpUrl":"https://a.example","httpUrl":"https://b.example"}', gemini, '`httpUrl` stands twice in it'],
    ];
    for (const [entry, spelled, expected] of rows) it(entry, () => assert.equal(render(declared(entry, spelled).ambiguity!), expected));
  });

  describe('of other parts counts as set', () => {
    const rows: [string, Dialect, (server: ServerDeclaration) => unknown, unknown][] = [
      ['{"command":"npx","environment":{"NODE_OPTIONS":"x"}}', standard, ({ env }) => env.map(({ name }) => name), ['NODE_OPTIONS']],
      ['{"command":"npx","working_directory":"/x"}', standard, ({ cwd }) => cwd?.value, '/x'],
      ['{"url":"https://a.example","http_headers":{"Authorization":"Bearer x"}}', standard, ({ headers }) => headers.map(({ name }) => name), ['Authorization']],
      ['{"url":"https://a.example","transport":"sse"}', standard, ({ transport }) => transport, 'sse'],
      ['{"command":"npx","type":"stdio","transport":"stdio"}', standard, ({ transport }) => transport, 'stdio'],
      ['{"url":"https://a.example","type":"http","transport":"streamable-http"}', standard, ({ transport }) => transport, 'http'],
      ['{"url":"https://a.example","serverUrl":null,"cmd":null}', standard, ({ url }) => url?.value, 'https://a.example'],
    ];
    for (const [entry, spelled, what, expected] of rows) {
      it(entry, () => {
        const server = declared(entry, spelled);
        assert.equal(server.ambiguity, undefined);
        assert.deepEqual(what(server), expected);
      });
    }
  });

  it('where one key is known to win, the other says nothing', () => {
    for (const entry of ['{"httpUrl":"https://a.example","url":"https://b.example"}', '{"url":"https://b.example","httpUrl":"https://a.example"}']) {
      const { url, ambiguity, transport } = declared(entry, gemini);
      assert.deepEqual([url?.value, ambiguity, transport], ['https://a.example', undefined, 'http']);
    }
    assert.equal(declared('{"url":"https://b.example","httpUrl":null}', gemini).transport, 'sse');
  });
});

describe('a name of a variable that should stand for a secret', () => {
  const codex = dialect({ keys: keysWith({ bearer_token_env_var: 'bearerVariable', env_http_headers: 'headerVariables' }) });
  const rows: [string, string | undefined][] = [
    ['GITHUB_TOKEN', undefined],
    ['token', undefined],
    ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['sk-live-1234', 'sk-live-1234'],
  ];
  for (const [written, value] of rows) {
    it(written, () => {
      const { headers } = declared(`{"url":"https://a.example","bearer_token_env_var":"${written}","env_http_headers":{"X-Key":"${written}"}}`, codex);
      assert.deepEqual(headers.map((header) => [header.name, header.value]), [['X-Key', value], ['Authorization', value]]);
    });
  }
});

describe('a server is off only where that is certain', () => {
  const both = dialect({ off: ['disabled', 'enabled'] });
  const rows: [string, Dialect, boolean][] = [
    ['{"command":"npx","disabled":true}', cline, true],
    ['{"command":"npx","disabled":false}', cline, false],
    ['{"command":"npx","disabled":"true"}', cline, false],
    ['{"command":"npx","disabled":1}', cline, false],
    ['{"command":"npx","disabled":null}', cline, false],
    ['{"command":"npx","Disabled":true}', cline, false],
    ['{"command":"npx","disabled":true,"disabled":false}', cline, false],
    ['{"command":"npx","disabled":false,"disabled":true}', cline, false],
    ['{"command":"npx","disabled":true,"enabled":true}', both, false],
    ['{"command":"npx","enabled":false}', both, true],
    ['{"command":"npx","enabled":false}', cline, false],
    ['{"command":"npx","disabled":true}', standard, false],
  ];
  for (const [entry, spelled, expected] of rows) {
    it(`${entry} is ${expected ? 'off' : 'on'}${spelled === standard ? ' where no key switches it off' : ''}`, () => {
      const server = declared(entry, spelled);
      assert.equal(server.disabled, expected);
      if (spelled === standard) assert.deepEqual(server.ignored?.map(({ key }) => key), ['disabled']);
    });
  }
});

describe('the clients that read one file', () => {
  const location = { scope: 'workspace', path: 'x.json', syntax: 'json', servers: [{ at: ['s'] }] } as const;
  const known = (dialects: readonly Dialect[]): KnownFile => ({ path: 'x.json', scope: 'workspace', clients: ['cline', 'windsurf'], spelling: 'cline', locations: dialects.map((spelled) => ({ ...location, dialect: spelled })) });
  const read = (text: string, dialects: readonly Dialect[]): ServerDeclaration[] => findServers(parseJson(text).tree!, known(dialects), new TextDocument(text)).declarations;

  it('may read different things, which makes it ambiguous, and on', () => {
    const [server] = read('{"s":{"a":{"url":"https://a.example","disabled":true}}}', [cline, standard]);
    assert.equal(server?.disabled, false);
    assert.equal(render(server.ambiguity!), 'the clients that read this file read different things in it');
  });
  it('mostly read the same', () => {
    const [server, ...more] = read('{"s":{"a":{"command":"npx"}}}', [cline, windsurf]);
    assert.deepEqual([server?.ambiguity, more.length], [undefined, 0]);
  });
});

describe('whatever stands in a file', () => {
  const dialects = [anyDialect, ...new Set(clients.flatMap((client) => [client.dialect, ...client.locations.flatMap((location) => location.dialect ?? [])]))];
  const keys = [...new Set(dialects.flatMap((spelled) => [...Object.keys(spelled.keys), ...(spelled.approvals ?? []), ...Object.keys(spelled.risky ?? {}), ...Object.keys(spelled.opaque ?? {}), ...(spelled.eager ?? [])])), 'disabled', 'enabled', 'path', 'name', '__proto__', 'x', '*', ''];
  const value = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(null, true, false, 0, '', 'npx', 'stdio', 'https://a.example', '*'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.array(fc.tuple(fc.constantFrom(...keys), tie('tree')), { maxLength: 6 }).map((entries) => new Map(entries)),
    ),
  })).tree;
  /** JSON with keys in any order and twice. */
  const written = (tree: unknown): string =>
    tree instanceof Map ? `{${[...tree].flatMap(([key, held]) => Array.from({ length: key.length === 3 ? 2 : 1 }, () => `${JSON.stringify(key)}:${written(held)}`)).join(',')}}` : Array.isArray(tree) ? `[${tree.map(written).join(',')}]` : JSON.stringify(tree);

  it('is declared without a throw in every dialect, and each part lies where it says', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(...dialects), (tree, spelled) => {
        const text = `{"x":${written(tree)}}`;
        const root = parseJson(text).tree!;
        const server = declaration({ name: 'x', path: ['x'], range: new TextDocument(text).rangeOf(root.span), value: nodeAt(root, ['x']), off: false }, spelled);
        if (!server) return;
        for (const { path, value: said } of [...server.args, ...(server.command ? [server.command] : []), ...(server.url ? [server.url] : []), ...(server.cwd ? [server.cwd] : [])]) {
          const node = nodeAt(root, path);
          assert.ok(node && 'value' in node && node.value === said, `${JSON.stringify(path)} of ${text}`);
        }
        for (const { path } of [...server.env, ...server.headers, ...(server.risky ?? []), ...(server.ignored ?? []), ...(server.approvals ?? [])]) assert.ok(path.length > 1);
      }),
      { numRuns: 3000 },
    );
  });

  it('is found without a throw in every place of every client, and each server lies where it says', () => {
    const places = [...new Set(clients.flatMap(({ locations }) => locations.flatMap(({ servers }) => servers)))];
    const way = fc.constantFrom(...places.flatMap((place) => (place === 'bare' ? [[]] : [place.at])));
    fc.assert(
      fc.property(value, way, fc.constantFrom(...clients.flatMap(({ locations }) => locations)), (tree, at, location) => {
        const text = at.reduceRight((inner, key) => `{${JSON.stringify(key)}:${inner}}`, written(tree));
        const root = parseJson(text).tree!;
        const { declarations } = findServers(root, { path: 'x', scope: 'workspace', clients: [], spelling: 'vscode', locations: [location] }, new TextDocument(text), 'x');
        for (const { path } of declarations) assert.ok(path.length === 0 || nodeAt(root, path), `${JSON.stringify(path)} of ${text}`);
      }),
      { numRuns: 3000 },
    );
  });

  it('costs no more than its size, however deep it is', () => {
    const deep = `${'{"transport":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    for (const spelled of [standard, cline, anyDialect]) assert.ok(declared(deep, spelled));
  });
});
