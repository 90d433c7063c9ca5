import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { tempFolder } from '../files/temp.ts';
import { approvesOk, run, type Ran } from './run.ts';

interface Jwk {
  readonly kid: string;
  readonly x: string;
  readonly d?: string;
}

describe('mcp-roll-call policy keygen, sign and verify-signature', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
    temp.write('policy.json', approvesOk);
  });
  afterEach(() => temp.remove());
  const said: string[] = [];
  const policy = (...args: string[]): Ran => {
    const ran = run(['policy', ...args], { cwd: temp.folder });
    said.push(ran.stdout, ran.stderr);
    return ran;
  };
  const file = (name: string): string => path.join(temp.folder, name);
  /** Makes a pair: the set of public keys goes into a file beside it. */
  const keys = (name: string, ...args: string[]): Jwk => {
    const { status, stdout, stderr } = policy('keygen', '--out', `${name}.jwk`, ...args);
    assert.equal(status, 0, stderr);
    temp.write(`${name}.jwks.json`, stdout);
    return JSON.parse(fs.readFileSync(file(`${name}.jwk`), 'utf8')) as Jwk;
  };

  it('make a pair, of which the private half is in a file for its owner alone and nowhere else', () => {
    const { d, x, kid } = keys('key');
    if (process.platform !== 'win32') assert.equal(fs.statSync(file('key.jwk')).mode & 0o777, 0o600);
    const set = JSON.parse(fs.readFileSync(file('key.jwks.json'), 'utf8')) as { keys: Jwk[] };
    assert.deepEqual(set.keys.map((each) => [each.kid, each.x, each.d]), [[kid, x, undefined]]);
    assert.ok(d!.length > 40);
    const again = policy('keygen', '--out', 'key.jwk');
    assert.equal(again.status, 2);
    assert.match(again.stderr, /key\.jwk is there already, and was left as it is/);
    assert.equal((JSON.parse(fs.readFileSync(file('key.jwk'), 'utf8')) as Jwk).d, d);
    fs.symlinkSync('elsewhere', file('link.jwk'));
    assert.equal(policy('keygen', '--out', 'link.jwk').status, 2);
    assert.equal(keys('named', '--kid', '2027').kid, '2027');
    temp.write('.git/HEAD', 'ref: refs/heads/main\n');
    assert.match(policy('keygen', '--out', 'inside.jwk').stderr, /It lies in a repository|it lies in a repository/);
  }).timeout(60_000);

  it('sign a policy so that every change of it shows', () => {
    const { kid } = keys('key');
    const { status, stderr } = policy('sign', 'policy.json', '--key', 'key.jwk');
    assert.equal(status, 0, stderr);
    assert.equal(stderr, `Written: policy.json.jws, signed with ${kid}, serial 1.\n`);
    assert.match(fs.readFileSync(file('policy.json.jws'), 'utf8'), /^[\w-]+\.\.[\w-]{86}\n$/);
    const verify = (...args: string[]): Ran => policy('verify-signature', 'policy.json', '--keys', 'key.jwks.json', ...args);
    assert.deepEqual([verify().status, verify().stdout], [0, `policy.json is signed with ${kid}.\n`]);
    fs.appendFileSync(file('policy.json'), '\n');
    assert.equal(verify().status, 4);
    assert.match(verify().stdout, /^policy\.json does not count: its signature does not fit/);
    assert.equal(policy('sign', 'policy.json', '--key', 'key.jwk').status, 0);
    assert.equal(verify().status, 0);
    fs.rmSync(file('policy.json.jws'));
    assert.match(verify().stdout, /does not count: it is not signed/);
  }).timeout(60_000);

  it('follow a rotation: either of two keys will do, another will not', () => {
    const [old, next] = [keys('old', '--kid', 'old'), keys('next', '--kid', 'next')];
    keys('other', '--kid', 'old');
    const publicHalf = (jwk: Jwk): object => ({ ...jwk, d: undefined });
    temp.write('both.json', JSON.stringify({ keys: [publicHalf(old), publicHalf(next)] }));
    for (const name of ['old', 'next']) {
      assert.equal(policy('sign', 'policy.json', '--key', `${name}.jwk`).status, 0);
      assert.equal(policy('verify-signature', 'policy.json', '--keys', 'both.json').status, 0);
    }
    assert.equal(policy('sign', 'policy.json', '--key', 'other.jwk').status, 0);
    assert.equal(policy('verify-signature', 'policy.json', '--keys', 'both.json').status, 4);
  }).timeout(60_000);

  it('refuse what is no key, no policy, or no signature of one', () => {
    const { d } = keys('key');
    temp.write('half.jwk', `{"kty":"OKP","crv":"Ed25519","d":"${d}"`);
    temp.write('bad.json', '{');
    for (const [args, status] of [
      [['sign', 'policy.json'], 2],
      [['sign', 'policy.json', '--key', 'half.jwk'], 2],
      [['sign', 'policy.json', '--key', 'none.jwk'], 2],
      [['sign', 'policy.json', '--key', 'key.jwks.json'], 2],
      [['sign', 'policy.json', '--key', 'policy.json'], 2],
      [['sign', 'none.json', '--key', 'key.jwk'], 2],
      [['sign', 'bad.json', '--key', 'key.jwk'], 4],
      [['verify-signature', 'policy.json'], 2],
      [['verify-signature', 'policy.json', '--keys', 'policy.json'], 2],
      [['verify-signature', 'policy.json', '--keys', 'key.jwk'], 2],
      [['verify-signature', 'policy.json', '--keys', 'key.jwks.json', '--signature', 'none.jws'], 2],
      [['verify-signature', 'policy.json', '--keys', 'key.jwks.json', '--signature', 'policy.json'], 4],
      [['keygen'], 2],
      [['keygen', '--out', 'policy.json/x'], 2],
    ] as const) {
      const ran = policy(...args);
      assert.equal(ran.status, status, `${args.join(' ')}: ${ran.stderr}`);
    }
    assert.equal(fs.existsSync(file('bad.json.jws')), false);
    if (process.platform !== 'win32') {
      fs.chmodSync(file('key.jwk'), 0o644);
      assert.match(policy('sign', 'policy.json', '--key', 'key.jwk').stderr, /Note: others may read key\.jwk/);
    }
    assert.ok(!said.join('').includes(d!));
  }).timeout(60_000);
});
