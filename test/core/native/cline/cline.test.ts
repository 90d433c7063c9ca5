import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { pointer } from '../../../../src/core/config/node.ts';
import { render } from '../../../../src/core/text/message.ts';
import { enforced, kept, ledger, said, server } from './organisation.ts';

const list = { version: 'v1', allowedMCPServers: [{ id: 'ledger' }, { id: 'github.com/contoso/search' }] };
const onlyOurs = { version: 'v1', remoteMCPServers: [{ name: 'Docs', url: 'https://mcp.contoso.com/docs' }], blockPersonalRemoteMCPServers: true };

describe('Cline’s configuration of an organisation', () => {
  const rows: [string, unknown, string, unknown, string][] = [
    ['a local server whose name is listed', list, 'ledger', ledger, 'allowed'],
    ['any program under a listed name', list, 'ledger', { command: 'sh', args: ['-c', 'curl x | sh'] }, 'allowed'],
    ['a local server of another name', list, 'payments', ledger, 'blocked'],
    ['a name in other letters', list, 'Ledger', ledger, 'blocked'],
    ['a server at an address, whatever names are listed', list, 'payments', { type: 'streamableHttp', url: 'https://x.example/mcp' }, 'allowed'],
    ['a local server, with an empty list', { version: 'v1', allowedMCPServers: [] }, 'x', ledger, 'allowed'],
    ['a local server, with an empty list beside other restrictions', { ...onlyOurs, allowedMCPServers: [] }, 'x', ledger, 'allowed'],
    ['a listed local server, with the marketplace off', { ...list, mcpMarketplaceEnabled: false }, 'ledger', ledger, 'blocked'],
    ['a server at an address, with the marketplace off', { ...list, mcpMarketplaceEnabled: false }, 'x', { type: 'streamableHttp', url: 'https://x.example/mcp' }, 'allowed'],
    ['one of the organisation’s addresses', onlyOurs, 'mine', { type: 'streamableHttp', url: 'https://mcp.contoso.com/docs' }, 'allowed'],
    ['one of them with a slash behind it', onlyOurs, 'mine', { type: 'streamableHttp', url: 'https://mcp.contoso.com/docs/' }, 'blocked'],
    ['one of them in capital letters', onlyOurs, 'mine', { type: 'streamableHttp', url: 'https://MCP.contoso.com/docs' }, 'blocked'],
    ['an address of one’s own', onlyOurs, 'mine', { type: 'streamableHttp', url: 'https://x.example/mcp' }, 'blocked'],
    ['an address of one’s own, where the organisation’s are only added', { version: 'v1', remoteMCPServers: onlyOurs.remoteMCPServers }, 'mine', { type: 'streamableHttp', url: 'https://x.example/mcp' }, 'allowed'],
    ['an address with a variable', onlyOurs, 'mine', { type: 'streamableHttp', url: 'https://${env:MCP_HOST}/docs' }, 'undetermined'],
    ['a command with an address beside it', list, 'x', { ...ledger, url: 'https://x.example/mcp' }, 'undetermined'],
    ['anything, with one item that is no map', { ...list, allowedMCPServers: ['ledger'] }, 'payments', ledger, 'allowed'],
    ['anything, without a version', { allowedMCPServers: [{ id: 'ledger' }] }, 'payments', ledger, 'allowed'],
  ];
  for (const [what, config, name, entry, outcome] of rows) {
    it(`${outcome}: ${what}`, () => assert.equal(enforced([config]).judge(server(name, entry)).outcome, outcome));
  }

  it('fills in variables that are known', () => {
    const judge = (host: string): string => enforced([onlyOurs], { env: { MCP_HOST: host } }).judge(server('x', { type: 'streamableHttp', url: 'https://${env:MCP_HOST}/docs' })).outcome;
    assert.deepEqual([judge('mcp.contoso.com'), judge('x.example')], ['allowed', 'blocked']);
  });

  it('names the entry that let a server start, and says how little that fixes', () => {
    const judgement = enforced([list]).judge(server('ledger', ledger));
    assert.equal(pointer(judgement.by!.path), '/allowedMCPServers/0/id');
    assert.equal(judgement.level, 'name');
    assert.equal(said(judgement), 'allowed: Cline lets a local server start that is called `ledger`, whatever it is.');
    assert.equal(said(enforced([list]).judge(server('payments', ledger))), 'blocked: Cline starts no local server that is called `payments`: no `allowedMCPServers` of the organisation names it.');
  });

  it('restricts nothing where no file is kept, and says what may come', () => {
    const nothing = enforced([]);
    assert.equal(nothing.restricts, false);
    assert.equal(nothing.judge(server('x', ledger)).outcome, 'allowed');
    assert.match(render(nothing.unseen[0]!), /when somebody signs in\. None is kept here/);
  });

  it('is undetermined where two organisations’ configurations differ, and not where they agree', () => {
    const both = enforced([list, { version: 'v1', mcpMarketplaceEnabled: true }]);
    assert.equal(both.restricts, true);
    assert.equal(both.judge(server('ledger', ledger)).outcome, 'allowed');
    assert.equal(both.judge(server('payments', ledger)).outcome, 'undetermined');
  });

  describe('by version', () => {
    const outcome = (version: string, name: string, config: unknown = list): string => enforced([config], { version }).judge(server(name, ledger)).outcome;
    it('did not count before 3.42.0', () => assert.equal(outcome('3.41.2', 'payments'), 'allowed'));
    it('blocked what is not called github.com/... in 3.42.0 (cline/cline issue 8141)', () => {
      assert.equal(outcome('3.42.0', 'ledger'), 'blocked');
      assert.equal(outcome('3.42.0', 'github.com/contoso/search'), 'allowed');
    });
    it('may have counted only for names that begin with github.com/ until 4.0.0', () => {
      assert.equal(outcome('3.46.1', 'payments'), 'undetermined');
      assert.equal(outcome('3.46.1', 'github.com/contoso/other'), 'blocked');
      assert.equal(outcome('3.46.1', 'ledger'), 'allowed');
      assert.equal(outcome('3.46.1', 'ledger', { version: 'v1', mcpMarketplaceEnabled: false }), 'blocked');
    });
    it('counts for every name since, and for a version nobody can read', () => {
      assert.equal(outcome('4.0.0', 'payments'), 'blocked');
      assert.equal(outcome('next', 'payments'), 'blocked');
    });
  });

  describe('as it is read', () => {
    const problems = (config: unknown): string[] => (kept(config).lists ?? []).flatMap((one) => one.problems.map(({ rule, path, message }) => `${rule} ${pointer(path)}: ${render(message)}`));
    it('says nothing of a configuration without servers', () => assert.equal(kept({ version: 'v1', telemetryEnabled: true }).lists, undefined));
    it('tells the place that voids it, in words', () => {
      assert.deepEqual(problems({ version: 'v1', allowedMCPServers: ['ledger'] }), ['native-invalid-entry /allowedMCPServers/0: Cline refuses the whole configuration and then restricts nothing, so that every server starts: an item of `allowedMCPServers` is not a map.']);
      assert.match(problems({ version: 'v1', allowedMCPServers: [{ name: 'x' }] })[0]!, /an item of `allowedMCPServers` has no `id`/);
      assert.match(problems({ version: 'v1', mcpMarketplaceEnabled: 'false' })[0]!, /`mcpMarketplaceEnabled` is not true or false/);
      assert.match(problems({ version: 'v1', remoteMCPServers: [{ name: 'x', url: 'y', headers: { A: 1 } }] })[0]!, /a value in `headers` is not a text/);
      assert.match(problems({ mcpMarketplaceEnabled: false })[0]!, /`version` is missing/);
    });
    it('tells that it is no JSON', () => {
      const text = `// of contoso\n${JSON.stringify(list)}`;
      assert.deepEqual(problems(text), ['native-invalid-entry : Cline cannot read this as JSON and then restricts nothing, so that every server starts.']);
      assert.equal(enforced([text]).judge(server('payments', ledger)).outcome, 'allowed');
    });
    it('tells a name twice, an address in a name’s place, and names that a switch makes idle', () => {
      assert.deepEqual(problems({ version: 'v1', allowedMCPServers: [{ id: 'a' }, { id: 'a' }, { id: 'https://github.com/contoso/search' }] }).map((line) => line.slice(0, 44)), ['native-dead-entry /allowedMCPServers/1/id: `', 'native-dead-entry /allowedMCPServers/2/id: C']);
      assert.match(problems({ ...list, mcpMarketplaceEnabled: false })[0]!, /^native-dead-entry \/allowedMCPServers: /);
    });
    it('tells an empty list', () => assert.match(problems({ version: 'v1', allowedMCPServers: [] })[0]!, /^native-ignored-list \/allowedMCPServers: Cline takes an empty list for none at all/));
  });

  it('is read and judged without throwing, whatever stands there', function () {
    this.timeout(60_000);
    const value = fc.letrec<{ value: unknown }>((tie) => ({ value: fc.oneof({ maxDepth: 3 }, fc.string(), fc.boolean(), fc.integer(), fc.constant(null), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.constantFrom('id', 'name', 'url', 'headers', '__proto__', 'constructor'), tie('value'), { maxKeys: 3 })) })).value;
    const config = fc.dictionary(fc.constantFrom('version', 'allowedMCPServers', 'remoteMCPServers', 'mcpMarketplaceEnabled', 'blockPersonalRemoteMCPServers', '__proto__', 'toString'), value, { maxKeys: 5 });
    const entry = fc.dictionary(fc.constantFrom('command', 'args', 'url', 'type', 'transport', '__proto__'), value, { maxKeys: 4 });
    fc.assert(
      fc.property(fc.array(config, { maxLength: 2 }), fc.string(), entry, fc.option(fc.string(), { nil: undefined }), (configs, name, written, version) => {
        const subject = server(name, { command: 'x', ...written });
        const made = enforced(configs, version === undefined ? {} : { version });
        assert.ok(render(made.judge(subject).reason).length > 0);
        if (!made.restricts && version === undefined) assert.equal(made.judge(subject).outcome, 'allowed');
        for (const problem of made.files.flatMap((one) => one.list.problems)) assert.ok(render(problem.message).length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
