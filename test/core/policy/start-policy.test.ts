import assert from 'node:assert/strict';
import { compilePolicy } from '../../../src/core/policy/compile.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { identify } from '../../../src/core/identity/identify.ts';
import { lintPolicy } from '../../../src/core/policy/authoring/lint-policy.ts';
import { runPolicyTests } from '../../../src/core/policy/policy-tests.ts';
import { beginPolicy, startPolicy } from '../../../src/core/policy/start-policy.ts';
import { declarationOf } from '../../../src/core/policy/test-declaration.ts';
import type { Subject } from '../../../src/core/policy/subject.ts';
import { declared, now, opaque, outcome, packaged, program, remote } from './subjects.ts';

const use = ({ server, identity }: Subject) => ({ declaration: server, identity });
const digest = `sha256:${'b'.repeat(64)}`;
const servers: Subject[] = [
  packaged({ name: '@contoso/ledger-mcp', version: '1.4.2' }, {}, { serverName: 'ledger' }),
  packaged({ name: '@contoso/ledger-mcp', version: '1.4.2' }, { args: ['--read-only'] }, { serverName: 'ledger-again' }),
  packaged({ name: '@contoso/ledger-mcp', version: '1.4.1' }, {}, { serverName: 'ledger-old' }),
  packaged({ name: 'floating', floating: 'latest' }, {}, { serverName: 'floating' }),
  packaged({ type: 'pypi', name: 'mcp-server-time', version: '2026.1.1' }, {}, { serverName: 'time' }),
  packaged({ type: 'oci', name: 'ghcr.io/contoso/img', digest }, {}, { serverName: 'image' }),
  packaged({ type: 'oci', name: 'docker.io/library/tagged', floating: '1.0' }, {}, { serverName: 'tagged' }),
  packaged({ type: 'nuget', name: 'contoso.tool', version: '1.0.0' }, {}, { serverName: 'dot' }),
  packaged({ name: 'mirrored', version: '1.0.0', registry: 'https://npm.contoso.example/' }, {}, { serverName: 'mirrored' }),
  remote('https://api.githubcopilot.com/mcp/', { serverName: 'github' }),
  remote('http://localhost:3000/mcp', { serverName: 'dev' }),
  remote('https://h.example/mcp?tenant=', { serverName: 'tenant' }),
  program('/opt/tool', 'run.js'),
  opaque('bash', ['-c', 'start-it']),
  opaque('npx', ['-y', '${input:pkg}'], 'unresolved'),
];

describe('a policy started from what is in use', () => {
  const text = startPolicy(servers.map(use), { issuer: 'Contoso', now });
  const { document, problems } = readPolicy(text, '/p');
  const policy = compilePolicy([{ document: document!, approves: true }]);

  it('reads back without a problem', () => assert.deepEqual(problems, []));

  it('approves nothing', () => {
    assert.deepEqual([...new Set(document!.servers.map(({ state }) => state))], ['pending']);
    assert.deepEqual(servers.map((server) => outcome(policy.decide(server, now))), servers.map((server) => (server.identity.kind === 'opaque' && server.identity.code === 'unresolved' ? 'unknown unresolved' : 'pending')));
  });

  it('has one entry for each thing that is started', () => {
    assert.deepEqual(document!.servers.map(({ id }) => id), [
      'npm:@contoso/ledger-mcp', 'npm:@contoso/ledger-mcp#2', 'npm:floating', 'pypi:mcp-server-time', 'oci:ghcr.io/contoso/img', 'oci:docker.io/library/tagged',
      'nuget:contoso.tool', 'npm:mirrored', 'api.githubcopilot.com/mcp/', 'localhost/mcp', 'h.example/mcp', 'local:local', 'local:hidden',
    ]);
    assert.ok(text.includes('// In use as: ledger, ledger-again'));
  });

  it('writes versions where they are known, and says where they are not', () => {
    assert.deepEqual(document!.servers[0]!.match[0]!.package, { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] });
    assert.deepEqual(document!.servers[4]!.match[0]!.package, { type: 'oci', name: 'ghcr.io/contoso/img', digest });
    assert.deepEqual(document!.servers[7]!.match[0]!.package, { type: 'npm', name: 'mirrored', versions: ['1.0.0'], registry: 'https://npm.contoso.example/' });
    assert.match(text, /without an exact version[^\n]*\n {4}\{\n {6}"id": "npm:floating"/);
  });

  it('carries tests', () => assert.ok(document!.tests.length >= 8));

  it('approves what is marked approved', () => {
    const decided = readPolicy(text.replaceAll('"state": "pending"', '"state": "approved"'), '/p');
    assert.deepEqual(decided.problems, []);
    const verdicts = compilePolicy([{ document: decided.document!, approves: true }]);
    assert.equal(outcome(verdicts.decide(servers[0]!, now)), 'approved');
    assert.equal(outcome(verdicts.decide(servers[3]!, now)), 'unknown weak-match');
    assert.equal(outcome(verdicts.decide(servers[13]!, now)), 'unknown weak-match');
  });
});

describe('a policy started from hostile or secret things', () => {
  const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;
  const withSecret: Subject[] = [
    { server: declared('s1', { command: '/opt/tool', args: ['--api-key', 'q7Zr2mXv9Lk4Tn8Wp3'] }), identity: program('/opt/tool', undefined, ['--api-key', 'q7Zr2mXv9Lk4Tn8Wp3']).identity },
    { server: declared('s2', { command: '/opt/tool', args: [token] }), identity: program('/opt/tool', undefined, [token]).identity },
    { server: declared('s3', { type: 'http', url: `https://h.example/${token}/mcp` }), identity: remote(`https://h.example/${token}/mcp`).identity },
    { server: declared('s4', { type: 'http', url: `https://h.example/mcp?${token}` }), identity: remote(`https://h.example/mcp?${token}=`).identity },
    { server: declared('s5', { type: 'http', url: 'https://h.example/mcp', headers: { Authorization: `Bearer ${token}` } }), identity: remote('https://h.example/mcp').identity },
    packaged({ name: 'p', version: '1.0.0', registry: `https://user:${token}@npm.contoso.example/` }, { env: { KEY: token }, args: ['--token', token] }, { serverName: 's6' }),
  ];
  const commands: [string, string[]][] = [
    ['uvx', ['--from', 'git+https://SEKRET:x@github.com/a/b', 'tool']],
    ['git+https://SEKRET:x@github.com/a/b', []],
    ['bash', ['-c', 'curl -u admin:SEKRET https://x.example | sh; mysql -pSEKRET']],
    ['/opt/tool', ['--token', 'SEKRET']],
    ['/opt/tool', ['-pSEKRET']],
    ['/opt/tool', ['--password=SEKRET']],
    ['/opt/tool --token SEKRET', []],
    ['/opt/tool', ['--url=https://x.example/?sig=SEKRET']],
    ['/opt/tool', ['--header', 'X-Foo: SEKRET']],
    ['/opt/tool', ['-e', 'X=SEKRET']],
    ['/opt/tool', ['-u', 'admin:SEKRET']],
  ];
  for (const [command, args] of commands) {
    it(`writes no command line that may hold a secret: ${command} ${args.join(' ')}`, () => {
      const declaration = declared('tool', { command, args });
      for (const identity of [program(command, undefined, args).identity, opaque(command, args).identity]) {
        const text = startPolicy([{ declaration, identity }], { now });
        const { document, problems } = readPolicy(text, '/p');
        assert.deepEqual(problems, []);
        assert.ok(!text.includes('SEKRET'), text);
        assert.deepEqual(document!.servers.map(({ match }) => [match[0]!.serverName, match[0]!.serverCommand]), [['tool', undefined]]);
        assert.ok(text.includes('// Written by its name only'));
      }
    });
  }

  it('writes no name that is a token', () => {
    const text = startPolicy(
      [
        use(packaged({ name: 'p', version: '1.0.0' }, {}, { serverName: token })),
        { declaration: declared(token, { command: '/opt/tool', args: ['run.js'] }), identity: program('/opt/tool', 'run.js').identity },
        { declaration: declared(token, { command: 'bash', args: ['-c', 'x'] }), identity: opaque('bash', ['-c', 'x']).identity },
        use(packaged({ name: token, version: '1.0.0' }, {}, { serverName: 'q' })),
      ],
      { now },
    );
    const { document, problems } = readPolicy(text, '/p');
    assert.deepEqual(problems, []);
    assert.ok(!text.includes(token) && !text.includes(token.toLowerCase()), text);
    assert.deepEqual(document!.servers.map(({ match: [one] }) => one!.package?.name ?? one!.serverCommand ?? one!.serverName), ['p', ['/opt/tool', 'run.js'], 'q']);
  });

  it('holds no secret', () => {
    const text = startPolicy(withSecret.map(use), { now });
    assert.deepEqual(readPolicy(text, '/p').problems, []);
    assert.ok(!text.includes(token) && !text.includes('q7Zr2mXv9Lk4Tn8Wp3'));
  });

  it('cannot be made to say something else by a name', () => {
    const names = ['a\n"state": "approved"', '*/', '// x', '\u202Eevil', '"', '\\', '${x}', '__proto__', 'x'.repeat(5000), ''];
    const text = startPolicy([...names.map((name) => ({ declaration: declared(name, { command: '${y}' }), identity: opaque('x', []).identity })), ...names.map((name) => use(packaged({ name, version: '1.0.0' }, {}, { serverName: name })))], { now });
    const { document, problems } = readPolicy(text, '/p');
    assert.deepEqual(problems, []);
    assert.deepEqual([...new Set(document!.servers.map(({ state }) => state))], ['pending']);
    assert.ok(!text.includes('\u202E'));
  });

  it('of nothing is an empty policy', () => {
    const { document, problems } = readPolicy(startPolicy([], { now }), '/p');
    assert.deepEqual(problems, []);
    assert.deepEqual(document!.servers, []);
  });
});

describe('who uses an entry of a policy that was started', () => {
  const uses = (more: object[]) => more.map((one, i) => ({ ...use(packaged({ name: 'x', version: '1.0.0' }, {}, { serverName: 'x' })), use: { file: `/f${i}`, clients: ['VS Code'], ...one } }));
  const comments = (more: object[]) => startPolicy(uses(more), { now }).split('\n').filter((line) => /^ {4}\/\/ (?:In|Owners)/.test(line)).map((line) => line.trim().slice(3));

  it('is told by files, repositories, assistants and owners', () => {
    assert.deepEqual(comments([{ repository: 'web', owners: '@a @b' }, { repository: 'web', clients: ['Cursor'] }, { repository: 'api', owners: '@a' }, {}]), [
      'In use as: x',
      'In 4 files of api, web, and a user account; read by Cursor, VS Code',
      'Owners by CODEOWNERS: @a, @b',
    ]);
    assert.deepEqual(comments([{ file: '/same' }, { file: '/same' }]), ['In use as: x', 'In 1 file of a user account; read by VS Code']);
    assert.match(comments(Array.from({ length: 12 }, (_, i) => ({ repository: `r${i}` })))[1]!, /, 4 more; read by/);
  });

  it('cannot end a comment, and holds no path', () => {
    const hostile = 'a\n"state": "approved"\u202E\u2028{';
    const text = startPolicy(uses([{ repository: hostile, owners: hostile, clients: [hostile], file: '/home/jane/secret-project/mcp.json' }]), { now });
    const { document, problems } = readPolicy(text, '/p');
    assert.deepEqual(problems, []);
    assert.deepEqual(document!.servers.map(({ state }) => state), ['pending']);
    assert.ok(!text.includes('jane') && !text.includes('\u202E') && !text.includes('\u2028'));
  });
});

describe('a policy started with choices', () => {
  const ids = ['npm:@contoso/ledger-mcp', 'npm:floating', 'pypi:mcp-server-time', 'oci:ghcr.io/contoso/img', 'oci:docker.io/library/tagged', 'npm:mirrored', 'api.githubcopilot.com/mcp/', 'h.example/mcp', 'local:local', 'local:hidden', 'npm:nonesuch'];
  const { text, drafts } = beginPolicy(servers.map(use), { now, approve: ids });
  const { document, problems } = readPolicy(text, '/p');

  it('approves what is fixed, and what was not chosen stays pending', () => {
    assert.deepEqual(problems, []);
    assert.deepEqual(document!.servers.filter(({ state }) => state === 'approved').map(({ id }) => id), ['npm:@contoso/ledger-mcp', 'pypi:mcp-server-time', 'oci:ghcr.io/contoso/img', 'npm:mirrored', 'api.githubcopilot.com/mcp/', 'h.example/mcp']);
    const policy = compilePolicy([{ document: document!, approves: true }]);
    assert.deepEqual(servers.filter((server) => policy.decide(server, now).state === 'approved').map(({ server }) => server.name), ['ledger', 'ledger-again', 'time', 'image', 'mirrored', 'github', 'tenant']);
  });

  it('tells why the others stay pending, and what is nothing here', () => {
    assert.deepEqual(drafts.stayPending.map(({ id }) => id), ['npm:floating', 'oci:docker.io/library/tagged', 'local:local', 'local:hidden']);
    assert.deepEqual(drafts.notHere, ['npm:nonesuch']);
    assert.ok(text.startsWith('// The MCP servers and model providers in use, as a policy to begin with. What was chosen by its id is "approved"'));
  });

  it('carries tests that hold, and nothing the lint has to say', () => {
    const results = runPolicyTests(document!, declarationOf, (declaration) => identify(declaration, { scope: 'workspace' }), now);
    assert.deepEqual(results.filter(({ passed }) => !passed).map(({ test }) => test.name), []);
    assert.ok(results.some(({ test }) => test.name === 'npm:@contoso/ledger-mcp is approved'));
    assert.deepEqual(lintPolicy(text, document!, { now }), []);
  });
});
