import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { CompiledPolicy } from '../../../src/core/policy/compile.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { stateOf } from '../../../src/core/policy/state-of.ts';
import type { Subject } from '../../../src/core/policy/subject.ts';
import { readEnvelope } from '../../../src/core/registry/read-envelope.ts';
import { listingOf } from '../../../src/core/registry/registry-listing.ts';
import type { RegistryState } from '../../../src/core/registry/registry-state.ts';
import { render, say } from '../../../src/core/text/message.ts';
import { approved, denied, npm, now, outcome, packaged, policyText, remote } from '../policy/subjects.ts';

const url = 'https://registry.contoso.com/';
const official = 'io.modelcontextprotocol.registry/official';
const digest = `sha256:${'d'.repeat(64)}`;

interface Row {
  readonly name?: string;
  readonly version?: string;
  readonly status?: string;
  readonly message?: string;
  readonly isLatest?: boolean;
  readonly packages?: readonly object[];
  readonly remotes?: readonly object[];
}

function stateFor(rows: readonly Row[], more: Partial<RegistryState> = {}): RegistryState {
  const json = { servers: rows.map(({ name = 'com.contoso/ledger', version = '1.0.0', status = 'active', message, isLatest, ...rest }) => ({ server: { name, version, ...rest }, _meta: { [official]: { status, statusMessage: message, isLatest } } })) };
  return { url, trust: 'approves', complete: true, listing: listingOf(readEnvelope(json)!.servers), ...more };
}

/** The policy of Contoso, which trusts this registry. */
function policyWith(rows: readonly Row[], more: Partial<RegistryState> = {}, entries: readonly unknown[] = [], fields: object = {}): CompiledPolicy {
  const { document } = readPolicy(policyText({ issuer: 'Contoso', registries: [{ url, api: 'v0.1', trust: 'approves' }], servers: entries, ...fields }), '/p.json');
  const state = stateOf([{ source: { at: '/p.json', kind: 'file', namedBy: 'setting' }, document: document!, problems: [], notes: [], registries: [stateFor(rows, more)] }]);
  assert.ok(state.kind === 'ready');
  return state.policy;
}

const pack = (type: string, identifier: string, version?: string, more: object = {}): Row => ({ packages: [{ registryType: type, identifier, version, transport: { type: 'stdio' }, ...more }] });
const called = (address: string, more: object = {}): Row => ({ remotes: [{ type: 'streamable-http', url: address, ...more }] });
const says = (policy: CompiledPolicy, subject: Subject): string => outcome(policy.decide(subject, now));
const why = (policy: CompiledPolicy, subject: Subject): string => render(policy.decide(subject, now).reason);

const ledger = packaged({ name: '@contoso/ledger-mcp', version: '1.4.2' });
const listed = pack('npm', '@contoso/ledger-mcp', '1.4.2');

describe('what an approving registry decides', () => {
  const cases: [string, readonly Row[], Subject, string][] = [
    ['the exact version', [listed], ledger, 'approved'],
    ['another version', [listed], packaged({ name: '@contoso/ledger-mcp', version: '1.4.3' }), 'unknown other-version'],
    ['no version', [listed], packaged({ name: '@contoso/ledger-mcp' }), 'unknown unpinned'],
    ['latest, which the registry says is this one', [{ ...listed, isLatest: true }], packaged({ name: '@contoso/ledger-mcp', floating: 'latest' }), 'unknown unpinned'],
    ['another package', [listed], packaged({ name: '@contoso/ledger', version: '1.4.2' }), 'unknown not-listed'],
    ['the same name of another kind', [pack('pypi', 'ledger', '1.4.2')], packaged({ name: 'ledger', version: '1.4.2' }), 'unknown not-listed'],
    ['the same from another registry of packages', [listed], packaged({ name: '@contoso/ledger-mcp', version: '1.4.2', registry: 'https://npm.evil.example/' }), 'unknown weak-match'],
    ['one that must come from there', [pack('npm', 'x', '1.0.0', { registryBaseUrl: 'https://npm.contoso.com' })], packaged({ name: 'x', version: '1.0.0', registry: 'https://npm.contoso.com/' }), 'approved'],
    ['the same from the public one', [pack('npm', 'x', '1.0.0', { registryBaseUrl: 'https://npm.contoso.com' })], packaged({ name: 'x', version: '1.0.0' }), 'unknown weak-match'],
    ['npm’s own registry, named', [pack('npm', 'x', '1.0.0', { registryBaseUrl: __NPM_DEFAULT_REGISTRY__ })], packaged({ name: 'x', version: '1.0.0' }), 'approved'],
    ['a Python package, spelled otherwise', [pack('pypi', 'Contoso_Ledger', '2.0', { registryBaseUrl: 'https://pypi.org' })], packaged({ type: 'pypi', name: 'contoso-ledger', version: '2.0' }, {}, { launcher: 'uvx' }), 'approved'],
    ['an image by its digest', [pack('oci', `ghcr.io/contoso/x:1.0@${digest}`)], packaged({ type: 'oci', name: 'ghcr.io/contoso/x', version: '1.0', digest }, {}, { launcher: 'docker' }), 'approved'],
    ['an image by another digest', [pack('oci', `ghcr.io/contoso/x:1.0@${digest}`)], packaged({ type: 'oci', name: 'ghcr.io/contoso/x', digest: `sha256:${'e'.repeat(64)}` }, {}, { launcher: 'docker' }), 'unknown other-version'],
    ['an image by its tag, which can be moved', [pack('oci', 'ghcr.io/contoso/x:1.0')], packaged({ type: 'oci', name: 'ghcr.io/contoso/x', floating: '1.0' }, {}, { launcher: 'docker' }), 'unknown weak-match'],
    ['a package listed at latest', [pack('npm', 'x', 'latest')], packaged({ name: 'x', version: '1.0.0' }), 'unknown not-listed'],
    ['a package listed with a range', [pack('npm', 'x', '^1.0.0')], packaged({ name: 'x', version: '1.0.0' }), 'unknown not-listed'],
    ['a bundle', [pack('mcpb', 'https://github.com/x/y.mcpb', '1.0.0')], ledger, 'unknown not-listed'],
    ['what would run other code', [listed], packaged({ name: '@contoso/ledger-mcp', version: '1.4.2' }, {}, { hijacks: ['NODE_OPTIONS'] }), 'unknown constraint'],
    ['an address', [called('https://mcp.contoso.com/mcp')], remote('https://mcp.contoso.com/mcp'), 'approved'],
    ['the address spelled otherwise', [called('https://MCP.contoso.com:443/x/../mcp')], remote('https://mcp.contoso.com/mcp'), 'approved'],
    ['another path', [called('https://mcp.contoso.com/mcp')], remote('https://mcp.contoso.com/mcp/admin'), 'unknown not-listed'],
    ['another case of the path', [called('https://mcp.contoso.com/mcp')], remote('https://mcp.contoso.com/MCP'), 'unknown not-listed'],
    ['two addresses that differ in case', [called('https://h.contoso.com/a'), called('https://h.contoso.com/A')], remote('https://h.contoso.com/A'), 'approved'],
    ['another host', [called('https://mcp.contoso.com/mcp')], remote('https://mcp.contoso.com.evil.example/mcp'), 'unknown not-listed'],
    ['plain http to the same', [called('https://mcp.contoso.com/mcp')], remote('http://mcp.contoso.com/mcp'), 'unknown not-listed'],
    ['another port', [called('https://mcp.contoso.com:8443/mcp')], remote('https://mcp.contoso.com/mcp'), 'unknown not-listed'],
    ['that port', [called('https://mcp.contoso.com:8443/mcp')], remote('https://mcp.contoso.com:8443/mcp'), 'approved'],
    ['parameters that are not listed', [called('https://mcp.contoso.com/mcp')], remote('https://mcp.contoso.com/mcp?tools='), 'unknown constraint'],
    ['a tenant among those that are listed', [called('https://{t}.contoso.com/mcp', { variables: { t: { choices: ['a', 'b'] } } })], remote('https://b.contoso.com/mcp'), 'approved'],
    ['a tenant that is not listed', [called('https://{t}.contoso.com/mcp', { variables: { t: { choices: ['a', 'b'] } } })], remote('https://c.contoso.com/mcp'), 'unknown not-listed'],
    ['any tenant', [called('https://{t}.contoso.com/mcp', { variables: { t: { default: 'a' } } })], remote('https://a.contoso.com/mcp'), 'unknown not-listed'],
    ['a deprecated version', [{ ...listed, status: 'deprecated' }], ledger, 'deprecated'],
    ['a deleted version', [{ ...listed, status: 'deleted' }], ledger, 'revoked'],
    ['another version than the deleted one', [{ ...listed, status: 'deleted' }, { ...pack('npm', '@contoso/ledger-mcp', '1.4.3'), version: '1.0.1' }], packaged({ name: '@contoso/ledger-mcp', version: '1.4.3' }), 'approved'],
    ['a version that one entry deletes and another lists', [{ ...listed, status: 'deleted' }, { ...listed, version: '1.0.1' }], ledger, 'approved'],
    ['a version that one entry deletes and another deprecates', [{ ...listed, status: 'deleted' }, { ...listed, version: '1.0.1', status: 'deprecated' }], ledger, 'deprecated'],
    ['a version that one entry deprecates and another lists', [{ ...listed, status: 'deprecated' }, { ...listed, version: '1.0.1' }], ledger, 'approved'],
    ['a deleted address', [{ ...called('https://mcp.contoso.com/mcp'), status: 'deleted' }], remote('https://mcp.contoso.com/mcp'), 'revoked'],
    ['a deleted address that another server names', [{ ...called('https://mcp.contoso.com/mcp'), status: 'deleted' }, { ...called('https://mcp.contoso.com/mcp'), name: 'com.contoso/other' }], remote('https://mcp.contoso.com/mcp'), 'approved'],
    ['a deleted address that another server names with parameters', [{ ...called('https://mcp.contoso.com/mcp'), status: 'deleted' }, { ...called('https://mcp.contoso.com/mcp?x=1'), name: 'com.contoso/other' }], remote('https://mcp.contoso.com/mcp?x=1'), 'approved'],
    ['the parameters that are listed', [called('https://mcp.contoso.com/mcp?to=contoso&ro=1')], remote('https://mcp.contoso.com/mcp?ro=1&to=contoso'), 'approved'],
    ['other values of them, which can mean another server', [called('https://mcp.contoso.com/mcp?to=contoso')], remote('https://mcp.contoso.com/mcp?to=evil'), 'unknown not-listed'],
    ['two values, of which one is listed', [called('https://mcp.contoso.com/mcp?to=contoso')], remote('https://mcp.contoso.com/mcp?to=contoso&to=evil'), 'unknown not-listed'],
    ['the address without what is listed to restrict it', [called('https://mcp.contoso.com/mcp?readonly=true')], remote('https://mcp.contoso.com/mcp'), 'unknown not-listed'],
    ['one of several listed values', [called('https://mcp.contoso.com/mcp?to=a'), { ...called('https://mcp.contoso.com/mcp?to=b'), name: 'com.contoso/b' }], remote('https://mcp.contoso.com/mcp?to=b'), 'approved'],
    ['listed parameters through a bridge', [called('https://mcp.contoso.com/mcp?to=a')], remote('https://mcp.contoso.com/mcp?to=a', { via: { version: '0.1.0' } }), 'approved'],
    ['other values through a bridge', [called('https://mcp.contoso.com/mcp?to=a')], remote('https://mcp.contoso.com/mcp?to=b', { via: { version: '0.1.0' } }), 'unknown not-listed'],
    ['a status that is not known', [{ ...listed, status: 'suspended' }], ledger, 'deprecated'],
    ['a floating launch of what is deleted in part', [{ ...listed, status: 'deleted' }], packaged({ name: '@contoso/ledger-mcp' }), 'unknown not-listed'],
  ];
  for (const [what, rows, subject, expected] of cases) it(`${what}: ${expected}`, () => assert.equal(says(policyWith(rows), subject), expected));

  it('says which registry lists it, and whose policy trusts that', () => {
    assert.equal(why(policyWith([listed]), ledger), '`ledger` is listed in the registry registry.contoso.com (`com.contoso/ledger`), which the policy of Contoso trusts.');
    const verdict = policyWith([listed]).decide(ledger, now);
    assert.deepEqual([verdict.entry?.id, verdict.entry?.source, verdict.achieved], ['com.contoso/ledger', url, 'version']);
  });

  it('says of what is not listed where it was looked for', () => {
    assert.equal(why(policyWith([]), ledger), '`ledger` is neither on the approved list of Contoso nor in a registry that it trusts (registry.contoso.com). Register it, or pick an approved server that does the same.');
  });

  it('says what the registry says of what it withdraws', () => {
    assert.equal(why(policyWith([{ ...listed, status: 'deprecated', message: 'Please upgrade to version 2.0.0' }]), ledger), '`ledger` (`com.contoso/ledger`) is being withdrawn, says the registry registry.contoso.com: Please upgrade to version 2.0.0.');
    assert.equal(why(policyWith([{ ...listed, status: 'deprecated' }]), ledger), '`ledger` (`com.contoso/ledger`) is being withdrawn, says the registry registry.contoso.com. Ask Contoso what replaces it.');
    assert.equal(why(policyWith([{ ...listed, status: 'deleted', message: 'It was taken over' }]), ledger), 'The registry registry.contoso.com, which the policy of Contoso trusts, has taken back what `ledger` starts or calls (`com.contoso/ledger`): It was taken over. Stop using it now: disable or remove it.');
  });

  it('says which version is listed, the newest by its number, whichever the registry calls the latest', () => {
    const rows: Row[] = [
      { ...pack('npm', 'x', '1.10.0'), version: '1.10.0' }, { ...pack('npm', 'x', '1.9.0'), version: '1.9.0' },
      { ...pack('npm', 'x', '1.2.0'), version: 'nightly', isLatest: true }, { ...pack('npm', 'x', '2.0.0'), version: '2.0.0', status: 'deprecated' },
    ];
    const policy = policyWith(rows);
    assert.deepEqual(policy.approvedVersions({ type: 'npm', name: 'x' }), ['1.10.0', '1.9.0', '1.2.0']);
    const floating = packaged({ name: 'x' });
    assert.equal(why(policy, floating), '`ledger` starts whatever version of `x` is current; approved is 1.10.0 (`com.contoso/ledger`). Pin it to that version.');
    assert.equal(policy.decide(floating, now).closest?.launch, 'x 1.10.0');
  });

  it('names no approved version that is deleted', () => {
    const policy = policyWith([{ ...pack('npm', 'x', '1.0.0') }, { ...pack('npm', 'x', '2.0.0'), version: '2.0.0', status: 'deleted' }]);
    assert.deepEqual(policy.approvedVersions({ type: 'npm', name: 'x' }), ['1.0.0']);
  });

  it('asks for as much as the policy does', () => {
    const launch = policyWith([listed], {}, [], { defaults: { minIdentity: 'launch' } });
    assert.equal(says(launch, ledger), 'unknown weak-match');
  });

  it('counts behind what the policy says itself, and never against a denial', () => {
    assert.equal(says(policyWith([listed], {}, [denied('no', npm('@contoso/ledger-mcp'))]), ledger), 'denied');
    assert.equal(says(policyWith([listed], {}, [{ id: 'x', state: 'pending', match: [npm('@contoso/ledger-mcp')] }]), ledger), 'pending');
    assert.equal(says(policyWith([listed], {}, [approved('x', npm('@contoso/ledger-mcp', '1.0.0'))]), ledger), 'unknown other-version');
  });

  it('tells nothing where it only informs', () => {
    assert.equal(says(policyWith([listed], { trust: 'metadata-only' }, [], { registries: [{ url, api: 'v0.1', trust: 'metadata-only' }] }), ledger), 'unknown not-listed');
    assert.equal(says(policyWith([{ ...listed, status: 'deleted' }], { trust: 'metadata-only' }, [approved('x', npm('@contoso/ledger-mcp', '1.4.2'))], { registries: [{ url, api: 'v0.1', trust: 'metadata-only' }] }), ledger), 'approved');
  });

  it('leaves open what a registry may list that was not read, or not wholly', () => {
    const problem = say('it answered 503');
    assert.equal(says(policyWith([listed], { complete: false, problem }), ledger), 'approved');
    assert.equal(says(policyWith([], { complete: false, problem }), ledger), 'undetermined registry-unread');
    assert.equal(says(policyWith([], { url: 'https://another.example/' }), ledger), 'undetermined registry-unread');
    assert.equal(says(policyWith([{ ...listed, status: 'deleted' }], { complete: false, problem }), ledger), 'revoked');
    assert.equal(says(policyWith([listed], { problem }), ledger), 'approved');
    assert.equal(says(policyWith([], { problem }), ledger), 'unknown not-listed');
  });

  it('shows no login that was written into its address', () => {
    const bad = 'https://me:hunter2@registry.contoso.com/';
    const policy = policyWith([], { url: bad, complete: false, problem: say('x') }, [], { registries: [{ url: bad, api: 'v0.1', trust: 'approves' }] });
    assert.equal(why(policy, ledger), 'Whether `ledger` is approved cannot be told: the registry https://•••@registry.contoso.com/ could not be read (x).');
  });

  it('property: nothing that is added to a listing approves what is not exactly what was added', () => {
    const names = ['x', 'y', '@a/x'];
    const versions = ['1.0.0', '1.0.1', '2.0.0', 'latest', '^1.0.0', 'nightly', ''];
    const row = fc.record({ name: fc.constantFrom('a/a', 'b/b'), version: fc.constantFrom('1.0.0', '2.0.0', 'nightly'), status: fc.constantFrom('active', 'deprecated', 'deleted', 'odd'), isLatest: fc.boolean(), identifier: fc.constantFrom(...names), at: fc.constantFrom(...versions) });
    fc.assert(fc.property(fc.array(row, { maxLength: 6 }), fc.constantFrom(...names), fc.constantFrom('1.0.0', '1.0.1', '2.0.0', undefined), (rows, name, version) => {
      const policy = policyWith(rows.map(({ identifier, at, ...rest }) => ({ ...rest, ...pack('npm', identifier, at) })));
      const state = policy.decide(packaged(version === undefined ? { name, floating: 'latest' } : { name, version }), now).state;
      const same = rows.filter(({ identifier, at }) => identifier === name && at === version);
      assert.equal(state === 'approved', version !== undefined && same.some(({ status }) => status === 'active'), JSON.stringify(rows));
      if (state === 'revoked') assert.ok(same.some(({ status }) => status === 'deleted') && same.every(({ status }) => status === 'deleted'));
    }), { numRuns: 300 });
  });
});
