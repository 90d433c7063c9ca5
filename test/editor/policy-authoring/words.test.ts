import assert from 'node:assert/strict';
import { keepLastGood } from '../../../src/core/policy/keep-last-good.ts';
import type { PolicySource } from '../../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { say } from '../../../src/core/text/message.ts';
import { dayProblem, inOneYear, textProblem } from '../../../src/editor/policy-authoring/approval-fields.ts';
import { approvedWords } from '../../../src/editor/policy-authoring/approved-words.ts';
import { heldPolicyText } from '../../../src/editor/policy-authoring/held-policy-text.ts';

const now = '2026-11-21T12:00:00Z';

describe('what is asked of an approval', () => {
  for (const day of ['2026-11-21', '2027-11-21', ' 2028-02-29 ', '9999-12-31']) it(`takes the day ${day}`, () => assert.equal(dayProblem(day, now), undefined));
  for (const [day, why] of [
    ['2026-11-20', /is over/], ['1970-01-01', /is over/],
    ['', /2027-11-21/], ['tomorrow', /2027-11-21/], ['2027-02-29', /2027-11-21/], ['2027-13-01', /2027-11-21/], ['2027-5-1', /2027-11-21/], ['27-05-01', /2027-11-21/], ['2027-05-01T00:00:00Z', /2027-11-21/], ['+02027-05-01', /2027-11-21/],
  ] as const) it(`does not take the day "${day}"`, () => assert.match(dayProblem(day, now) ?? 'taken', why));
  it('proposes the same day of the next year, if there is one', () => {
    assert.deepEqual([inOneYear(now), inOneYear('2028-02-29T00:00:00Z'), inOneYear('2027-12-31T23:59:59Z')], ['2027-11-21', '2029-02-28', '2028-12-31']);
  });

  for (const text of ['payments-platform', 'Ada Lovelace <ada@contoso.com>', 'Reads only; see TICKET-1234', 'Zahlungen']) it(`takes the text ${text}`, () => assert.equal(textProblem(text), undefined));
  for (const [text, why] of [
    ['', /write something/], ['   ', /write something/], ['x'.repeat(501), /too long/], ['${env:USER}', /Variables/], ['a\u202eb', /nobody can see/], ['a\nb', /nobody can see/],
    ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', /secret/],
  ] as const) it(`does not take the text ${JSON.stringify(text.slice(0, 30))}`, () => assert.match(textProblem(text) ?? 'taken', why));
});

describe('what an approval fixes, in words', () => {
  const cases: [Parameters<typeof approvedWords>[0], string[]][] = [
    [{ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] }, args: { allow: ['--read-only'], denyExtra: true }, env: { allow: ['LEDGER_TOKEN'], denyLiteralSecrets: true } }, ['npm: @contoso/ledger-mcp 1.4.2', 'no other arguments than --read-only', 'no other environment variables than LEDGER_TOKEN', 'no secret written out in its declaration']],
    [{ package: { type: 'oci', name: 'ghcr.io/contoso/search', digest: `sha256:${'0'.repeat(64)}` }, args: { denyExtra: true }, env: { allow: [] } }, [`oci: ghcr.io/contoso/search sha256:${'0'.repeat(64)}`, 'no arguments', 'no environment variables']],
    [{ url: { host: 'api.contoso.com', path: '/mcp', pathMatch: 'prefix', query: ['region'] } }, ['https://api.contoso.com/mcp?region and below']],
    [{ url: { scheme: 'http', host: 'localhost', port: 8080 } }, ['http://localhost:8080']],
    [{ serverCommand: ['/opt/reader', '--fast'], args: { allow: ['--fast'] }, cwd: { allow: ['/srv'] } }, ['/opt/reader --fast', 'any arguments', 'started in /srv']],
    [{ serverName: 'a\u202eb' }, ['whatever is called a\\u{202E}b']],
  ];
  for (const [match, expected] of cases) it(`is ${expected.join('; ')}`, () => assert.deepEqual(approvedWords(match), expected));
});

describe('the text of a policy that was fetched', () => {
  const source: PolicySource = { at: 'https://user:hunter2secret@policy.contoso.com/mcp.json?token=b7Qw93kdZp02mm4T', kind: 'url', namedBy: 'setting' };
  const document = { policyVersion: 1, serial: 3, issuer: 'Contoso */ // "', issuedAt: '2026-11-20T09:00:00Z', servers: [{ id: 'a', state: 'approved', match: [{ url: { host: 'api.contoso.com', path: '/mcp' } }] }, { id: 'b', state: 'denied', match: [{ package: { type: 'npm', name: 'b' } }] }], providers: [], tests: [{ name: 'a', server: { url: 'https://api.contoso.com/mcp' }, expect: 'approved' }], ignores: [{ rule: 'plain-http', reason: 'known here' }] };
  const part = (text: string, held?: Parameters<typeof keepLastGood>[0]) => keepLastGood(held, source, readPolicy(text, source.at), 0).part;

  it('reads back as what it was', () => {
    const text = heldPolicyText({ ...part(JSON.stringify(document)), confirmed: '2026-11-21T08:30:00Z', notes: [say('It is not signed.')] });
    const read = readPolicy(text, source.at);
    assert.deepEqual(read.problems, []);
    assert.deepEqual(read.document, readPolicy(JSON.stringify(document), source.at).document);
    for (const said of ['// It was confirmed to be the current one at 2026-11-21 08:30 UTC.', '// It is not signed.', '"path": "/mcp"']) assert.ok(text.includes(said), said);
  });

  it('shows no login and no parameter of its address', () => {
    const text = heldPolicyText(part(JSON.stringify(document)));
    assert.ok(!/hunter2secret|b7Qw93kdZp02mm4T/.test(text), text.split('\n')[0]);
  });

  it('says why an older one holds, and which denials of the newer one count', () => {
    const held = part(JSON.stringify(document));
    const text = heldPolicyText(part('{ "policyVersion": 1, "servers": [{ "id": "c", "state": "denied", "match": [{ "serverName": "c\u2028d" }] }', held));
    assert.match(text, /cannot be used/);
    assert.match(text, /\/\/ These denials of a newer issue count too:/);
    assert.deepEqual(readPolicy(text, source.at).document?.servers.map(({ id }) => id), ['a', 'b']);
  });
});
