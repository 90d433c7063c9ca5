import assert from 'node:assert/strict';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import { parseJson } from '../../../../src/core/config/json/parse.ts';
import { pointer } from '../../../../src/core/config/node.ts';
import { differences } from '../../../../src/core/manifest/schema/check.ts';
import { serverEditions } from '../../../../src/core/manifest/schema/edition.ts';
import type { JsonSchema } from '../../../../src/core/manifest/schema/json-schema.ts';
import { nearest } from '../../../../src/core/manifest/schema/near.ts';
import { bundle, findingsIn, knowledge, manifest, mended, npm, said, schemaAt, type Fields } from '../lint.ts';

const files = [...serverEditions.map((id) => `server.schema.${id}.json`), ...['0.1', '0.2', '0.3', '0.4'].map((id) => `mcpb-manifest.schema.v${id}.json`)];

function schemaIn(file: string): JsonSchema {
  const schema = knowledge.schema!(file);
  assert.ok(schema, `${file} does not ship`);
  return schema;
}

describe('the schemas of manifests', () => {
  it('ship, each as what it says it is', () => {
    for (const file of files) assert.ok(schemaIn(file));
    for (const id of serverEditions) assert.equal((schemaIn(`server.schema.${id}.json`) as { $id?: string }).$id, schemaAt(id));
    assert.equal(knowledge.schema!('../../package.json'), undefined);
  });

  // A second opinion: what a general validator makes of the same file.
  // Formats apart: ours ask for less, since addresses may hold variables, and a choice that fails by one would look like another fault.
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: false });
  const valid: Fields[] = [manifest({ repository: { url: 'https://github.com/a/b', source: 'github' }, icons: [{ src: 'https://a.example/i.png', sizes: ['any'] }], remotes: [{ type: 'sse', url: 'https://a.example/sse', headers: [{ name: 'A' }] }], packages: [{ ...npm, packageArguments: [{ type: 'positional', value: 'x' }, { type: 'named', name: '--x' }] }] }), bundle({ user_config: { a: { type: 'string', title: 'A', description: 'a', default: ['x'] } }, tools: [{ name: 'a' }] })];
  /** As the first edition writes it. */
  const inSnakeCase = JSON.parse(JSON.stringify(valid[0]).replaceAll('registryType', 'registry_type').replaceAll('packageArguments', 'package_arguments')) as Fields;
  const junk = fc.oneof(fc.constantFrom<unknown>(null, true, 0, -1.5, '', 'x', 'https://a.example', [], {}, 'stdio', 'sse', 'named', '0.3', ['x'], [null], { type: 'sse' }, { name: 'x' }), fc.string());
  /** A place in a document, as numbers that choose at each step, and what is put there. */
  const slip = fc.record({ way: fc.array(fc.nat(20), { maxLength: 6 }), put: junk, how: fc.constantFrom('replace', 'remove', 'add') });

  for (const [i, name] of ['server.json', 'a bundle'].entries()) {
    it(`ajv finds a file of ${name} at fault where we do, whatever is done to it`, () => {
      for (const file of files.filter((one) => one.startsWith('server') === (i === 0))) {
        const schema = schemaIn(file);
        const validate = ajv.compile(schema);
        fc.assert(
          fc.property(fc.array(slip, { maxLength: 3 }), (slips) => {
            const document = slips.reduce<unknown>((all, { way, put, how }) => changed(all, way, structuredClone(put), how), structuredClone(file.includes('2025-07-09') ? inSnakeCase : valid[i]));
            const ours = differences(parseJson(JSON.stringify(document)).tree!, schema).filter(({ difference }) => difference.kind !== 'format' && (difference.kind !== 'extra' || difference.closed));
            validate(document);
            // Left to a rule of its own: `latest`.
            const theirs = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'not' && keyword !== 'if');
            assert.equal(ours.length > 0, theirs.length > 0, JSON.stringify({ document, ours, theirs }));
          }),
          { numRuns: 150 },
        );
      }
    });
  }

  it('no place is told twice', () => {
    fc.assert(
      fc.property(fc.array(slip, { maxLength: 4 }), (slips) => {
        const document = slips.reduce<unknown>((all, { way, put, how }) => changed(all, way, structuredClone(put), how), structuredClone(valid[0]));
        const found = differences(parseJson(JSON.stringify(document)).tree!, schemaIn('server.schema.2025-12-11.json')).map(({ at, difference }) => JSON.stringify([pointer(at), difference]));
        assert.equal(new Set(found).size, found.length);
      }),
    );
  });
});

function changed(document: unknown, way: readonly number[], put: unknown, how: string): unknown {
  let holder = document as Record<string, unknown>;
  for (const step of way.slice(0, -1)) {
    const keys = Object.keys(holder);
    const next = keys.length === 0 ? undefined : holder[keys[step % keys.length]!];
    if (typeof next !== 'object' || next === null) break;
    holder = next as Record<string, unknown>;
  }
  const keys = Object.keys(holder);
  const key = keys[(way.at(-1) ?? 0) % (keys.length || 1)];
  if (key === undefined) return document;
  if (how === 'remove' && !Array.isArray(holder)) delete holder[key];
  else if (how === 'add' && !Array.isArray(holder)) holder[`${key}Zz`] = put;
  else holder[key] = put;
  return document;
}

describe('manifest-schema', () => {
  const cases: [string, Fields, string[]][] = [
    ['a missing field, at what the map is called', manifest({ description: undefined }), ['/name `description` is missing here, and readers of manifests need it. Clear human-readable explanation of server functionality.']],
    ['a wrong type', manifest({ packages: {} }), ['/packages `packages` must be a list in `[ ]`; this is a map in `{ }`.']],
    ['one of several alternatives', manifest({ packages: [{ ...npm, transport: { type: 'http' } }] }), ['/packages/0/transport/type `type` must be `stdio`, `streamable-http` or `sse`.']],
    ['an alternative without its kind', manifest({ packages: [{ ...npm, packageArguments: [{ value: 'x' }] }] }), ['/packages/0/packageArguments/0/value `type` is missing here, and readers of manifests need it. One of `positional`, `named`.']],
    ['within the alternative that is meant', manifest({ packages: [{ ...npm, transport: { type: 'sse' } }] }), ['/packages/0/transport `url` is missing here, and readers of manifests need it. Server-Sent Events endpoint URL template.']],
    ['one of several keys', manifest({ packages: [{ ...npm, packageArguments: [{ type: 'positional' }] }] }), ['/packages/0/packageArguments/0/type `valueHint` or `value` is missing here']],
    ['a name', manifest({ name: 'ledger' }), ['/name A server’s name is a namespace the way round that Java packages have it']],
    ['a hash', manifest({ packages: [{ ...npm, fileSha256: 'ABC' }] }), ['/packages/0/fileSha256 This is no SHA-256 hash']],
    ['a long text', manifest({ description: 'x'.repeat(101) }), ['/description `description` has 101 characters. Registries take at most 100, so make it shorter.']],
    ['an empty text', manifest({ description: '' }), ['/description `description` is empty. Readers of manifests need something here.']],
    ['an address', manifest({ websiteUrl: 'contoso' }), ['/websiteUrl This must be a full address, such as `https://example.com/docs`.']],
    ['alike in many items, once', manifest({ icons: Array.from({ length: 50 }, () => ({ scr: 'x' })) }), ['/icons/0', '/icons/0/scr The format has no `scr`. Is `src` meant?']],
  ];
  for (const [name, document, expected] of cases) {
    it(name, () => {
      const found = said('manifest-schema', document);
      assert.equal(found.length, expected.length, found.join('\n'));
      expected.forEach((start, i) => assert.ok(found[i]!.startsWith(start), `${found[i]!} does not begin with ${start}`));
    });
  }

  it('a mistyped key and a transport under its other name are mended', () => {
    assert.deepEqual(mended('manifest-schema', manifest({ packages: [{ ...npm, runtimeHnit: 'npx' }] })), manifest({ packages: [{ ...npm, runtimeHint: 'npx' }] }));
    const remote = (type: string): Fields => manifest({ packages: undefined, remotes: [{ type, url: 'https://x.example/mcp' }] });
    for (const type of ['http', 'streamableHttp']) assert.deepEqual(mended('manifest-schema', remote(type)), remote('streamable-http'));
  });

  it('a bundle: what its format does not allow, what came later, what was never published', () => {
    assert.deepEqual(said('manifest-schema', bundle({ id: 'x' }), {}, 'manifest.json'), ['/id The format has no `id` here, and allows no others, so that whatever checks the file refuses it. Take it out.']);
    assert.deepEqual(said('manifest-schema', bundle({ manifest_version: '0.1', privacy_policies: [] }), {}, 'manifest.json'), ['/privacy_policies `privacy_policies` came into the format after version `0.1`, which this file says it follows. Raise `manifest_version`, or take it out.']);
    assert.deepEqual(said('manifest-schema', bundle({ manifest_version: '1.0' }), {}, 'manifest.json'), ['/manifest_version No version `1.0` of the bundle format was published, so that a client may refuse to install it. The newest is `0.4`.']);
    assert.deepEqual(said('manifest-schema', bundle({ manifest_version: '0.5', anything: 1 }), {}, 'manifest.json'), []);
  });

  it('what a person or a build still fills in is passed over', () => {
    assert.deepEqual(findingsIn(manifest({ name: '<<Name>>', description: `TODO: ${'x'.repeat(200)}`, version: '${V}', packages: [{ ...npm, version: '${V}' }] })).map(({ ruleId }) => ruleId), ['stub-todo']);
  });

  it('never throws, whatever the file is, and names no secret', () => {
    const texts = [manifest(), bundle(), { ...manifest(), _meta: { 'io.github.mcp-roll-call/contract': { owner: {}, tools: [{}], identity: { scopes: ['x'] }, data: { egress: ['x'] }, supplyChain: {}, review: {} } } }].map((document) => JSON.stringify(document, undefined, 1));
    const known = [...new Set(texts.flatMap((text) => [...text.matchAll(/"[^"]*"/g)].map(([word]) => word)))];
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(fc.tuple(fc.nat(3000), fc.nat(40), fc.oneof(fc.constantFrom('', 'null', '{}', '[]', '"', '{', ']', ',', '"TODO"', '"__proto__":', ...known), fc.string({ maxLength: 5 }))), { maxLength: 5 }), (text, cuts) => {
        const cut = cuts.reduce((all, [at, length, put]) => all.slice(0, at % all.length) + put + all.slice((at % all.length) + length), text);
        for (const file of ['server.json', 'manifest.json']) for (const { message, fixes } of findingsIn(cut, { lint: { audience: 'strict' } }, file)) assert.ok(message.args && fixes);
      }),
      { numRuns: 500 },
    );
  });

  it('takes time in proportion to the text', function () {
    this.timeout(60_000);
    const big = (n: number): string => JSON.stringify(manifest({ packages: Array.from({ length: n }, (_, i) => ({ ...npm, identifier: `p${i}`, environmentVariables: [{ name: `V${i}`, isSecret: true }], packageArguments: [{ type: 'positional', value: 'x' }, { type: 'nmaed' }] })), _meta: { 'io.github.mcp-roll-call/contract': { tools: Array.from({ length: n }, (_, i) => ({ name: `t${i}`, effect: 'write' })) } } }));
    const time = (text: string): number => {
      const start = performance.now();
      findingsIn(text);
      return performance.now() - start;
    };
    const small = big(4000);
    const large = big(40_000);
    assert.ok(large.length > 9_000_000);
    const [before, after] = [time(small), time(large)];
    assert.ok(after < Math.max(before, 20) * 40, `${before} ms for ${small.length} characters, ${after} ms for ${large.length}`);
    const wide = JSON.stringify({ $schema: schemaAt('2025-12-11'), ...Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`name${i}`, i])) });
    assert.ok(time(wide) < 8000);
  });
});

describe('nearest', () => {
  const cases: [string, string[], string | undefined][] = [
    ['enviromentVariables', ['environmentVariables'], 'environmentVariables'],
    ['icon', ['icons', 'title'], 'icons'],
    ['verison', ['version'], 'version'],
    ['src', ['url'], undefined],
    ['a', ['b'], undefined],
    ['homepage', ['websiteUrl'], undefined],
    ['author', ['name', 'version'], undefined],
    ['x'.repeat(100_000), ['name'], undefined],
  ];
  for (const [word, names, expected] of cases) it(`${word.slice(0, 20)} is ${String(expected)}`, () => assert.equal(nearest(word, names), expected));
});
