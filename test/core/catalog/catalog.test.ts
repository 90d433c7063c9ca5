import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { catalogOf, emptyCatalog } from '../../../src/core/catalog/catalog.ts';
import { hostForms } from '../../../src/core/catalog/host-forms.ts';
import { knownAs } from '../../../src/core/catalog/known-as.ts';
import { render } from '../../../src/core/text/message.ts';
import { identityOf, type Declared } from '../identity/declarations.ts';
import { fact, providerEntry, serverEntry } from './entries.ts';

const catalog = catalogOf({
  catalogVersion: 1,
  servers: [
    serverEntry('a/pkg', [{ purl: 'pkg:npm/%40scope/thing' }, { purl: 'pkg:pypi/some-thing' }, { purl: 'pkg:nuget/some.thing' }]),
    serverEntry('a/image', [{ image: 'docker.io/mcp/thing' }]),
    serverEntry('a/exact', [{ url: 'https://one.example/mcp', match: 'exact' }]),
    serverEntry('a/below', [{ url: 'https://one.example/mcp/deep', match: 'prefix' }, { url: 'https://two.example/', match: 'prefix' }]),
  ],
  providers: [
    providerEntry('plain', ['https://api.plain.example/'], ['plain', 'Nick']),
    providerEntry('path', ['https://api.shared.example/path']),
    providerEntry('resource', ['https://*.resource.example.com/']),
    providerEntry('region', ['https://run.*.cloud.example.com/', 'https://*-platform.example.com/']),
    providerEntry('here', ['http://localhost:11434/']),
  ],
});
const idOf = (declared: Declared | string): string | undefined => catalog.serverInCatalog(identityOf(declared))?.id;
const provider = (baseUrl: string, id?: string): string | undefined => catalog.providerInCatalog({ baseUrl, ...(id !== undefined && { id }) })?.id;

describe('the catalog', () => {
  it('knows packages in any version, and images by any tag', () => {
    assert.equal(idOf('npx -y @scope/thing'), 'a/pkg');
    assert.equal(idOf('npx -y @scope/thing@1.2.3'), 'a/pkg');
    assert.equal(idOf('bunx @scope/thing@latest'), 'a/pkg');
    assert.equal(idOf('uvx Some_Thing==1.0'), 'a/pkg');
    assert.equal(idOf('dnx Some.Thing --yes'), 'a/pkg');
    assert.equal(idOf('docker run -i --rm mcp/thing:1'), 'a/image');
    assert.equal(idOf('docker run -i --rm -v /src:/src docker.io/mcp/thing'), 'a/image');
  });

  it('knows no package that is taken from elsewhere or may be replaced, and no image told to run something else', () => {
    assert.equal(idOf('npx -y --registry=https://other.example @scope/thing'), undefined);
    assert.equal(idOf({ command: 'npx', args: ['-y', '@scope/thing'], env: { NODE_OPTIONS: '--require ./x.js' } }), undefined);
    assert.equal(idOf('npx -y -p @scope/thing other'), undefined);
    assert.equal(idOf('docker run -i --rm --entrypoint sh mcp/thing'), undefined);
    assert.equal(idOf('docker run -i --rm ghcr.io/mcp/thing'), undefined);
  });

  it('knows near names as what they are: something else', () => {
    for (const line of ['npx @scope/thing2', 'npx thing', 'npx @Scope/thing', 'uvx some-things', 'node @scope/thing']) assert.equal(idOf(line), undefined, line);
  });

  it('knows addresses as far as they are meant, through a bridge too', () => {
    assert.equal(idOf({ url: 'https://one.example/mcp' }), 'a/exact');
    assert.equal(idOf({ url: 'https://ONE.example/mcp/?token=x' }), 'a/exact');
    assert.equal(idOf({ url: 'https://one.example/mcp/x' }), undefined);
    assert.equal(idOf({ url: 'https://one.example/mcp/deep/er' }), 'a/below');
    assert.equal(idOf({ url: 'https://one.example/mcp/deeper' }), undefined);
    assert.equal(idOf({ url: 'https://two.example' }), 'a/below');
    assert.equal(idOf({ url: 'https://two.example/any/thing' }), 'a/below');
    assert.equal(idOf('npx -y mcp-remote https://one.example/mcp'), 'a/exact');
    for (const url of ['http://one.example/mcp', 'https://one.example.evil/mcp', 'https://evil-two.example/', 'https://two.example:8443/', 'https://one.example/MCP']) assert.equal(idOf({ url }), undefined, url);
  });

  it('knows providers by their base URL, which a name cannot outdo', () => {
    assert.equal(provider('https://api.plain.example/v1'), 'plain');
    assert.equal(provider('https://api.shared.example/path/v1'), 'path');
    assert.equal(provider('https://api.shared.example/pathology'), undefined);
    assert.equal(provider('https://contoso.resource.example.com/openai'), 'resource');
    assert.equal(provider('https://a.b.resource.example.com/'), undefined);
    assert.equal(provider('https://run.eu-west-1.cloud.example.com/model'), 'region');
    assert.equal(provider('https://us-central1-platform.example.com/v1'), 'region');
    for (const here of ['http://127.0.0.1:11434/v1', 'http://localhost:11434', 'http://[::1]:11434/']) assert.equal(provider(here), 'here', here);
    assert.equal(provider('https://proxy.evil.example/v1', 'plain'), undefined);
    assert.equal(provider('not an address', 'plain'), undefined);
    assert.equal(catalog.providerInCatalog({ id: 'nick' })?.id, 'plain');
    assert.equal(catalog.providerInCatalog({ id: 'PLAIN' })?.id, 'plain');
    assert.equal(catalog.providerInCatalog({ id: '__proto__' }), undefined);
    assert.equal(catalog.providerInCatalog({}), undefined);
  });

  it('never takes a whole registrable name for one part', () => {
    assert.deepEqual(hostForms('https://a-b.example.com/x'), ['https://a-b.example.com/x', 'https://*.example.com/x', 'https://*-b.example.com/x']);
    assert.deepEqual(hostForms('https://example.com'), ['https://example.com']);
    assert.deepEqual(hostForms('http://127.0.0.1:80/'), ['http://localhost:80/']);
    assert.ok(hostForms(`https://${'a.'.repeat(60)}example.com/`).length <= 20);
  });

  it('makes of any data a catalog that answers', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ servers: fc.jsonValue(), providers: fc.jsonValue() }), fc.record({ servers: fc.array(fc.record({ id: fc.jsonValue(), identities: fc.jsonValue() })), providers: fc.array(fc.record({ id: fc.jsonValue(), baseUrls: fc.jsonValue(), aliases: fc.jsonValue() })) })), (data) => {
        const any = catalogOf(data);
        assert.equal(any.serverInCatalog(identityOf('npx -y @scope/thing')), undefined);
        assert.equal(any.providerInCatalog({ baseUrl: 'https://api.plain.example/' }), undefined);
      }),
    );
    assert.equal(emptyCatalog.serverInCatalog(identityOf({ url: 'https://one.example/mcp' })), undefined);
  });
});

describe('what the catalog says of a server', () => {
  const said = (more: object, declared: Declared | string = 'npx x'): string[] => knownAs({ ...serverEntry('a/x', [{ purl: 'pkg:npm/x' }]), ...more }, identityOf(declared)).sentences.map(render);

  it('names the publisher, and that this is no approval', () => {
    assert.deepEqual(said({ official: fact(true) }), ['Known as Thing, the official server of Someone; this is no approval.']);
    assert.deepEqual(said({}), ['Known as Thing by Someone; this is no approval.']);
    assert.deepEqual(said({ publisher: fact({ name: 'ada', kind: 'individual' }), official: fact(false) }), ['Known as Thing, a community server by ada; this is no approval.']);
  });

  it('warns of what is archived or deprecated, with what is in its place', () => {
    assert.deepEqual(said({ status: fact('archived'), supersededBy: fact('b/y') }).slice(1), ['It is archived: no longer maintained, no security updates. In its place: b/y.']);
    assert.deepEqual(said({ status: fact('archived') }).slice(1), ['It is archived: no longer maintained, no security updates.']);
    assert.deepEqual(said({ status: fact('deprecated') }).slice(1), ['Its publisher calls it deprecated.']);
    assert.deepEqual(said({ status: fact('preview') }).slice(1), ['Its publisher calls it a preview.']);
    assert.deepEqual(said({ status: fact('maintained') }).slice(1), []);
    assert.deepEqual(said({ status: fact('archived'), note: fact('A copy lives on elsewhere') }).slice(1), ['It is archived: no longer maintained, no security updates.', 'A copy lives on elsewhere.']);
  });

  it('says where data goes: to who runs it, when it runs elsewhere', () => {
    assert.deepEqual(said({ operator: fact('Someone') }, { url: 'https://one.example/mcp' }).slice(1), ['What it is given goes to: Someone.']);
    assert.deepEqual(said({ operator: fact('Someone') }).slice(1), []);
    assert.deepEqual(said({ dataGoesTo: fact(['A', 'B']) }).slice(1), ['What it is given goes to: A, B.']);
  });

  it('lists its sources once each, with their day', () => {
    assert.deepEqual(knownAs({ ...serverEntry('a/x', [{ purl: 'pkg:npm/x' }]), official: fact(true), note: { value: 'n', source: 'https://b.example/', date: '2026-01-02' } }, identityOf('npx x')).sources, [
      'https://docs.example/ (2026-11-21)',
      'https://b.example/ (2026-01-02)',
    ]);
  });
});
