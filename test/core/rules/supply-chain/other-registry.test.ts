import assert from 'node:assert/strict';
import type { Facts } from '../../../../src/core/facts.ts';
import type { PolicyState } from '../../../../src/core/policy/policy-state.ts';
import { policyWith } from '../../policy/subjects.ts';
import { found, said } from '../incidents/look.ts';

const other = 'https://packages.example.net/npm';
const npmrc: Facts = { folders: new Map([['/w', { locked: new Map(), installed: new Map(), registries: new Map([['npm', { url: other, evidence: '.npmrc' }]]) }]]) };

describe('other-registry', () => {
  const cases: [launch: string | object, at: readonly (string | number)[], expected: RegExp][] = [
    [`npx -y --registry ${other} some-server@1.0.0`, ['args', 2], /`some-server` is fetched from `packages\.example\.net`, not from the public registry/],
    [`npx -y --registry=${other}/ some-server@1.0.0`, ['args', 1], /is fetched from/],
    [`npx -y --@acme:registry=${other} @acme/server@1.0.0`, ['args', 1], /`@acme\/server` is fetched from/],
    [{ command: 'npx', args: ['-y', 'some-server@1.0.0'], env: { npm_config_registry: other } }, ['env', 'npm_config_registry'], /is fetched from/],
    [{ command: 'npx', args: ['-y', 'some-server@1.0.0'], env: { NPM_CONFIG_REGISTRY: other } }, ['env', 'NPM_CONFIG_REGISTRY'], /is fetched from/],
    [`uvx --index-url ${other} some-server==1.0.0`, ['args', 1], /is fetched from/],
    [`uvx --default-index ${other} some-server==1.0.0`, ['args', 1], /is fetched from/],
    [`uvx --extra-index-url ${other} some-server==1.0.0`, ['args', 1], /is looked for at `packages\.example\.net` besides the public index/],
    [`uvx --index acme=${other} some-server==1.0.0`, ['args', 1], /besides the public index/],
    [{ command: 'uvx', args: ['some-server==1.0.0'], env: { UV_INDEX: other } }, ['env', 'UV_INDEX'], /besides the public index/],
    [{ command: 'uvx', args: ['some-server==1.0.0'], env: { UV_DEFAULT_INDEX: other } }, ['env', 'UV_DEFAULT_INDEX'], /is fetched from/],
    [`dnx Some.Server@1.0.0 --source ${other} --yes`, ['args', 2], /is fetched from/],
    [`npx -y --registry=https://someone:b7Qw93kdZp02mm4T@packages.example.net/npm some-server@1.0.0`, ['args', 1], /^(?!.*b7Qw).*packages\.example\.net/],
  ];
  for (const [launch, at, expected] of cases) {
    it(typeof launch === 'string' ? launch.replace(/\/\/.*@/, '//') : JSON.stringify(launch), () => {
      assert.match(said('other-registry', launch), expected);
      assert.deepEqual(found('other-registry', launch)[0]!.at, ['servers', 'x', ...at]);
      assert.equal(found('other-registry', launch)[0]!.severity, 'warning');
    });
  }

  it('of a file of the folder: at the package, as information', () => {
    const [finding] = found('other-registry', 'npx -y some-server@1.0.0', { facts: npmrc });
    assert.deepEqual([finding?.severity, finding?.at], ['info', ['servers', 'x', 'args', 1]]);
    assert.match(said('other-registry', 'npx -y some-server@1.0.0', { facts: npmrc }), /A file of this folder has `some-server` fetched from `packages\.example\.net`/);
  });

  for (const launch of [
    'npx -y some-server@1.0.0', 'npx -y --registry http://localhost:4873 some-server@1.0.0', 'npx -y --registry http://127.0.0.1:4873 some-server@1.0.0', 'docker run -i registry.contoso.example/server:1.0.0', 'node server.js --registry https://packages.example.net/npm',
    { command: 'npx', args: ['some-server@1.0.0', '--registry', other] }, { command: 'uvx', args: ['some-server==1.0.0'], env: { UV_INDEX: '' } }, { command: 'node', args: ['x.js'], env: { npm_config_registry: other } },
  ]) {
    it(`says nothing of ${typeof launch === 'string' ? launch : JSON.stringify(launch)}`, () => assert.equal(said('other-registry', launch), ''));
  }

  it('says nothing where the policy takes packages from there', () => {
    const servers = [{ id: 'e', state: 'approved', match: [{ package: { type: 'npm', name: '@acme/other', versions: ['1.0.0'], registry: `${other}/` } }] }];
    const policy: PolicyState = { kind: 'ready', parts: [], policy: policyWith({ servers }) };
    assert.equal(said('other-registry', `npx -y --registry=${other} some-server@1.0.0`, { policy }), '');
    assert.match(said('other-registry', 'npx -y --registry=https://elsewhere.example some-server@1.0.0', { policy }), /elsewhere\.example/);
  });

  it('can take it out: the variable, the argument, or the option with its value', () => {
    const changes = (launch: string | object): unknown => found('other-registry', launch)[0]!.fixes[0]?.changes;
    assert.deepEqual(changes({ command: 'npx', args: ['some-server@1.0.0'], env: { npm_config_registry: other } }), [{ op: 'remove', at: ['servers', 'x', 'env', 'npm_config_registry'] }]);
    assert.deepEqual(changes(`npx --registry=${other} some-server@1.0.0`), [{ op: 'remove', at: ['servers', 'x', 'args', 0] }]);
    assert.deepEqual(changes(`npx --registry ${other} some-server@1.0.0`), [{ op: 'remove', at: ['servers', 'x', 'args', 1] }, { op: 'remove', at: ['servers', 'x', 'args', 0] }]);
  });
});
