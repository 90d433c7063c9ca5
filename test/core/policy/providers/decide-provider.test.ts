import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import { approves } from '../../../../src/core/policy/verdict.ts';
import { approved, denied, now, policyText, policyWith } from '../subjects.ts';
import { policyOnProviders, provider, said, why } from './providers.ts';

const anthropic = approved('anthropic', { provider: 'anthropic' });
const gateway = approved('gateway', { url: { host: 'llm.contoso.com', path: '/v1', pathMatch: 'prefix' } });

describe('a policy on model providers', () => {
  it('says nothing of them until it has a list', () => {
    const policy = policyWith({ servers: [] });
    assert.equal(said(policy, { provider: 'openai' }), 'unknown no-policy');
    assert.equal(said(policyOnProviders([]), { provider: 'openai' }), 'unknown not-listed');
  });

  it('approves a well-known provider at its own address, written or not', () => {
    const policy = policyOnProviders([anthropic]);
    assert.equal(said(policy, { provider: 'anthropic' }), 'approved');
    assert.equal(said(policy, { provider: 'anthropic', url: 'https://API.anthropic.com:443/v1/messages' }), 'approved');
    assert.equal(said(policy, { name: 'mine', url: 'https://api.anthropic.com' }), 'approved');
    assert.equal(said(policy, { provider: 'openai' }), 'unknown not-listed');
    assert.equal(said(policy, {}), 'unknown not-listed');
  });

  it('calls a match by name alone weak', () => {
    const policy = policyOnProviders([approved('azure', { provider: 'azure' })]);
    assert.equal(said(policy, { provider: 'azure' }), 'unknown weak-match');
    assert.equal(said(policy, { provider: 'azure', url: 'https://anybody.openai.azure.com/' }), 'unknown weak-match');
    assert.equal(said(policyOnProviders([approved('azure', { provider: 'azure' }, { minIdentity: 'name' })]), { provider: 'azure' }), 'approved');
    assert.equal(said(policyOnProviders([approved('azure', { url: { host: 'contoso.openai.azure.com' } })]), { provider: 'azure', url: 'https://contoso.openai.azure.com/' }), 'approved');
  });

  it('binds an approval to the path where it asks for that', () => {
    const url = { url: { host: 'llm.contoso.com' } };
    assert.equal(said(policyOnProviders([approved('g', url, { minIdentity: 'version' })]), { url: 'https://llm.contoso.com/v1' }), 'unknown weak-match');
    assert.equal(said(policyOnProviders([approved('g', { url: { host: 'llm.contoso.com', path: '/v1' } }, { minIdentity: 'version' })]), { url: 'https://llm.contoso.com/v1' }), 'approved');
  });

  it('lets denials win, whatever else stands in it', () => {
    const policy = policyOnProviders([gateway, denied('bad', { url: { host: 'llm.contoso.com' } })]);
    assert.equal(said(policy, { url: 'https://llm.contoso.com/v1/x' }), 'denied');
    const named = policyOnProviders([denied('openai', { provider: 'openai' }), gateway]);
    assert.equal(said(named, { provider: 'openai' }), 'denied');
    assert.equal(said(named, { url: 'http://api.openai.com:8080/x' }), 'denied');
    assert.equal(said(named, { provider: 'openai', url: 'https://${HOST}/' }), 'denied');
    assert.equal(said(named, { provider: 'openai', url: 'https://u:p@api.openai.com/' }), 'denied');
    // The protocol is OpenAI's, the address is not.
    assert.equal(said(named, { provider: 'openai', url: 'https://llm.contoso.com/v1' }), 'approved');
    assert.equal(said(policyOnProviders([denied('a', { provider: 'openai' }), { id: 'r', state: 'revoked', match: [{ provider: 'openai' }] }]), { provider: 'openai' }), 'revoked');
  });

  it('has every state that servers have', () => {
    for (const state of ['pending', 'deprecated', 'revoked', 'denied', 'approved']) {
      assert.equal(said(policyOnProviders([{ id: 'x', state, match: [{ provider: 'openai' }] }]), { provider: 'openai' }), state);
    }
    const conditional = policyOnProviders([{ id: 'x', state: 'conditional', conditions: 'No customer data', match: [{ provider: 'openai' }] }]);
    assert.equal(why(conditional, { provider: 'openai' }), 'Contoso approves the model provider `main` on a condition: No customer data.');
    assert.equal(said(policyOnProviders([approved('x', { provider: 'openai' }, { expires: '2026-11-20' })]), { provider: 'openai' }), 'unknown expired');
    assert.equal(said(policyOnProviders([approved('x', { provider: 'openai' }, { expires: '2026-11-21' })]), { provider: 'openai' }), 'approved');
    assert.equal(said(policyOnProviders([approved('x', { provider: 'openai' })], { expiresAt: '2026-11-20T00:00:00Z', defaults: { whenStale: 'undetermined' } }), { provider: 'openai' }), 'undetermined stale');
  });

  it('of several entries the firmer, then the stricter, then the first', () => {
    const by = (state: string, more: object = {}): object => ({ id: state, state, match: [{ provider: 'anthropic' }], ...(state === 'conditional' && { conditions: 'c' }), ...more });
    const at = (state: string): object => ({ ...by(state), match: [{ url: { host: 'api.anthropic.com', path: '/v1' } }] });
    const rows: readonly (readonly [object[], string])[] = [
      [[by('approved'), by('deprecated')], 'deprecated'],
      [[by('approved'), by('pending')], 'pending'],
      [[by('approved'), by('conditional')], 'conditional'],
      [[by('conditional', { expires: '2026-11-20' }), by('approved')], 'approved'],
      [[by('pending'), at('approved')], 'approved'],
      [[by('approved', { minIdentity: 'version' }), by('conditional')], 'conditional'],
    ];
    for (const [entries, state] of rows) assert.equal(said(policyOnProviders(entries), { provider: 'anthropic', url: 'https://api.anthropic.com/v1' }), state);
    assert.equal(policyOnProviders([by('approved', { id: 'first' }), by('approved', { id: 'second' })]).providers.decide(provider({ provider: 'anthropic' }), now).entry?.id, 'first');
  });

  it('an entry that does not approve says nothing of a provider it does not fit', () => {
    const pending = policyOnProviders([{ id: 'p', state: 'pending', match: [{ provider: 'openai' }, { url: { host: 'llm.contoso.com' } }] }]);
    assert.equal(said(pending, { provider: 'openai', url: 'https://llm2.contoso.com/v1' }), 'unknown not-listed');
    assert.equal(said(pending, { url: 'https://llm.contoso.com/v1?x=1' }), 'unknown not-listed');
    assert.equal(said(pending, { provider: 'openai', url: 'https://${HOST}/' }), 'unknown unresolved');
    assert.equal(said(pending, { provider: 'openai', url: 'https://u:p@llm.contoso.com/' }), 'unknown opaque');
  });

  it('a denial by name is of that provider only, where nothing tells the address', () => {
    const policy = policyOnProviders([denied('openai', { provider: 'openai' })]);
    assert.equal(said(policy, { provider: 'azure' }), 'unknown not-listed');
    assert.equal(said(policy, { provider: 'azure', url: 'https://${HOST}/' }), 'unknown unresolved');
    assert.equal(said(policy, { provider: 'azure', url: 'https://u:p@api.openai.com/' }), 'denied');
  });

  it('that has run out takes back approvals only', () => {
    const past = { expiresAt: '2026-11-20T00:00:00Z', defaults: { whenStale: 'undetermined' } };
    assert.equal(said(policyOnProviders([{ id: 'x', state: 'pending', match: [{ provider: 'openai' }] }], past), { provider: 'openai' }), 'pending');
    assert.equal(said(policyOnProviders([approved('x', { provider: 'openai' }, { expires: '2026-11-19' })], past), { provider: 'openai' }), 'unknown expired');
    assert.equal(said(policyOnProviders([approved('x', { provider: 'openai' })], { ...past, expiresAt: '2026-11-22T00:00:00Z' }), { provider: 'openai' }), 'approved');
  });

  it('speaks of them where a layer that approves has a list', () => {
    const speaks = (approves: boolean, more: object): boolean => compilePolicy([{ document: readPolicy(policyText({ servers: [], ...more }), '/p.json').document!, approves }]).providers.speaks;
    assert.deepEqual([speaks(true, { providers: [] }), speaks(true, {}), speaks(false, { providers: [anthropic] })], [true, false, false]);
  });

  it('needs every layer that speaks of them to approve, and heeds the denials of all', () => {
    const layer = (more: object) => ({ document: readPolicy(policyText({ servers: [], ...more }), '/p.json').document!, approves: true });
    const both = compilePolicy([layer({ providers: [anthropic] }), layer({ providers: [gateway] })]);
    assert.equal(said(both, { provider: 'anthropic' }), 'unknown not-listed');
    const silent = compilePolicy([layer({ providers: [anthropic] }), layer({})]);
    assert.equal(said(silent, { provider: 'anthropic' }), 'approved');
    const tightened = compilePolicy([layer({ providers: [anthropic] }), { ...layer({ providers: [approved('o', { provider: 'openai' }), denied('a', { provider: 'anthropic' })], models: { deny: ['x'] } }), approves: false }]);
    assert.equal(said(tightened, { provider: 'anthropic' }), 'denied');
    assert.equal(said(tightened, { provider: 'openai' }), 'unknown not-listed');
    assert.equal(said(tightened, { provider: 'openai', models: ['x'] }), 'denied');
  });

  it('tells what would have been approved', () => {
    const verdict = policyOnProviders([gateway]).providers.decide(provider({ url: 'https://llm2.contoso.com/v1' }), now);
    assert.deepEqual([verdict.closest?.entry.id, verdict.closest?.launch], ['gateway', 'https://llm.contoso.com/v1/…']);
    for (const url of ['https://llm.fabrikam.com/v1', 'https://other.com/', 'https://${X}/']) assert.equal(policyOnProviders([gateway, approved('c', { url: { host: 'contoso.com' } })]).providers.decide(provider({ url }), now).closest, undefined, url);
    assert.equal(policyOnProviders([gateway, anthropic]).providers.decide(provider({ provider: 'anthropic', url: 'https://x.fabrikam.com/' }), now).closest, undefined, 'the one that was not met');
  });

  it('says why in a sentence, and what to do', () => {
    const policy = policyOnProviders([anthropic, gateway]);
    assert.equal(why(policy, { url: 'https://attacker.example/v1?k=1' }), '`main` sends prompts and code to https://attacker.example/v1, which is not an approved model provider of Contoso. Use an approved one, or ask Contoso to approve it.');
    assert.equal(why(policy, { provider: 'anthropic', url: 'https://attacker.example/' }), '`main` has the name of Anthropic, which is approved (`anthropic`), but calls https://attacker.example/, which is not Anthropic’s own. Take the address out, or ask Contoso to approve it.');
  });
});

/** Addresses that look approved and are not; each must stay unapproved, as a base URL of a provider that is approved by name or by address. */
const attacks: readonly string[] = [
  'https://api.anthropic.com.attacker.example/',
  'https://api.anthropic.com@attacker.example/',
  'https://attacker.example/api.anthropic.com',
  'https://attacker.example#api.anthropic.com',
  'https://attacker.example?https://api.anthropic.com/',
  'https://api.anthropic.com\\@attacker.example/',
  'https://api.anthropic.com%2f.attacker.example/',
  'https://api.anthropic.com:8443/',
  'http://api.anthropic.com:8443/',
  'https://api-anthropic.com/',
  'https://apі.anthropic.com/',
  'https://llm.contoso.com.attacker.example/v1',
  'https://llm.contoso.com/v1evil',
  'https://llm.contoso.com/v1/../admin',
  'https://llm.contoso.com/v1/%2e%2e/admin',
  'https://llm.contoso.com/v1%2f..%2fadmin',
  'https://llm.contoso.com/v2',
  'https://llm.contoso.com:444/v1',
  'http://llm.contoso.com/v1',
  'https://llm.contoso.com/v1?target=https://attacker.example',
  'https://${HOST}/v1',
  'https://llm.contoso.com/v1${X}',
  '//llm.contoso.com/v1',
  'https://llm.contoso.com\t.attacker.example/v1',
  'wss://llm.contoso.com/v1',
];

describe('an address that only looks like an approved one', () => {
  const policy = policyOnProviders([approved('anthropic', { url: { host: 'api.anthropic.com' } }), gateway]);
  for (const url of attacks) {
    it(`is not approved: ${JSON.stringify(url)}`, () => {
      assert.ok(!approves(policy.providers.decide(provider({ provider: 'anthropic', url }), now)), said(policy, { provider: 'anthropic', url }));
    });
  }

  it('is not approved by the provider’s name either, but for its own host in another scheme or port', () => {
    const named = policyOnProviders([anthropic]);
    const own = /^https?:\/\/api\.anthropic\.com:8443\/$/;
    for (const url of attacks) if (!own.test(url)) assert.ok(!approves(named.providers.decide(provider({ provider: 'anthropic', url }), now)), url);
  });
});

describe('a policy on models', () => {
  const policy = policyOnProviders([
    approved('anthropic', { provider: 'anthropic' }, { models: { allow: ['claude-*'], deny: ['claude-3-*'], pinned: true } }),
    approved('openrouter', { provider: 'openrouter' }),
  ], { models: { deny: ['*deepseek*'] } });

  it('allows, denies and asks for pinned ones, by entry and for all', () => {
    const rows: readonly (readonly [string, readonly string[], string])[] = [
      ['anthropic', ['claude-sonnet-4-6'], 'approved'],
      ['anthropic', ['claude-sonnet-4-6', 'sonnet'], 'unknown constraint'],
      ['anthropic', ['claude-sonnet-4-5'], 'unknown unpinned'],
      ['anthropic', ['claude-3-opus-20240229'], 'denied'],
      ['anthropic', ['gpt-4o'], 'unknown constraint'],
      ['openrouter', ['anthropic/claude-3-opus'], 'approved'],
      ['openrouter', ['deepseek/deepseek-chat'], 'denied'],
      ['openrouter', ['DeepSeek-V3'], 'denied'],
      ['openai', ['deepseek-r1'], 'denied'],
    ];
    assert.deepEqual(rows.map(([id, models]) => said(policy, { provider: id, models })), rows.map(([, , expected]) => expected));
  });

  it('holds for entries that are not decided yet, too', () => {
    for (const state of ['pending', 'deprecated']) {
      const waiting = policyOnProviders([{ id: 'x', state, match: [{ provider: 'openai' }], models: { deny: ['o3'], allow: ['gpt-*', 'o3'] } }]);
      assert.equal(said(waiting, { provider: 'openai', models: ['gpt-4o'] }), state);
      assert.equal(said(waiting, { provider: 'openai', models: ['o3'] }), 'denied');
      assert.equal(said(waiting, { provider: 'openai', models: ['o4'] }), 'unknown constraint');
    }
  });

  it('denies a model by its own name behind those of providers', () => {
    const denying = policyOnProviders([approved('openrouter', { provider: 'openrouter' })], { models: { deny: ['grok-*'] } });
    assert.equal(said(denying, { provider: 'openrouter', models: ['x-ai/grok-4-0709'] }), 'denied');
  });

  it('holds also where nothing is said of providers', () => {
    const models = policyWith({ servers: [], models: { pinned: true, deny: ['o3'] } });
    assert.equal(said(models, { provider: 'openai', models: ['gpt-4o'] }), 'unknown unpinned');
    assert.equal(said(models, { provider: 'openai', models: ['o3'] }), 'denied');
    assert.equal(said(models, { provider: 'openai', models: ['gpt-4o-2024-08-06'] }), 'unknown no-policy');
  });

  it('names the model that decided, and says so', () => {
    const verdict = policy.providers.decide(provider({ provider: 'anthropic', models: ['claude-sonnet-4-6', 'claude-opus-4-0', 'claude-sonnet-4-0'] }), now);
    assert.deepEqual(verdict.at, ['p', 'models', 1]);
    assert.deepEqual(verdict.floating.map(({ value }) => value), ['claude-opus-4-0', 'claude-sonnet-4-0']);
    assert.equal(why(policy, { provider: 'anthropic', models: ['gpt-4o'] }), '`gpt-4o` is not among the models that Contoso approves: claude-*. Choose one of them.');
  });

  it('compares long names with many stars in no time', () => {
    const slow = policyOnProviders([], { models: { deny: ['*a*a*a*a*a*a*a*a*a*b'] } });
    const start = Date.now();
    said(slow, { models: ['a'.repeat(20_000)] });
    assert.ok(Date.now() - start < 1000);
  });
});

describe('verdicts on model providers', () => {
  const text = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('https://api.anthropic.com', 'anthropic', 'openai', '${X}', 'sonnet', 'claude-sonnet-4-6'));
  const written = fc.record({ name: text, provider: fc.constantFrom('anthropic', 'openai', 'azure', 'nobody'), url: text, models: fc.array(text, { maxLength: 3 }) }, { requiredKeys: [] });

  it('never throw, and a denial added never approves more', () => {
    const matcher = fc.oneof(fc.record({ provider: fc.constantFrom('anthropic', 'openai', 'azure') }), fc.record({ url: fc.record({ host: fc.constantFrom('api.anthropic.com', '*.contoso.com', 'api.openai.com') }) }));
    fc.assert(
      fc.property(written, matcher, matcher, (declared, allow, deny) => {
        const without = policyOnProviders([approved('a', allow)]).providers.decide(provider(declared), now);
        const withDenial = policyOnProviders([approved('a', allow), denied('d', deny)]).providers.decide(provider(declared), now);
        assert.ok(approves(without) || !approves(withDenial));
        assert.ok(withDenial.reason.template.length > 0);
      }),
    );
  });
});
