import assert from 'node:assert/strict';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { render } from '../../../src/core/text/message.ts';
import { policyText } from '../policy/subjects.ts';

const good = { url: 'https://registry.contoso.com', api: 'v0.1', trust: 'approves' };
const told = (...registries: unknown[]): string[] => {
  const { document, problems } = readPolicy(policyText({ registries, servers: [] }), '/p.json');
  assert.ok(document);
  return problems.map(({ severity, path, message }) => `${severity} ${path.map((step) => (typeof step === 'object' ? step.key : step)).join('/')}: ${render(message)}`);
};

describe('the registries of a policy', () => {
  const silent: [string, unknown][] = [
    ['one of the organisation', good],
    ['an Azure API Center, for who is signed in', { url: 'https://contoso.data.eastus.azure-apicenter.ms/workspaces/default', api: 'v0.1', trust: 'approves', auth: 'entra', updatedEvery: 'PT30M' }],
    ['one on this machine', { ...good, url: 'http://localhost:8080/' }],
    ['the public one, to know more', { ...good, url: 'https://registry.modelcontextprotocol.io', trust: 'metadata-only' }],
    ['one whose name begins like the public one', { ...good, url: 'https://registry.modelcontextprotocol.io.contoso.com' }],
    ['the API in development', { ...good, api: 'v0' }],
  ];
  for (const [what, registry] of silent) it(`may be ${what}`, () => assert.deepEqual(told(registry), []));

  const bad: [string, unknown[], RegExp][] = [
    ['plain http', [{ ...good, url: 'http://registry.contoso.com' }], /^error registries\/0\/url: Nothing is read from an address that does not begin with `https:\/\/`/],
    ['a login', [{ ...good, url: 'https://me:pw@registry.contoso.com' }], /^error registries\/0\/url: The address holds a login/],
    ['parameters', [{ ...good, url: 'https://registry.contoso.com/?key=x' }], /^error registries\/0\/url: Nothing is read from an address with parameters/],
    ['a path for an address', [{ ...good, url: '/srv/registry' }], /^error registries\/0\/url: The address does not begin/],
    ['an API of another time', [{ ...good, api: 'v2' }], /^error registries\/0\/api: This version/],
    ['everybody’s registry, trusted', [{ ...good, url: 'https://Registry.ModelContextProtocol.io/' }], /^warning registries\/0\/url: Everybody can publish/],
    ['the same twice', [good, { ...good, url: 'https://registry.contoso.com/', trust: 'metadata-only' }], /^warning registries\/1\/url: This registry stands here already/],
    ['the place of the second, where the first cannot be read', [{ url: 7 }, { ...good, api: 'v2' }], /error registries\/1\/api: This version/],
    ['the word of before', [{ ...good, trust: 'informs' }], /^error registries\/0\/trust: This must be one of: approves, metadata-only/],
    ['a way to sign in that is not known', [{ ...good, auth: 'basic' }], /^error registries\/0\/auth/],
    ['a duration that is none', [{ ...good, updatedEvery: 'hourly' }], /^error registries\/0\/updatedEvery: This must be a duration/],
    ['a key that is not known', [{ ...good, token: 'x' }], /^error registries\/0\/token/],
  ];
  for (const [what, registries, expected] of bad) {
    it(`is told of ${what}`, () => {
      const all = told(...registries);
      assert.match(all.join('\n'), expected);
      assert.ok(!all.join().includes('pw'));
    });
  }

  it('count each by itself: one that is wrong costs no other (claude-code#63319)', () => {
    const { document } = readPolicy(policyText({ registries: [{ ...good, trust: 'always' }, good, 'x', null], servers: [] }), '/p.json');
    assert.deepEqual(document?.registries.map(({ url, trust }) => [url, trust]), [['https://registry.contoso.com', 'approves']]);
  });
});
