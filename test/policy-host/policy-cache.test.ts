import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Environment } from '../../src/core/clients/client.ts';
import { render } from '../../src/core/text/message.ts';
import { PolicyCache, type RememberedPolicy } from '../../src/host/policy/policy-cache.ts';
import { keyPrint } from '../../src/host/policy/policy-keys.ts';
import { tempFolder } from '../files/temp.ts';
import { keySet } from './keeping.ts';

describe('what is remembered of policies', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());
  const environment = (): Environment => ({ platform: 'linux', home: temp.folder, env: {} });
  const cache = (judged: readonly string[] = []): PolicyCache => new PolicyCache(environment(), judged);
  const issue = (serial: number): RememberedPolicy => ({ text: `{"serial":${serial}}`, validators: { etag: `"${serial}"` }, signatureValidators: {}, confirmed: '2026-11-21T09:00:00.000Z', serial });
  const folder = (): string => path.join(temp.folder, '.local/state/mcp-roll-call');

  it('is there for the next one who asks, by the name it was kept under alone', async () => {
    assert.equal(cache().read('https://contoso.com/p.json'), undefined);
    assert.equal(await cache().keep('https://contoso.com/p.json', issue(5), undefined), undefined);
    assert.deepEqual(cache().read('https://contoso.com/p.json'), issue(5));
    assert.equal(cache().highWaterMark('https://contoso.com/p.json', undefined), 5);
    assert.equal(cache().read('https://contoso.com/other.json'), undefined);
    assert.equal(cache().highWaterMark('https://contoso.com/other.json', undefined), 0);
  });

  it('an older one that comes late does not take the place of a newer one', async () => {
    await Promise.all([9, 7, 8, 3].map((serial) => cache().keep('p', issue(serial), undefined)));
    assert.equal(cache().read('p')?.serial, 9);
    await cache().keep('p', issue(4), undefined);
    assert.equal(cache().read('p')?.serial, 9);
    assert.equal(cache().highWaterMark('p', undefined), 9);
  });

  it('the highest serial stays when the text goes', async () => {
    await cache().keep('p', issue(9), undefined);
    fs.rmSync(path.join(folder(), 'policy'), { recursive: true });
    assert.equal(cache().read('p'), undefined);
    assert.equal(cache().highWaterMark('p', undefined), 9);
  });

  it('what a key brought that is not configured any more holds nothing back', async () => {
    const a = keySet('a').keys;
    const b = keySet('b').keys;
    const by = (kid: string): string => keyPrint(keySet(kid).keys.byId.get(kid)!);
    await cache().keep('p', { ...issue(9000), signedBy: by('a') }, a);
    assert.deepEqual([a, b, keySet('a', 'b').keys, undefined].map((keys) => cache().highWaterMark('p', keys)), [9000, 0, 9000, 9000]);
    await cache().keep('p', { ...issue(5), signedBy: by('b') }, b);
    assert.equal(cache().read('p')?.serial, 5);
    assert.deepEqual([a, b].map((keys) => cache().highWaterMark('p', keys)), [0, 5]);
    // What nobody signed says nothing where signatures are asked for.
    await cache().keep('q', issue(9000), undefined);
    assert.equal(cache().highWaterMark('q', b), 0);
  });

  it('names no address, which may hold a key, and is nobody else’s to read', async () => {
    await cache().keep('https://contoso.com/p.json?sig=hunter2hunter2', issue(1), undefined);
    for (const file of fs.readdirSync(folder(), { recursive: true, encoding: 'utf8' })) {
      const full = path.join(folder(), file);
      assert.ok(!file.includes('contoso'));
      if (!fs.statSync(full).isFile()) continue;
      assert.doesNotMatch(fs.readFileSync(full, 'utf8'), /contoso|hunter2/);
      if (process.platform !== 'win32') assert.equal(fs.statSync(full).mode & 0o077, 0);
    }
  });

  it('what is damaged, or of another form, is as good as nothing', async () => {
    await cache().keep('p', issue(9), undefined);
    const file = path.join(folder(), 'policy', fs.readdirSync(path.join(folder(), 'policy'))[0]!);
    const whole = fs.readFileSync(file, 'utf8');
    for (const text of ['', '{', 'null', '[]', whole.slice(0, 40), whole.replace('"text"', '"test"'), whole.replace('2026-11-21T09:00:00.000Z', 'soon'), whole.replace('"serial": 9', '"serial": "9"'), whole.replace('"version": 1', '"version": 1.5')]) {
      fs.writeFileSync(file, text);
      assert.equal(cache().read('p'), undefined, text);
    }
    assert.equal(await cache().keep('p', issue(10), undefined), undefined);
    assert.equal(cache().read('p')?.serial, 10);
  });

  it('is not read where a repository could have brought it', async () => {
    await cache().keep('p', issue(9), undefined);
    const inside = cache([folder()]);
    assert.match(render(inside.unusable!), /a repository must not bring its own/);
    assert.equal(inside.read('p'), undefined);
    assert.equal(inside.highWaterMark('p', undefined), 0);
    assert.match(render((await inside.keep('p', issue(10), undefined))!), /must not bring its own/);
    assert.equal(cache().read('p')?.serial, 9);
  });
});
