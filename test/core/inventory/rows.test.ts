import assert from 'node:assert/strict';
import { combine } from '../../../src/core/assess.ts';
import { catalogOf } from '../../../src/core/catalog/catalog.ts';
import { inventoryOf } from '../../../src/core/inventory/inventory.ts';
import { nothingRemembered } from '../../../src/core/inventory/remembered.ts';
import type { InventorySurroundings } from '../../../src/core/inventory/surroundings.ts';
import { render } from '../../../src/core/text/message.ts';
import { none, policyOf } from '../report/assessed.ts';
import { ada, after, day, fileOf, rows, type Given } from './observed.ts';

const ledger = { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'] };
const ledgerId = 'pkg:npm/%40contoso/ledger-mcp';
const floating = { command: 'npx', args: ['-y', '@contoso/ledger-mcp'] };
const github = { type: 'http', url: 'https://api.githubcopilot.com/mcp/' };
const code = (servers: Record<string, unknown>, more: Partial<Given> = {}): Given => ({ path: '.vscode/mcp.json', servers, ...more });
const cursor = (servers: Record<string, unknown>, more: Partial<Given> = {}): Given => ({ path: '.cursor/mcp.json', servers, ...more });

describe('inventory rows', () => {
  it('hold every declaration of one identity, by file and place', () => {
    const [row, ...others] = rows([code({ ledger, other: github }), cursor({ books: floating })]).toReversed();
    assert.deepEqual(others.map(({ id }) => id), ['https://api.githubcopilot.com/mcp/']);
    assert.equal(row!.id, ledgerId);
    assert.equal(row!.kind, 'mcp-server');
    assert.equal(row!.identityKind, 'package');
    assert.deepEqual(row!.names, ['books', 'ledger']);
    assert.equal(row!.identity, 'npm package @contoso/ledger-mcp (2 versions)');
    assert.equal(row!.purl, ledgerId);
    assert.equal(row!.version, undefined);
    assert.equal(row!.state, 'active');
    assert.equal(row!.firstSeen, day(21));
    assert.equal(row!.lastSeen, day(21));
    assert.equal(row!.lastChange, undefined);
    assert.deepEqual(
      row!.sightings.map(({ file, name, clients, version, purl, live, disabled }) => ({ file, name, clients, version, purl, live, disabled })),
      [
        { file: '/repo/.cursor/mcp.json', name: 'books', clients: ['cursor'], version: undefined, purl: ledgerId, live: true, disabled: false },
        { file: '/repo/.vscode/mcp.json', name: 'ledger', clients: ['vscode'], version: '1.4.2', purl: `${ledgerId}@1.4.2`, live: true, disabled: false },
      ],
    );
  });

  it('are the same of an assessment as of its files one by one', () => {
    const given = [code({ ledger, other: github }), cursor({ books: floating })];
    const assessment = combine({ policy: none }, given.map(fileOf));
    assert.deepEqual(inventoryOf(assessment, nothingRemembered, day(21), ada), rows(given));
  });

  it('with one version show it', () => {
    const [row] = rows([code({ ledger }), cursor({ ledger })]);
    assert.equal(row!.identity, 'npm package @contoso/ledger-mcp 1.4.2');
    assert.equal(row!.purl, `${ledgerId}@1.4.2`);
    assert.equal(row!.version, '1.4.2');
  });

  it('have the worst verdict of the live, enabled declarations: one good copy excuses no bad one', () => {
    const policy = policyOf([{ id: 'ledger', state: 'approved', owner: 'payments@contoso.example', match: [{ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] } }] }]);
    const [both] = rows([code({ ledger }, { policy }), cursor({ ledger: floating }, { policy })]);
    assert.deepEqual([both!.verdict!.state, both!.verdict!.code], ['unknown', 'unpinned']);
    assert.deepEqual(both!.sightings.map(({ verdict }) => verdict.state), ['unknown', 'approved']);
    const [good] = rows([code({ ledger }, { policy }), cursor({ ledger: floating }, { policy, live: false })]);
    assert.equal(good!.verdict!.state, 'approved');
    assert.deepEqual(good!.owner, { value: 'payments@contoso.example', from: 'policy' });
  });

  it('are active, disabled or dormant by their best declaration', () => {
    const state = (...given: Given[]): string => rows(given)[0]!.state;
    assert.equal(state(cursor({ ledger }, { off: ['ledger'] })), 'disabled');
    assert.equal(state(cursor({ ledger }, { off: ['ledger'] }), code({ ledger })), 'active');
    assert.equal(state(code({ ledger }, { live: false })), 'dormant');
    assert.equal(state(code({ ledger }, { live: false }), cursor({ ledger })), 'active');
  });

  it('take their owner from the policy, else from a manifest, else from CODEOWNERS', () => {
    const around = {
      platform: 'linux' as const, home: '/home/ada', sha256: (text: string) => text,
      codeOwners: new Map([['/repo/.vscode/mcp.json', '@contoso/platform']]),
      contracts: new Map([['/repo', [{ about: ['npm:@contoso/ledger-mcp'], file: 'mcp-registrations/ledger.server.json', owner: 'Payments', tools: [] }]]]),
    };
    assert.deepEqual(rows([code({ ledger })], { around })[0]!.owner, { value: 'Payments', from: 'manifest' });
    assert.deepEqual(rows([code({ github })], { around })[0]!.owner, { value: '@contoso/platform', from: 'codeowners' });
    assert.equal(rows([cursor({ github })], { around })[0]!.owner, undefined);
  });
});

describe('what the inventory remembers', () => {
  const first = after(nothingRemembered, [code({ ledger, github })], day(1));

  it('is when a row was first and last seen', () => {
    const [remote, npm] = rows([code({ ledger, github })], { held: after(first, [code({ ledger, github })], day(5)), now: day(9) });
    assert.deepEqual([remote!.id, remote!.firstSeen, remote!.lastSeen, remote!.lastChange], ['https://api.githubcopilot.com/mcp/', day(1), day(9), undefined]);
    assert.deepEqual([npm!.id, npm!.firstSeen, npm!.lastSeen, npm!.lastChange], [ledgerId, day(1), day(9), undefined]);
  });

  it('is when the set of its launches last changed', () => {
    const changed = after(first, [code({ ledger: floating, github })], day(5));
    assert.equal(rows([code({ ledger: floating, github })], { held: changed, now: day(9) })[1]!.lastChange, day(5));
    // The same launch in one file more is no other launch.
    assert.equal(rows([code({ ledger, github }), cursor({ ledger })], { held: first, now: day(9) })[1]!.lastChange, undefined);
    // Another one in a further file is.
    assert.equal(rows([code({ ledger, github }), cursor({ ledger: floating })], { held: first, now: day(9) })[1]!.lastChange, day(9));
    // Neither name nor place nor switch is part of a launch; a variable more is.
    assert.equal(rows([code({ renamed: ledger })], { held: first, now: day(9) })[1]!.lastChange, undefined);
    assert.equal(rows([code({ ledger: { ...ledger, env: { NODE_OPTIONS: 'x' } } })], { held: first, now: day(9) })[1]!.lastChange, day(9));
  });

  it('is no secret: one that is replaced changes nothing', () => {
    const keyed = (key: string): Given => code({ ledger: { ...ledger, env: { LEDGER_TOKEN: key } } });
    const held = after(nothingRemembered, [keyed('ghp_abcdefghijklmnopqrstuvwxyz0123456789')], day(1));
    assert.deepEqual(after(held, [keyed('ghp_zyxwvutsrqponmlkjihgfedcba9876543210')], day(1)), held);
    assert.ok(!JSON.stringify(held).includes('ghp_'));
  });

  it('makes a row gone when the files that held it were read, and only then', () => {
    const states = (...given: Given[]): string[] => rows(given, { held: first, now: day(9) }).map(({ id, state }) => `${id} ${state}`);
    assert.deepEqual(states(code({ ledger })), ['https://api.githubcopilot.com/mcp/ gone', `${ledgerId} active`]);
    assert.deepEqual(states({ path: '.vscode/mcp.json', content: { absent: true } }), ['https://api.githubcopilot.com/mcp/ gone', `${ledgerId} gone`]);
    // Not readable, half of it readable, or not looked at: nothing is known.
    assert.deepEqual(states({ path: '.vscode/mcp.json', content: { unreadable: { template: 'no permission', args: {} } } }), ['https://api.githubcopilot.com/mcp/ active', `${ledgerId} active`]);
    assert.deepEqual(states({ path: '.vscode/mcp.json', content: { text: `{"servers":{"ledger":${JSON.stringify(ledger)},` } }), ['https://api.githubcopilot.com/mcp/ active', `${ledgerId} active`]);
    assert.deepEqual(states(), ['https://api.githubcopilot.com/mcp/ active', `${ledgerId} active`]);
    assert.deepEqual(states({ path: '.vscode/mcp.json', root: '/other', servers: {} }), ['https://api.githubcopilot.com/mcp/ active', `${ledgerId} active`]);
  });

  it('makes a row gone when its file is known to be no more', () => {
    const around = { platform: 'linux' as const, home: '/home/ada', sha256: (text: string) => text, vanished: new Set(['/repo/.vscode/mcp.json']) };
    assert.deepEqual(rows([], { held: first, now: day(9), around }).map(({ state }) => state), ['gone', 'gone']);
  });

  it('is stale after 30 days without a look at the file', () => {
    const at = (now: string): string[] => rows([], { held: first, now }).map(({ state, sightings, verdict, exposure }) => `${state} ${sightings.length} ${verdict?.state} ${exposure?.score}`);
    assert.deepEqual(at('2026-12-01T08:00:00.000Z'), ['active 0 undefined undefined', 'active 0 undefined undefined']);
    assert.deepEqual(at('2026-12-01T08:00:00.001Z'), ['stale 0 undefined undefined', 'stale 0 undefined undefined']);
  });

  it('takes up the thread when a row that was gone comes back', () => {
    const gone = after(first, [code({ ledger })], day(3));
    const same = rows([code({ ledger, github })], { held: gone, now: day(9) })[0]!;
    assert.deepEqual([same.state, same.firstSeen, same.lastChange], ['active', day(1), undefined]);
  });

  it('leaves out what nobody has saved', () => {
    const around = { platform: 'linux' as const, home: '/home/ada', sha256: (text: string) => text, unsaved: new Set(['/repo/.vscode/mcp.json']) };
    assert.deepEqual(after(first, [code({ half: { command: 'npx', args: ['-y', '@cont'] } })], day(5), around), first);
    const [typed] = rows([code({ half: { command: 'npx', args: ['-y', 'zzz'] } })], { held: first, now: day(5), around }).toReversed();
    assert.deepEqual([typed!.id, typed!.state, typed!.firstSeen], ['pkg:npm/zzz', 'active', day(5)]);
  });

  it('does not change with every look within ten minutes', () => {
    assert.equal(JSON.stringify(after(first, [code({ ledger, github })], '2026-11-01T08:09:59.000Z')), JSON.stringify(first));
    assert.notEqual(JSON.stringify(after(first, [code({ ledger, github })], '2026-11-01T08:10:00.000Z')), JSON.stringify(first));
  });

  it('is bounded: what was not seen for longest goes first', () => {
    const many = (from: number, count: number): Record<string, unknown> => Object.fromEntries(Array.from({ length: count }, (_, i) => [`s${from + i}`, { command: 'npx', args: [`p${from + i}@1.0.0`] }]));
    const old = after(nothingRemembered, [code(many(0, 4000), { root: '/old' })], day(1));
    const both = after(old, [code(many(4000, 2000))], day(2));
    assert.equal(both.rows.length, 5000);
    assert.equal(both.rows.filter(({ lastSeen }) => lastSeen === day(2)).length, 2000);
  });
});

describe('exposure', () => {
  const shown = (servers: Record<string, unknown>, more: Partial<Given> = {}): unknown => {
    const { score, level, override, contributors } = rows([code(servers, more)])[0]!.exposure!;
    return { score, level, override: override && render(override), contributors: contributors.map(({ id, points }) => `${id} ${points}`) };
  };

  it('of a pinned package without policy or contract: what is unknown counts a little', () => {
    assert.deepEqual(shown({ ledger }), {
      score: 33, level: 'medium', override: undefined,
      contributors: ['privilege/unknown-tools 5', 'privilege/user-rights 5', 'data/unknown 4', 'governance/no-owner 4', 'data/unknown-egress 3', 'governance/undecided 3', 'identity/no-digest 3', 'supply-chain/no-provenance 3', 'supply-chain/no-sbom 2', 'supply-chain/no-license 1'],
    });
  });

  it('of a secret written out is critical, whatever the sum', () => {
    const { level, override, score } = shown({ ledger: { ...ledger, env: { TOKEN: 'ghp_abcdefghijklmnopqrstuvwxyz0123456789' } } }) as { level: string; override: string; score: number };
    assert.deepEqual([level, override, score], ['critical', 'A secret is written out in a config file, which counts as critical whatever the sum.', 53]);
  });

  it('of what the policy has revoked is critical', () => {
    const policy = policyOf([{ id: 'ledger', state: 'revoked', match: [{ package: { type: 'npm', name: '@contoso/ledger-mcp' } }] }]);
    const { level, override } = shown({ ledger }, { policy }) as { level: string; override: string };
    assert.deepEqual([level, override], ['critical', 'The policy has revoked it, which counts as critical whatever the sum.']);
  });

  it('of a remote: who is called, how, and where data goes', () => {
    assert.deepEqual(shown({ github }), {
      score: 28, level: 'low', override: undefined,
      contributors: ['data/other-host 5', 'privilege/unknown-tools 5', 'data/unknown 4', 'governance/no-owner 4', 'identity/changing-service 4', 'governance/undecided 3', 'secrets/unknown-auth 3'],
    });
  });

  it('takes from the catalog who publishes it, in which state it is, and what becomes of data; without a catalog says nothing of it', () => {
    const fact = { source: 'https://docs.example.com/', date: '2026-11-01' };
    const catalog = catalogOf({
      catalogVersion: 1, updated: '2026-11-01', providers: [],
      servers: [
        {
          id: 'com.example/ledger', title: 'Ledger', category: 'finance', publisher: { value: { name: 'Somebody', kind: 'individual' }, ...fact }, official: { value: false, ...fact },
          identities: [{ purl: ledgerId, ...fact }], authentication: { value: ['oauth2', 'api-key'], ...fact }, trainsOnData: { value: 'opt-out', ...fact }, status: { value: 'archived', ...fact },
        },
      ],
    });
    const told = (servers: Record<string, unknown>, around: InventorySurroundings): string[] =>
      rows([code(servers)], { around })[0]!.exposure!.contributors.map(({ id, points }) => `${id} ${points}`).filter((one) => /publisher|maker|unmaintained|trains|oauth/.test(one));
    const keyed = { ...ledger, env: { LEDGER_TOKEN: '${env:X}' } };
    assert.deepEqual(told({ keyed }, { ...ada, catalog }), ['data/trains 5', 'supply-chain/unmaintained 5', 'identity/not-the-maker 3', 'secrets/key-instead-of-oauth 3']);
    assert.deepEqual(told({ github }, { ...ada, catalog }), ['identity/unknown-publisher 2']);
    assert.deepEqual(told({ keyed }, ada), []);
  });

  it('of a container that has the machine: each group counts up to its most', () => {
    const { contributors } = shown({ box: { command: 'docker', args: ['run', '-i', '--privileged', '--network', 'host', '-v', '/:/host', 'ghcr.io/contoso/box', '/'] } }) as { contributors: string[] };
    assert.deepEqual(contributors.filter((id) => id.startsWith('privilege/')), ['privilege/privileged 15', 'privilege/broad-paths 10']);
  });
});
