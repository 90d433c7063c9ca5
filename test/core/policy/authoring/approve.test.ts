import assert from 'node:assert/strict';
import fc from 'fast-check';
import { identify } from '../../../../src/core/identity/identify.ts';
import { addEntry } from '../../../../src/core/policy/authoring/add-entry.ts';
import { approveInPolicy } from '../../../../src/core/policy/authoring/approve-in-policy.ts';
import { lintPolicy } from '../../../../src/core/policy/authoring/lint-policy.ts';
import { narrowestEntry, type NewEntry } from '../../../../src/core/policy/authoring/narrowest-entry.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import { startPolicy } from '../../../../src/core/policy/start-policy.ts';
import { approves } from '../../../../src/core/policy/verdict.ts';
import { render } from '../../../../src/core/text/message.ts';
import { approved, declared, denied, now, npm, policyText, type Written } from '../subjects.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;
const use = (name: string, written: Written & { type?: string }) => {
  const declaration = declared(name, written);
  return { declaration, identity: identify(declaration, { scope: 'workspace' }) };
};
const stated = (written: Written, fields = {}): NewEntry => {
  const made = narrowestEntry(use('ledger', written), fields);
  assert.ok('entry' in made, 'refused' in made ? render(made.refused) : '');
  return made.entry;
};
const refusal = (written: Written): string => {
  const made = narrowestEntry(use('ledger', written));
  return 'refused' in made ? render(made.refused) : JSON.stringify(made.entry);
};
const notes = (written: Written): string[] => {
  const made = narrowestEntry(use('ledger', written));
  return 'notes' in made ? made.notes.map(render) : [render(made.refused)];
};

describe('the narrowest entry for a declaration', () => {
  it('says who approves, why and until when', () => {
    assert.deepEqual(stated({ command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2', '--read-only'], env: { LEDGER_TOKEN: '${input:token}' } }, { owner: 'payments', reason: 'Reviewed.', expires: '2027-05-31' }), {
      id: 'npm:@contoso/ledger-mcp', state: 'approved', expires: '2027-05-31', owner: 'payments', reason: 'Reviewed.',
      match: [{ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] }, args: { allow: ['--read-only'], denyExtra: true }, env: { allow: ['LEDGER_TOKEN'], denyLiteralSecrets: true } }],
    });
  });

  const closed = { args: { denyExtra: true }, env: { allow: [], denyLiteralSecrets: true } };
  const cases: [string, Written, object][] = [
    ['an image by its digest', { command: 'docker', args: ['run', '-i', '--rm', `ghcr.io/contoso/img@${digest}`] }, { package: { type: 'oci', name: 'ghcr.io/contoso/img', digest }, ...closed }],
    ['an image with variables by name', { command: 'docker', args: ['run', '-i', '--rm', '-e', 'A=1', '-e', 'B', `mcp/x@${digest}`] }, { package: { type: 'oci', name: 'docker.io/mcp/x', digest }, args: { denyExtra: true }, env: { allow: ['A', 'B'], denyLiteralSecrets: true } }],
    ['a Python package', { command: 'uvx', args: ['mcp-server-time==2026.1.1'] }, { package: { type: 'pypi', name: 'mcp-server-time', versions: ['2026.1.1'] }, ...closed }],
    ['a URL', { url: 'https://api.example/mcp?tenant=a' }, { url: { host: 'api.example', path: '/mcp', query: ['tenant'] }, ...closed }],
    ['a URL with a port, without encryption', { url: 'http://localhost:3000/' }, { url: { scheme: 'http', host: 'localhost', port: 3000, path: '/' }, ...closed }],
    ['a folder', { command: 'node', args: ['/opt/x.js'], cwd: '/srv/data' }, { serverCommand: ['node', '/opt/x.js'], ...closed, cwd: { allow: ['/srv/data'] } }],
  ];
  for (const [what, written, match] of cases) it(`is exact about ${what}`, () => assert.deepEqual(stated(written).match, [match]));

  it('lets a program that lies on the machine be the level that it is', () => {
    assert.equal(stated({ command: '/opt/contoso/tool', args: ['--stdio'] }).minIdentity, 'source');
  });

  it('leaves open what it cannot copy, and says so', () => {
    for (const args of [['--token', 'q7Zr2mXv9Lk4Tn8Wp3'], [token], ['--root=${workspaceFolder}']]) {
      const written = { command: 'npx', args: ['-y', 'x@1.0.0', ...args] };
      assert.deepEqual(stated(written).match[0]!.args, undefined);
      assert.deepEqual(notes(written), ['Its arguments are left open: one of them holds a variable or what looks like a secret, which cannot stand in a policy.']);
      assert.ok(!JSON.stringify(stated(written)).includes('q7Zr2m') && !JSON.stringify(stated(written)).includes(token));
    }
  });

  it('names what can change what runs, and says to look at it', () => {
    const written = { command: 'npx', args: ['-y', 'x@1.0.0'], env: { NODE_OPTIONS: '--max-old-space-size=512' } };
    assert.deepEqual(stated(written).match[0]!.env!.allow, ['NODE_OPTIONS']);
    assert.deepEqual(notes(written), ['It uses `NODE_OPTIONS`, which can change what code runs or what it may reach. The approval covers that, whatever value it is given later: take it out first if it can be done without.']);
    const privileged = { command: 'docker', args: ['run', '-i', '--privileged', `mcp/x@${digest}`] };
    assert.deepEqual(stated(privileged).match[0]!.args, { allow: ['--privileged'], denyExtra: true });
  });

  it('does not ask for clean variables where there is a secret in them', () => {
    const written = { command: 'npx', args: ['-y', 'x@1.0.0'], env: { API_TOKEN: token } };
    assert.deepEqual(stated(written).match[0]!.env, { allow: ['API_TOKEN'] });
    assert.equal(notes(written).length, 1);
  });

  const refused: [string, Written, RegExp][] = [
    ['without version', { command: 'npx', args: ['-y', 'x'] }, /without an exact version, so whatever is published next/],
    ['with a tag', { command: 'npx', args: ['-y', 'x@latest'] }, /without an exact version/],
    ['with a range', { command: 'uvx', args: ['x>=1.0'] }, /./],
    ['an image with a tag', { command: 'docker', args: ['run', 'mcp/x:1.0'] }, /without its digest.*docker\.io\/mcp\/x@sha256:…/],
    ['a shell', { command: 'bash', args: ['-c', 'npx x@1.0.0'] }, /./],
    ['a variable for its package', { command: 'npx', args: ['-y', '${input:package}'] }, /An approval could mean anything then/],
    ['a variable for its host', { url: 'https://${input:host}/mcp' }, /An approval could mean anything then/],
    ['a script of the folder', { command: 'node', args: ['server.js'] }, /Have it started by its whole path/],
    ['a program of the folder', { command: './tool' }, /Have it started by its whole path/],
    ['a file that Windows looks for in the folder first', { command: 'cmd', args: ['/c', 'start.bat'] }, /Have it started by its whole path/],
    ['the current folder of a drive', { command: 'C:tool' }, /Have it started by its whole path/],
    ['the folder by another name', { command: 'node', args: ['/proc/self/cwd/server.js'] }, /Have it started by its whole path/],
    ['code of the folder before its own', { command: 'node', args: ['--import', './hook.mjs', '/opt/server.js'] }, /takes what `--import` names from the folder/],
    ['code of the folder before its own, in one argument', { command: 'node', args: ['--require=hook', '/opt/server.js'] }, /takes what `--require` names from the folder/],
    ['a bridge without version', { command: 'npx', args: ['-y', 'mcp-remote', 'https://h.example/mcp'] }, /called through `mcp-remote` without an exact version/],
    ['a secret in its path', { url: `https://h.example/${token}/mcp` }, /holds what looks like a secret/],
    ['a program with a secret', { command: '/opt/tool', args: ['--token', 'q7Zr2mXv9Lk4Tn8Wp3'] }, /holds a variable or what looks like a secret/],
    ['a folder with a variable that decides what runs', { command: 'npx', args: ['-y', 'x@1.0.0'], cwd: '${input:folder}' }, /where it is started decides what code runs/],
  ];
  for (const [what, written, expected] of refused) {
    it(`is refused for ${what}`, () => {
      const text = refusal(written);
      assert.ok(!text.startsWith('{'), text);
      assert.match(text, expected);
      assert.ok(!text.includes(token) && !text.includes('q7Zr2m'));
    });
  }
});

const text = `// The policy of Contoso.
{
	"policyVersion": 1,
	"serial": 7, // raise it
	"issuer": "Contoso",
	"issuedAt": "2026-11-01T00:00:00Z",
	"servers": [
		// Waits for Jane.
		{ "id": "ledger", "state": "pending", "reason": "waits", "tools": { "deny": ["post"] }, "match": [ { "package": { "type": "npm", "name": "ledger" } } ] },
		/* the bad one */
		{ "id": "bad", "state": "denied", "match": [{ "serverName": "bad" }] }
	],
	"tests": []
}
`;

describe('an entry put into a policy', () => {
  const entry: NewEntry = { id: 'x', state: 'approved', match: [{ package: { type: 'npm', name: 'x', versions: ['1.0.0'] } }] };
  it('stands behind the others, with the style of the file, as a new issue', () => {
    const added = addEntry(text, entry, { now });
    assert.ok('text' in added);
    assert.equal(added.text, text
      .replace('"serial": 7,', '"serial": 8,')
      .replace('2026-11-01T00:00:00Z', '2026-11-21T12:00:00Z')
      .replace('[{ "serverName": "bad" }] }\n', '[{ "serverName": "bad" }] },\n\t\t{ "id": "x", "state": "approved", "match": [{ "package": { "type": "npm", "name": "x", "versions": ["1.0.0"] } }] }\n'));
    assert.deepEqual(added.at, ['servers', 2]);
  });

  it('takes the place of one that decided nothing yet, and leaves what it says beside', () => {
    const added = addEntry(text, { ...entry, id: 'ledger', owner: 'payments' }, { now });
    assert.ok('text' in added);
    const there = readPolicy(added.text, '/p').document!.servers[0]!;
    assert.deepEqual([there.state, there.owner, there.reason, there.tools, there.match[0]!.package], ['approved', 'payments', undefined, { deny: ['post'] }, { type: 'npm', name: 'x', versions: ['1.0.0'] }]);
    assert.ok(added.text.includes('// Waits for Jane.') && added.text.includes('/* the bad one */'));
  });

  it('never takes the place of a denial, nor goes into what cannot be read', () => {
    const why = (of: string, id = 'x') => {
      const added = addEntry(of, { ...entry, id }, { now });
      return 'refused' in added ? render(added.refused) : 'added';
    };
    assert.match(why(text, 'bad'), /`bad` denies/);
    assert.match(why('{'), /cannot be used/);
    assert.match(why(text.replace('"policyVersion": 1', '"policyVersion": 2')), /cannot be used/);
    assert.match(why(text.replace('"serial": 7', '"serial": "7"')), /cannot be raised/);
    assert.match(why(text.replace('"serial": 7', `"serial": ${Number.MAX_SAFE_INTEGER}`)), /cannot be raised/);
    assert.match(why(text.replace('"serial": 7', '"serial": 7, "serial": 9')), /cannot be raised/);
    assert.equal(why(text.replace('"issuedAt": "2026-11-01T00:00:00Z",\n', '')), 'added');
  });
});

describe('approving a declaration in a policy', () => {
  const approve = (of: string, written: Written, fields = {}) => approveInPolicy(of, use('ledger', written), fields, now);
  const why = (of: string, written: Written): string => {
    const made = approve(of, written);
    return 'refused' in made ? render(made.refused) : 'approved';
  };
  const ledger = { command: 'npx', args: ['-y', 'ledger@1.0.0'] };

  it('turns what was pending for it into the approval', () => {
    const made = approve(text, ledger, { owner: 'payments' });
    assert.ok('text' in made);
    assert.equal(made.replaces, 'ledger');
    assert.deepEqual(readPolicy(made.text, '/p').document!.servers.map(({ id, state }) => `${id} ${state}`), ['ledger approved', 'bad denied']);
  });

  it('stands beside an entry for another version, under an id of its own', () => {
    const made = approve(policyText({ servers: [approved('npm:ledger', npm('ledger', '0.9.0'))] }), ledger);
    assert.ok('text' in made);
    assert.deepEqual([made.entry.id, made.replaces], ['npm:ledger#2', undefined]);
  });

  it('is refused where it is denied, approved, or would not count', () => {
    assert.match(why(policyText({ servers: [denied('d', npm('ledger'))] }), ledger), /takes `d` out by hand/);
    assert.match(why(policyText({ servers: [approved('a', npm('ledger', '1.0.0'))] }), ledger), /`a` approves this already/);
    assert.match(why(policyText({ servers: [], defaults: { minIdentity: 'artifact' } }), ledger), /would still not be approved/);
    assert.match(why('[]', ledger), /cannot be used/);
  });

  it('makes an entry that the lint has nothing to say about', () => {
    const made = approve(text, ledger, { owner: 'a', reason: 'b' });
    assert.ok('text' in made);
    assert.deepEqual(lintPolicy(made.text, readPolicy(made.text, '/p').document!, { now, audience: 'strict' }), []);
  });

  const names = ['x', 'y', '@a/x'];
  const written: fc.Arbitrary<Written> = fc.oneof(
    fc.record({ command: fc.constantFrom('npx', 'bunx'), args: fc.tuple(fc.constantFrom(...names), fc.constantFrom('@1.0.0', '@1.0.1', '', '@latest'), fc.subarray(['--ro', '/', '${workspaceFolder}', '--token=q7Zr2mXv9Lk4Tn8Wp3'])).map(([name, version, rest]) => ['-y', name + version, ...rest]), env: fc.subarray(['A', 'NODE_OPTIONS', 'B_TOKEN']).map((list) => Object.fromEntries(list.map((name) => [name, '1']))) }),
    fc.record({ command: fc.constant('docker'), args: fc.tuple(fc.subarray(['--privileged', '-e', 'A']), fc.constantFrom(`mcp/x@${digest}`, 'mcp/x:1.0', `mcp/x@sha256:${'b'.repeat(64)}`)).map(([flags, image]) => ['run', ...(flags.includes('-e') === flags.includes('A') ? flags : []), image]) }),
    fc.record({ url: fc.constantFrom('https://h.example/mcp', 'https://h.example/mcp/', 'https://h.example/', 'http://h.example/mcp', 'https://h.example/mcp?a=1', 'https://other.example/mcp') }),
    fc.record({ command: fc.constant('npx'), args: fc.constantFrom(['mcp-remote@0.1.16', 'https://h.example/mcp'], ['mcp-remote', 'https://h.example/mcp'], ['mcp-remote@0.1.16', 'https://h.example/mcp', '--header', 'X: 1']) }),
    fc.record({ command: fc.constantFrom('/opt/tool', 'node', './x', 'bash'), args: fc.subarray(['/opt/a.js', 'b.js', '-c']) }),
  );
  /** What is launched or called, without how; a URL without its parameters, of which an entry names those that may be there. */
  const what = ({ identity }: ReturnType<typeof use>): string => (identity.kind === 'remote' ? identity.url.split('?')[0]! : JSON.stringify({ ...identity, launch: 0, launcher: 0 }));
  const parameters = ({ identity }: ReturnType<typeof use>): readonly string[] => (identity.kind === 'remote' ? [...new URL(identity.url).searchParams.keys()] : []);
  const within = (some: readonly string[], all: readonly string[]): boolean => some.every((one) => all.includes(one));

  it('approves that one, and no other with another identity', () => {
    fc.assert(
      fc.property(written, fc.array(written, { maxLength: 12 }), fc.constantFrom('empty', 'started', 'some'), (one, others, from) => {
        const servers = [one, ...others].map((each, i) => use(`s${i}`, each));
        const before = from === 'empty' ? policyText({ servers: [] }) : from === 'started' ? startPolicy(servers, { now }) : policyText({ servers: [approved('x', npm('x', '1.0.0')), denied('y', npm('y'))], defaults: { minIdentity: 'version' } });
        const made = approveInPolicy(before, servers[0]!, { owner: 'me' }, now);
        if ('refused' in made) return;
        const [old, next] = [before, made.text].map((source) => readPolicy(source, '/p'));
        assert.deepEqual(next!.problems, old!.problems);
        assert.equal(next!.document!.serial, old!.document!.serial + 1);
        const [was, is] = [old, next].map((read) => compilePolicy([{ document: read!.document!, approves: true }]));
        const mine = servers[0]!;
        assert.ok(approves(is!.decide({ server: mine.declaration, identity: mine.identity }, now)));
        // Where its arguments cannot be written, those of others are as good.
        const open = made.entry.match[0]!.args?.denyExtra !== true;
        for (const server of servers.slice(1)) {
          const subject = { server: server.declaration, identity: server.identity };
          if (approves(was!.decide(subject, now)) || !approves(is!.decide(subject, now))) continue;
          assert.equal(what(server), what(mine));
          assert.ok(within(parameters(server), parameters(mine)));
          const [its, my] = [server.identity.launch, mine.identity.launch];
          assert.ok(within(its.hijacks, my.hijacks) && within(its.env.map(({ name }) => name), my.env.map(({ name }) => name)));
          assert.ok(open || within(its.args, my.args));
        }
        assert.ok(!made.text.includes('q7Zr2m'));
      }),
      { numRuns: 200 },
    );
  }).timeout(60_000);
});
