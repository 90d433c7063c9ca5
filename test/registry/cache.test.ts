import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { mergeReading, neverRead } from '../../src/core/registry/merge-read.ts';
import { serverKey, type RegistryServer } from '../../src/core/registry/registry-server.ts';
import { KeptListing } from '../../src/host/policy/registry/kept-listing.ts';
import { RegistryCache } from '../../src/host/policy/registry/registry-cache.ts';
import { tempFolder } from '../files/temp.ts';

const base = 'https://registry.contoso.com';
const ledger: RegistryServer = { name: 'com.contoso/ledger', version: '1.4.2', status: 'active', title: 'Großes Büch “§”', packages: [{ type: 'npm', identifier: '@contoso/ledger-mcp', version: '1.4.2', transport: 'stdio' }] };
const remote: RegistryServer = { name: 'com.contoso/remote', version: '1.0.0', status: 'active', remotes: [{ type: 'streamable-http', url: 'https://mcp.contoso.com/mcp' }] };
let temp: ReturnType<typeof tempFolder>;
let cache: RegistryCache;

const put = (servers: RegistryServer[], complete = true) =>
  cache.update('contoso', base, 0, undefined, (held) => mergeReading(held ?? { keys: [], get: () => undefined }, held?.header ?? neverRead, { servers, complete, increment: false, at: '2026-11-21T10:00:00.000Z' }));

describe('the cache of a registry', () => {
  beforeEach(() => {
    temp = tempFolder();
    cache = new RegistryCache(path.join(temp.folder, 'registries'));
  });
  afterEach(() => temp.remove());

  it('gives back what was put into it, entry by entry', async () => {
    assert.equal(cache.read('contoso', base), undefined);
    const { kept, unstored } = await put([ledger, remote]);
    assert.equal(unstored, undefined);
    for (const held of [kept, cache.read('contoso', base)]) {
      assert.deepEqual(held?.find('npm:@contoso/ledger-mcp'), [ledger]);
      assert.deepEqual(held.find('//mcp.contoso.com'), [remote]);
      assert.deepEqual(held.find('npm:other'), []);
      assert.deepEqual(held.get(serverKey(remote)), remote);
      assert.deepEqual([...held.all()], [ledger, remote]);
      assert.deepEqual([held.size, held.header.complete, held.header.asOf], [2, true, '2026-11-21T10:00:00.000Z']);
    }
  });

  it('changes what changed and leaves the rest as it is', async () => {
    await put([ledger, remote]);
    const newer: RegistryServer = { ...ledger, version: '2.0.0', packages: [{ ...ledger.packages![0]!, version: '2.0.0' }] };
    await put([{ ...remote, status: 'deleted' }, newer]);
    const held = cache.read('contoso', base)!;
    assert.deepEqual(held.find('npm:@contoso/ledger-mcp').map(({ version }) => version), ['1.4.2', '2.0.0']);
    assert.deepEqual(held.find('//mcp.contoso.com').map(({ status }) => status), ['deleted']);
    assert.deepEqual(held.header.missing, [[serverKey(ledger), '2026-11-21T10:00:00.000Z']]);
  });

  it('is the user’s alone, and leaves nothing beside it', async () => {
    await put([ledger]);
    const files = fs.readdirSync(path.join(temp.folder, 'registries'));
    assert.deepEqual(files, [path.basename(cache.fileOf('contoso'))]);
    if (process.platform !== 'win32') assert.equal(fs.statSync(cache.fileOf('contoso')).mode & 0o777, 0o600);
  });

  const damages: [string, (bytes: Buffer) => Buffer][] = [
    ['empty', () => Buffer.alloc(0)],
    ['cut off', (bytes) => bytes.subarray(0, bytes.length - 5)],
    ['longer', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
    ['zeros', (bytes) => Buffer.alloc(bytes.length)],
    ['of another registry', (bytes) => Buffer.from(bytes.toString().replace(base, 'https://evil.example/xxxxxx'))],
    ['of another format', (bytes) => Buffer.from(bytes.toString().replace('"version":1', '"version":9'))],
    ['without an index', (bytes) => Buffer.from(bytes.toString().replace(/\n\[\[.*\]\]\n/, '\n{}\n'))],
    ['with lengths that are none', (bytes) => Buffer.from(bytes.toString().replace(/\n\[\[\d+/, '\n[["x"'))],
  ];
  for (const [what, damage] of damages) {
    it(`begins anew where the file is ${what}`, async () => {
      await put([ledger]);
      const file = cache.fileOf('contoso');
      fs.writeFileSync(file, damage(fs.readFileSync(file)));
      assert.equal(cache.read('contoso', base), undefined);
      assert.deepEqual((await put([remote])).kept?.find('//mcp.contoso.com'), [remote]);
    });
  }

  it('finds by the keys of today in a file that another version of the product made', async () => {
    await put([ledger]);
    const file = cache.fileOf('contoso');
    const text = fs.readFileSync(file, 'utf8').replace(`"madeBy":"${__VERSION__}"`, '"madeBy":"0.0.1"').replace('"npm:@contoso/ledger-mcp"]', '"npm:another-way-to-say"]');
    fs.writeFileSync(file, text);
    assert.deepEqual(cache.read('contoso', base)?.find('npm:@contoso/ledger-mcp'), [ledger]);
  });

  it('is of use even where it cannot be stored', async () => {
    fs.writeFileSync(path.join(temp.folder, 'registries'), 'a file');
    const { kept, unstored } = await put([ledger]);
    assert.deepEqual(kept?.find('npm:@contoso/ledger-mcp'), [ledger]);
    assert.match(unstored!.template, /could not be stored/);
  });

  it('loses nothing to two who write at once', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => put([{ ...ledger, version: `1.0.${i}` }], false)));
    assert.equal(cache.read('contoso', base)?.size, 8);
  });

  it('opens no file that is none', () => {
    for (const bytes of ['', '\n\n', '{}\n[]\n', 'null\nnull\n', '[]\n[]\n']) assert.equal(KeptListing.open(Buffer.from(bytes), base), undefined);
  });
});
