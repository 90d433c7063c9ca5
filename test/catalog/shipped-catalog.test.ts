import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Ajv from 'ajv';
import { PackageURL } from 'packageurl-js';
import type { CatalogProvider, CatalogServer } from '../../src/core/catalog/schema.ts';
import { knownProviders } from '../../src/core/providers/known-providers.ts';
import { canonicalUrl } from '../../src/core/identity/canonical-url.ts';
import { imageReference } from '../../src/core/identity/packages/image-reference.ts';
import { purlOf } from '../../src/core/identity/packages/purl.ts';
import type { PackageType } from '../../src/core/identity/identity.ts';
import { NearNames } from '../../src/core/policy/near-names.ts';
import { shippedCatalog } from '../../src/host/knowledge/shipped-catalog.ts';
import { identityOf, type Declared } from '../core/identity/declarations.ts';
import { root } from '../cli/run.ts';

const file = path.join(root, 'media/catalog/catalog.json');
const text = fs.readFileSync(file, 'utf8');
const data = JSON.parse(text) as { updated: string; servers: CatalogServer[]; providers: CatalogProvider[] };
const schema = JSON.parse(fs.readFileSync(path.join(root, 'media/schemas/catalog.schema.json'), 'utf8')) as object;
const catalog = shippedCatalog(root);

/** Every object that is somewhere in a value. */
function* objects(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objects(inner);
}

/** What a declaration of this identity looks like. */
function declarationOf(identity: CatalogServer['identities'][number]): Declared {
  if ('url' in identity) return { url: identity.url };
  if ('image' in identity) return { command: 'docker', args: ['run', '-i', '--rm', identity.image] };
  const { type, namespace, name } = PackageURL.fromString(identity.purl);
  const whole = `${namespace ? `${namespace}/` : ''}${name}`;
  const launchers: Readonly<Record<string, readonly string[]>> = { npm: ['npx', '-y', whole], pypi: ['uvx', whole], nuget: ['dnx', whole, '--yes'] };
  const [command, ...args] = launchers[type]!;
  return { command: command!, args };
}

/** Names that clients give to one provider, and the catalog to the sister that documents herself apart. */
const elsewhere = new Set(['zhipuai']);

describe('the catalog that ships', () => {
  it('is of its schema', () => {
    const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
    assert.equal(ajv.validate(schema, data), true, JSON.stringify(ajv.errors?.slice(0, 3)));
  });

  it('names at least 150 servers and 40 providers, each once, in order', () => {
    for (const [entries, least] of [[data.servers, 150], [data.providers, 40]] as const) {
      const ids = entries.map(({ id }) => id);
      assert.ok(ids.length >= least, String(ids.length));
      assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1)));
    }
  });

  it('has a source and a day for every fact', () => {
    for (const entry of [...data.servers, ...data.providers]) {
      for (const object of objects(entry)) {
        if (!('value' in object || 'purl' in object || 'image' in object || 'url' in object)) continue;
        assert.match(String(object['source']), /^https:\/\//, `${entry.id}: ${JSON.stringify(object)}`);
        assert.match(String(object['date']), /^20\d\d-\d\d-\d\d$/, entry.id);
        assert.ok(String(object['date']) <= data.updated, entry.id);
      }
    }
  });

  it('writes every identity as the core writes it', () => {
    for (const { id, identities } of data.servers) {
      for (const identity of identities) {
        if ('purl' in identity) {
          const { type, namespace, name, version, qualifiers, subpath } = PackageURL.fromString(identity.purl);
          assert.deepEqual([version, qualifiers, subpath], [undefined, undefined, undefined], id);
          assert.equal(purlOf({ type: type as PackageType, name: `${namespace ? `${namespace}/` : ''}${name}` }), identity.purl, id);
        } else if ('image' in identity) assert.deepEqual(imageReference(identity.image), { name: identity.image, short: false, tag: undefined, digest: undefined }, id);
        else assert.deepEqual(canonicalUrl(identity.url), { url: identity.url, query: [] }, id);
      }
    }
    for (const { id, baseUrls } of data.providers) for (const { url } of baseUrls) assert.deepEqual(canonicalUrl(url), { url, query: [] }, id);
  });

  it('is found by what a config file would hold', () => {
    for (const server of data.servers) {
      for (const identity of server.identities) assert.equal(catalog.serverInCatalog(identityOf(declarationOf(identity)))?.id, server.id, JSON.stringify(identity));
    }
    for (const provider of data.providers) {
      for (const { url } of provider.baseUrls) assert.equal(catalog.providerInCatalog({ baseUrl: `${url.replace('*', 'x').replace(/\/$/, '')}/v1` })?.id, provider.id, url);
      for (const id of [provider.id, ...(provider.aliases?.value ?? [])]) assert.equal(catalog.providerInCatalog({ id })?.id, provider.id, id);
    }
  });

  it('lets no two entries claim the same thing', () => {
    const claims = data.servers.flatMap(({ identities }) => identities.map((identity) => ('purl' in identity ? identity.purl : 'image' in identity ? identity.image : identity.url.replace(/\/$/, ''))));
    assert.deepEqual(claims.filter((claim, i) => claims.indexOf(claim) !== i), []);
    const names = data.providers.flatMap(({ aliases, baseUrls }) => [...(aliases?.value ?? []).map((alias) => alias.toLowerCase()), ...baseUrls.map(({ url }) => url)]);
    assert.deepEqual(names.filter((name, i) => names.indexOf(name) !== i), []);
  });

  it('names as successor what it knows', () => {
    const ids = new Set(data.servers.map(({ id }) => id));
    for (const { id, supersededBy } of data.servers) if (supersededBy) assert.ok(ids.has(supersededBy.value) && supersededBy.value !== id, `${id}: ${supersededBy.value}`);
  });

  it('knows every provider that the clients’ files are read with, by the same name and address', () => {
    const catalog = shippedCatalog(root);
    for (const { id, endpoint, aliases = [] } of knownProviders) {
      const provider = catalog.providerInCatalog({ id });
      assert.equal(provider?.id, id);
      for (const alias of aliases) assert.ok([undefined, id].includes(catalog.providerInCatalog({ id: alias })?.id) || elsewhere.has(alias), `${alias} is ${id} for clients`);
      const called = endpoint === undefined ? undefined : canonicalUrl(endpoint);
      if (called && 'url' in called) assert.equal(catalog.providerInCatalog({ baseUrl: called.url })?.id, id, endpoint);
    }
  });

  it('calls official only what no individual or community publishes, and archived only what has that from its publisher', () => {
    for (const { id, official, publisher, repository, status } of data.servers) {
      if (official?.value) assert.ok(['vendor', 'foundation'].includes(publisher.value.kind), id);
      if (publisher.value.kind === 'individual') assert.notEqual(official?.value, true, id);
      if (status?.value === 'archived') assert.ok(status.source.includes('/servers-archived') || status.source === repository?.value, id);
    }
  });

  it('holds no names that only look alike, but those that were looked at', () => {
    const looked = [['awslabs-ecs-mcp-server', 'awslabs-eks-mcp-server']];
    const near = new NearNames<string>();
    const alike: string[][] = [];
    for (const name of new Set(data.servers.flatMap(({ identities }) => identities.flatMap((identity) => ('purl' in identity ? [decodeURIComponent(identity.purl.slice(identity.purl.indexOf('/') + 1))] : []))))) {
      const other = near.find(name);
      if (other !== undefined) alike.push([other, name]);
      near.add(name, name);
    }
    assert.deepEqual(alike.filter((pair) => !looked.some((known) => known.join() === pair.join())), []);
  });

  it('names no package registry’s host, nobody’s machine, and holds nothing that could act', () => {
    assert.doesNotMatch(text, /npmjs\.|pypi\.org|pythonhosted|nuget\.org|hub\.docker|registry\./i);
    assert.doesNotMatch(text, /\/(?:home|root|Users|work|tmp)\//);
    // oxlint-disable-next-line no-control-regex -- what it looks for
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/);
  });

  it('is written the one way, so that a change shows as one', () => {
    assert.equal(text, `${JSON.stringify(data, undefined, 2)}\n`);
    for (const { id, identities } of data.servers) {
      const order = identities.map((identity) => ('purl' in identity ? identity.purl : 'image' in identity ? identity.image : identity.url));
      assert.deepEqual(order, order.toSorted((a, b) => (a < b ? -1 : 1)), id);
    }
  });
});

describe('reading the catalog', () => {
  const folder = (content: string | undefined): string => {
    const made = fs.mkdtempSync(path.join(os.tmpdir(), 'roll-call-catalog-'));
    if (content !== undefined) {
      fs.mkdirSync(path.join(made, 'media/catalog'), { recursive: true });
      fs.writeFileSync(path.join(made, 'media/catalog/catalog.json'), content);
    }
    return made;
  };

  it('gives an empty one when the file is absent or torn', () => {
    for (const content of [undefined, '', '{', text.slice(0, 5000), '[]', 'null']) {
      assert.equal(shippedCatalog(folder(content)).serverInCatalog(identityOf('npx -y @playwright/mcp')), undefined);
    }
    assert.equal(shippedCatalog(root).serverInCatalog(identityOf('npx -y @playwright/mcp'))?.id, 'com.microsoft/playwright-mcp');
  });
});
