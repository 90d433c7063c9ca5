import assert from 'node:assert/strict';
import { calledAddress, shownAddress, staysHere } from '../../../src/core/providers/called-address.ts';
import { knownProviders, providerAtHost, providerCalled } from '../../../src/core/providers/known-providers.ts';
import { canonicalUrl } from '../../../src/core/identity/canonical-url.ts';

const at = (value: string): { baseUrl: { value: string; path: [] } } => ({ baseUrl: { value, path: [] } });

describe('where a model provider is called', () => {
  it('is what the file says, in canonical form', () => {
    for (const [written, url] of [
      ['https://LLM.contoso.com:443/v1', 'https://llm.contoso.com/v1'],
      [' https://api.anthropic.com. ', 'https://api.anthropic.com/'],
      ['https://llm.contoso.com/a/../v1?x=1#y', 'https://llm.contoso.com/v1'],
    ] as const) {
      const called = calledAddress(at(written));
      assert.equal(called.kind === 'address' && called.url, url);
    }
  });

  it('is the provider’s own where the file says none', () => {
    const called = calledAddress({ provider: 'anthropic' });
    assert.deepEqual(called.kind === 'address' && [called.url, called.assumed], ['https://api.anthropic.com/', true]);
    assert.equal(calledAddress({ provider: 'azure' }).kind, 'none');
    assert.equal(calledAddress({}).kind, 'none');
  });

  it('cannot be told where a variable stands in it, or readers differ', () => {
    assert.equal(calledAddress(at('https://${HOST}/v1')).kind, 'unresolved');
    assert.equal(calledAddress(at('{env:URL}')).kind, 'unresolved');
    for (const hostile of ['https://api.anthropic.com@attacker.example/', 'https://api.anthropic.com\\@attacker.example/', 'https://api.anthropic.com%2f@x.example', 'api.anthropic.com', 'javascript:1', 'https://']) {
      assert.equal(calledAddress(at(hostile)).kind, 'opaque', hostile);
    }
  });

  it('is shown without what may be secret', () => {
    assert.equal(shownAddress(at('https://user:hunter2secret@llm.contoso.com/v1?key=abc')), 'https://•••@llm.contoso.com/v1?key=•••');
    assert.equal(shownAddress(at('https://llm.contoso.com/v1?key=abc')), 'https://llm.contoso.com/v1');
  });

  it('stays on the machine only where it says so by a name or number of the machine', () => {
    assert.deepEqual(['http://localhost:4000/', 'http://127.0.0.1/', 'http://127.1/', 'http://[::1]:1/', 'http://x.localhost/'].map(staysHere), [true, true, true, true, true]);
    assert.deepEqual(['http://localhost.example/', 'http://10.0.0.1/', 'https://127.0.0.1.example/'].map(staysHere), [false, false, false]);
  });
});

describe('the list of known providers', () => {
  it('has every name once, and endpoints in canonical form at the provider’s own hosts', () => {
    const names = knownProviders.flatMap(({ id, aliases = [] }) => [id, ...aliases]).map((name) => name.toLowerCase().replace(/[\s_.-]+/g, ''));
    assert.deepEqual(names.filter((name, i) => names.indexOf(name) < i), []);
    for (const { id, endpoint, hosts } of knownProviders) {
      if (endpoint === undefined) continue;
      assert.deepEqual(canonicalUrl(endpoint), { url: endpoint, query: [] });
      if (hosts.length > 0) assert.equal(providerAtHost(new URL(endpoint).hostname)?.provider.id, id);
    }
  });

  it('knows names in any spelling', () => {
    assert.deepEqual(['Open_AI', 'open ai', 'AWS-Bedrock', 'x_ai', 'nobody'].map((name) => providerCalled(name)?.id), ['openai', 'openai', 'amazon-bedrock', 'xai', undefined]);
  });

  it('takes a host for a provider’s only where it is', () => {
    for (const [host, id, tenant] of [
      ['api.openai.com', 'openai', false],
      ['contoso.openai.azure.com', 'azure', true],
      ['openai.azure.com', undefined, undefined],
      ['bedrock-runtime.eu-west-1.amazonaws.com', 'amazon-bedrock', true],
      ['attacker.s3.eu-west-1.amazonaws.com', undefined, undefined],
      ['api.openai.com.attacker.example', undefined, undefined],
      ['xapi.openai.com', undefined, undefined],
    ] as const) {
      const found = providerAtHost(host);
      assert.deepEqual([found?.provider.id, found?.tenant], [id, tenant], host);
    }
  });
});
