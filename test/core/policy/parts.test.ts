import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compilePolicy, type CompiledPolicy, type RegistryLookup } from '../../../src/core/policy/compile.ts';
import type { PolicyDocument } from '../../../src/core/policy/document.ts';
import { refTo } from '../../../src/core/policy/entry-ref.ts';
import { explainVerdict } from '../../../src/core/policy/explain.ts';
import { compileItem } from '../../../src/core/policy/item.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import type { Subject } from '../../../src/core/policy/subject.ts';
import { render, say } from '../../../src/core/text/message.ts';
import { approved, denied, npm, now, outcome, packaged, policyText, program, remote } from './subjects.ts';

const document = (issuer: string, ...servers: unknown[]): PolicyDocument => readPolicy(policyText({ issuer, servers }), `/${issuer}.json`).document!;

const x = packaged({ name: 'x', version: '1.0.0' }, {}, { serverName: 'x' });
const xOther = packaged({ name: 'x', version: '2.0.0' });
const y = packaged({ name: 'y', version: '1.0.0' });

/** A registry that lists these packages at 1.0.0, read wholly or not. */
function listing(owner: PolicyDocument, names: readonly string[], more: Partial<RegistryLookup> = {}): RegistryLookup {
  const items = names.flatMap((name) => {
    const { servers } = document(owner.issuer, approved(name, npm(name, '1.0.0')));
    return compileItem(owner, servers[0]!, servers[0]!.match[0]!, refTo(servers[0]!, { source: 'https://registry.example/' }), 0) ?? [];
  });
  return { url: 'https://registry.example/', complete: true, revocations: [], find: () => items, versionsOf: () => [], ...more };
}

const says = (policy: CompiledPolicy, subject: Subject): string => outcome(policy.decide(subject, now));
const why = (policy: CompiledPolicy, subject: Subject): string => render(policy.decide(subject, now).reason);

describe('a policy of several documents', () => {
  const ours = document('Contoso', approved('x', npm('x', '1.0.0')), approved('y', npm('y', '1.0.0')));
  const team = document('Payments', approved('x', npm('x', '1.0.0')), denied('no', npm('z')));

  it('approves what all of them approve, and denies what one denies', () => {
    const policy = compilePolicy([{ document: ours, approves: true }, { document: team, approves: true }]);
    assert.equal(says(policy, x), 'approved');
    assert.equal(says(policy, y), 'unknown not-listed');
    assert.equal(why(policy, y), '`ledger` is not on the approved list of Payments. Register it, or pick an approved server that does the same.');
    assert.equal(says(policy, packaged({ name: 'z', version: '1.0.0' })), 'denied');
  });

  it('of which one cannot be read approves nothing, denies as before, and says which one', () => {
    const policy = compilePolicy([{ document: team, approves: true }], ['https://policy.contoso.com/mcp.json']);
    assert.equal(says(policy, x), 'undetermined policy-unusable');
    assert.equal(why(policy, x), 'Whether `x` is approved cannot be told: a part of the policy, https://policy.contoso.com/mcp.json, could not be read. What was approved before was not taken back.');
    assert.equal(says(policy, y), 'unknown not-listed');
    assert.equal(says(policy, packaged({ name: 'z', version: '1.0.0' })), 'denied');
  });

  it('property: another document, or one that cannot be read, never brings an approval', () => {
    const state = fc.constantFrom('approved', 'conditional', 'pending', 'deprecated', 'denied', 'revoked');
    const entries = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), state, name: fc.constantFrom('x', 'y', 'z'), version: fc.constantFrom('1.0.0', '2.0.0') }), { maxLength: 5 });
    const made = (rows: readonly { id: string; state: string; name: string; version: string }[]): PolicyDocument => document('Contoso', ...rows.map(({ name, version, ...entry }) => ({ ...entry, match: [{ package: { type: 'npm', name, versions: [version] } }] })));
    fc.assert(
      fc.property(entries, entries, fc.boolean(), (first, second, unread) => {
        const alone = compilePolicy([{ document: made(first), approves: true }]);
        const both = compilePolicy([{ document: made(first), approves: true }, { document: made(second), approves: true }], unread ? ['/gone.json'] : []);
        for (const subject of [x, xOther, y]) {
          const approves = (policy: CompiledPolicy): boolean => ['approved', 'conditional'].includes(policy.decide(subject, now).state);
          if (approves(both)) assert.ok(approves(alone) && !unread);
          if (['denied', 'revoked'].includes(alone.decide(subject, now).state)) assert.ok(['denied', 'revoked'].includes(both.decide(subject, now).state));
        }
      }),
    );
  });
});

describe('a document that trusts a registry', () => {
  const own = document('Contoso', approved('x', npm('x', '1.0.0')));
  const policy = (names: readonly string[], more: Partial<RegistryLookup> = {}): CompiledPolicy => compilePolicy([{ document: own, approves: true, registries: [listing(own, names, more)] }]);

  it('approves what the registry lists', () => assert.equal(says(policy(['y']), y), 'approved'));
  it('approves nothing that it does not list', () => assert.equal(says(policy(['z']), y), 'unknown not-listed'));
  it('goes by its own entries where it has any on a server: a listing loosens nothing', () => {
    const strict = document('Contoso', { id: 'y', state: 'approved', match: [{ package: { type: 'npm', name: 'y', versions: ['1.0.0'] }, args: { allow: ['--read-only'], denyExtra: true } }] });
    const registries = [listing(strict, ['y'])];
    assert.equal(says(compilePolicy([{ document: strict, approves: true, registries }]), packaged({ name: 'y', version: '1.0.0' }, { args: ['--write'] })), 'unknown constraint');
    const pending = document('Contoso', { id: 'y', state: 'pending', match: [{ package: { type: 'npm', name: 'y' } }] });
    assert.equal(says(compilePolicy([{ document: pending, approves: true, registries: [listing(pending, ['y'])] }]), y), 'pending');
  });
  it('denies what the registry has taken back, whatever another document says', () => {
    const { servers } = document('Contoso', { id: 'x', state: 'revoked', match: [{ package: { type: 'npm', name: 'x', versions: ['1.0.0'] } }] });
    const revocations = [compileItem(own, servers[0]!, servers[0]!.match[0]!, refTo(servers[0]!, own), 0)!];
    assert.equal(says(policy([], { revocations }), x), 'revoked');
  });

  describe('that has not been read wholly', () => {
    const partly = policy(['y'], { complete: false, problem: say('it answered 503') });
    it('still approves what was approved: by an entry, and by what was read', () => {
      assert.equal(says(partly, x), 'approved');
      assert.equal(says(partly, y), 'approved');
    });
    it('says of nothing else that it is unknown, and approves none of it', () => {
      const z = packaged({ name: 'z', version: '1.0.0' }, {}, { serverName: 'z' });
      assert.equal(says(partly, z), 'undetermined registry-unread');
      assert.equal(why(partly, z), 'Whether `z` is approved cannot be told: the registry https://registry.example/ could not be read (it answered 503).');
      assert.equal(says(partly, remote('https://mcp.example.com/mcp')), 'undetermined registry-unread');
    });
    it('leaves a local program, which no registry can list, unknown', () => assert.equal(says(partly, program('./server')), 'unknown not-listed'));
    it('does not soften what an entry says', () => assert.equal(says(partly, xOther), 'unknown other-version'));
  });

  it('is told of in the explanation', () => {
    const told = explainVerdict(y, policy(['z'], { find: () => [] }), now).map(render);
    assert.ok(told.includes('The registry https://registry.example/, which the policy trusts, does not list it.'), told.join('\n'));
  });
});
