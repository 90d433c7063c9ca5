import assert from 'node:assert/strict';
import * as crypto from 'node:crypto';
import fc from 'fast-check';
import { render } from '../../src/core/text/message.ts';
import { makeKeys, readKeys, readPrivateKey, type PolicyKeys } from '../../src/host/policy/policy-keys.ts';
import { signDetached, verifyDetached } from '../../src/host/policy/signature.ts';

const payload = Buffer.from('{ "policyVersion": 1, "serial": 42 }\n');
const pair = makeKeys('2026');
const next = makeKeys('2027');
const stranger = makeKeys('2026');

const keysOf = (...jwks: readonly unknown[]): PolicyKeys => {
  const { keys, problems } = readKeys({ keys: jwks });
  assert.deepEqual(problems.map(render), []);
  return keys;
};
const keys = keysOf(pair.publicJwk, next.publicJwk);
const privateKey = (jwk: unknown): { key: crypto.KeyObject; kid: string } => {
  const read = readPrivateKey(jwk);
  if ('problem' in read) throw new Error(render(read.problem));
  return read;
};
const own = privateKey(pair.privateJwk);
const verdict = (text: Uint8Array, jws: string | undefined, known = keys): string => {
  const verified = verifyDetached(text, jws, known);
  return 'kid' in verified ? `good: ${verified.kid}` : render(verified.problem);
};
const b64 = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
/** A signature with any header, as somebody else's program may make it. */
const made = (header: unknown, text: Uint8Array = payload, key = own.key): string => {
  const protectedHeader = b64(header);
  const encoded = (header as { b64?: unknown }).b64 !== false;
  const input = Buffer.concat([Buffer.from(`${protectedHeader}.`), encoded ? Buffer.from(Buffer.from(text).toString('base64url')) : text]);
  return `${protectedHeader}..${crypto.sign(null, input, key).toString('base64url')}`;
};

describe('policy signatures', () => {
  it('are good over the very bytes that were signed, whichever of the configured keys made them', () => {
    assert.equal(verdict(payload, signDetached(payload, own)), 'good: 2026');
    assert.equal(verdict(payload, signDetached(payload, privateKey(next.privateJwk))), 'good: 2027');
    assert.equal(verdict(Buffer.alloc(0), signDetached(Buffer.alloc(0), own)), 'good: 2026');
  });

  it('may be made by other programs: either name of the algorithm, the payload encoded or not, any line end', () => {
    const headers = [{ alg: 'EdDSA', kid: '2026' }, { kid: '2026', alg: 'Ed25519', typ: 'JOSE' }, { alg: 'EdDSA', kid: '2026', b64: false, crit: ['b64'] }, { alg: 'EdDSA', kid: '2026', b64: true, crit: ['b64'] }];
    for (const header of headers) for (const end of ['', '\n', '\r\n']) assert.equal(verdict(payload, made(header) + end), 'good: 2026');
  });

  it('agree with the example of RFC 8037, appendix A.4', () => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kid: 'rfc', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' };
    const example = 'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg';
    const input = Buffer.from(`${b64('{"alg":"EdDSA"}')}.${b64('Example of Ed25519 signing')}`);
    assert.equal(crypto.sign(null, input, privateKey(jwk).key).toString('base64url'), example);
  });

  const other = privateKey(stranger.privateJwk).key;
  const good = made({ alg: 'EdDSA', kid: '2026' });
  const [header, , mark] = good.split('.') as [string, string, string];
  const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
  const hmac = (secret: Uint8Array): string => `${b64({ alg: 'HS256', kid: '2026' })}..${crypto.createHmac('sha256', secret).update(`${b64({ alg: 'HS256', kid: '2026' })}.${payload.toString('base64url')}`).digest('base64url')}`;
  const attacks: [name: string, jws: string | undefined, why: RegExp][] = [
    ['unsigned', undefined, /^it is not signed, and here only signed policies count$/],
    ['empty', '', /damaged: it is not one in the form `header\.\.signature`/],
    ['a text that is no signature', 'not found', /damaged: it is not one in the form/],
    ['a page instead', '<html>'.repeat(3000), /damaged/],
    ['alg none', `${b64({ alg: 'none', kid: '2026' })}..`, /damaged: it is not one in the form/],
    ['alg none with something behind it', `${b64({ alg: 'none', kid: '2026' })}..${mark}`, /^its signature is made by none; only EdDSA \(Ed25519\) counts$/],
    ['alg nOnE', `${b64({ alg: 'nOnE', kid: '2026' })}..${mark}`, /made by nOnE/],
    ['HS256 with the public key as its secret', hmac(Buffer.from(pair.publicJwk['x']!, 'base64url')), /made by HS256/],
    ['RS256', `${b64({ alg: 'RS256', kid: '2026' })}..${crypto.sign('sha256', payload, rsa.privateKey).toString('base64url')}`, /made by RS256/],
    ['no alg', made({ kid: '2026' }), /made by no algorithm/],
    ['alg a list', made({ alg: ['EdDSA'], kid: '2026' }), /made by no algorithm/],
    ['unknown kid', made({ alg: 'EdDSA', kid: '1999' }), /^its signature names the key 1999, which is none of those configured \(2026, 2027\)$/],
    ['a kid that is a name of every object', made({ alg: 'EdDSA', kid: '__proto__' }), /none of those configured/],
    ['no kid', made({ alg: 'EdDSA' }), /does not say which key made it/],
    ['kid a number', made({ alg: 'EdDSA', kid: 2026 }), /does not say which key made it/],
    ['wrong key under a known kid', made({ alg: 'EdDSA', kid: '2026' }, payload, other), /^its signature does not fit: the policy was changed after it was signed, or signed with another key than 2026$/],
    ['one configured key under the name of the other', made({ alg: 'EdDSA', kid: '2027' }), /does not fit/],
    ['its own key in the header', made({ alg: 'EdDSA', kid: '2026', jwk: stranger.publicJwk }, payload, other), /does not fit/],
    ['an address of keys in the header', made({ alg: 'EdDSA', kid: 'evil', jku: 'https://evil.example/jwks.json' }, payload, other), /none of those configured/],
    ['unknown crit', made({ alg: 'EdDSA', kid: '2026', crit: ['exp'], exp: 1 }), /asks for an extension that is not known here \(exp\)/],
    ['unknown crit beside a known one', made({ alg: 'EdDSA', kid: '2026', b64: true, crit: ['b64', 'exp'] }), /not known here \(exp\)/],
    ['crit empty', made({ alg: 'EdDSA', kid: '2026', crit: [] }), /not known here/],
    ['crit no list', made({ alg: 'EdDSA', kid: '2026', b64: false, crit: 'b64' }), /not known here/],
    ['crit names what is not there', made({ alg: 'EdDSA', kid: '2026', crit: ['b64'] }), /not known here/],
    ['b64 without crit', made({ alg: 'EdDSA', kid: '2026', b64: false }), /`b64` must be true or false, and stand in `crit`/],
    ['b64 a word', made({ alg: 'EdDSA', kid: '2026', b64: 'false', crit: ['b64'] }), /`b64` must be/],
    ['a text of its own in the middle', `${header}.${b64('{}')}.${mark}`, /carries a text of its own/],
    ['four parts', `${good}.x`, /damaged/],
    ['in JSON form', JSON.stringify({ protected: header, signature: mark }), /damaged/],
    ['header no JSON', `${b64('{')}..${mark}`, /damaged: the header cannot be read/],
    ['header a list', `${b64([1])}..${mark}`, /header cannot be read/],
    ['header null', `${b64('null')}..${mark}`, /header cannot be read/],
    ['cut short', good.slice(0, -4), /not 64 bytes/],
    ['lengthened', `${good}AAAA`, /not 64 bytes/],
    ['padded', `${good}==`, /not 64 bytes/],
    ['two line ends', `${good}\n\n`, /not 64 bytes/],
    ['the signature of another text', made({ alg: 'EdDSA', kid: '2026' }, Buffer.from('{}')), /does not fit/],
    ['with `b64` said afterwards', `${b64({ alg: 'EdDSA', kid: '2026', b64: false, crit: ['b64'] })}..${mark}`, /does not fit/],
  ];
  for (const [name, jws, why] of attacks) {
    it(`attack: ${name}`, () => assert.match(verdict(payload, jws), why));
  }

  it('attack: any byte of text, header or signature that is another one makes it fail', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.boolean(), fc.nat(), fc.integer({ min: 1, max: 255 }), (text, tampersText, at, by) => {
        const jws = signDetached(text, own).trimEnd();
        assert.equal(verdict(text, jws), 'good: 2026');
        if (tampersText) {
          const other = Uint8Array.from(text);
          other[at % text.length]! ^= by;
          assert.match(verdict(other, jws), /does not fit/);
        } else {
          const bytes = Buffer.from(jws, 'latin1');
          bytes[at % bytes.length]! ^= by;
          assert.doesNotMatch(verdict(text, bytes.toString('latin1')), /^good/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('attack: every single bit of the signature counts, also those that base64 does not need', () => {
    for (let at = 0; at < good.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const bytes = Buffer.from(good, 'latin1');
        bytes[at]! ^= 1 << bit;
        assert.doesNotMatch(verdict(payload, bytes.toString('latin1')), /^good/, `${at}/${bit}`);
      }
    }
  });

  it('nothing that is no signature makes it throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.tuple(fc.json(), fc.string()).map(([head, tail]) => `${b64(head)}..${tail}`)), (jws) => !verdict(payload, jws).startsWith('good')));
  });
});

describe('policy keys', () => {
  const read = (set: unknown): { ids: string[]; problems: string[] } => {
    const { keys, problems } = readKeys(set);
    return { ids: [...keys.byId.keys()], problems: problems.map(render) };
  };
  const jwk = pair.publicJwk;

  it('are a set of Ed25519 keys with names; two of them make a rotation possible', () => {
    assert.deepEqual(read({ keys: [jwk, next.publicJwk] }), { ids: ['2026', '2027'], problems: [] });
    assert.deepEqual(read({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: jwk['x'], kid: 'plain' }], more: 1 }), { ids: ['plain'], problems: [] });
    assert.deepEqual(read({ keys: [{ ...jwk, alg: 'Ed25519', key_ops: ['verify'] }] }).ids, ['2026']);
  });

  it('what is none is left out and told', () => {
    const cases: [unknown, RegExp][] = [
      [undefined, /not a JSON Web Key Set/],
      [null, /not a JSON Web Key Set/],
      [[jwk], /not a JSON Web Key Set/],
      ['{}', /not a JSON Web Key Set/],
      [{ keys: {} }, /not a JSON Web Key Set/],
      [{ keys: [] }, /^There is no key in the list/],
      [{ keys: [null] }, /^Key 1: it is not a key\.$/],
      [{ keys: ['x'] }, /it is not a key/],
      [{ keys: [{ ...jwk, kty: 'RSA' }] }, /it is not an Ed25519 key/],
      [{ keys: [crypto.generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' })] }, /not an Ed25519 key/],
      [{ keys: [crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })] }, /not an Ed25519 key/],
      [{ keys: [{ ...jwk, crv: 'X25519' }] }, /not an Ed25519 key/],
      [{ keys: [{ ...jwk, kid: undefined }] }, /has no name/],
      [{ keys: [{ ...jwk, kid: '' }] }, /has no name/],
      [{ keys: [{ ...jwk, x: 'AAAA' }] }, /damaged: `x` is not 32 bytes/],
      [{ keys: [{ ...jwk, x: 5 }] }, /damaged/],
      [{ keys: [{ ...jwk, use: 'enc' }] }, /meant for something else/],
      [{ keys: [{ ...jwk, key_ops: ['encrypt'] }] }, /meant for something else/],
      [{ keys: [{ ...jwk, alg: 'ES256' }] }, /meant for something else/],
      [{ keys: [pair.privateJwk] }, /it is a private key\. Whoever reads it here can sign policies/],
      [{ keys: [jwk, { ...next.publicJwk, kid: '2026' }] }, /Two keys are called 2026, so neither counts/],
    ];
    for (const [set, why] of cases) {
      const { ids, problems } = read(set);
      assert.deepEqual(ids, [], JSON.stringify(set));
      assert.match(problems[0]!, why);
      assert.ok(!problems.join().includes(String(pair.privateJwk['d'])));
    }
    assert.deepEqual(read({ keys: [{ kty: 'RSA' }, jwk] }).ids, ['2026']);
    assert.deepEqual(read({ keys: [jwk, jwk, jwk] }).ids, []);
  });

  it('are made in pairs that fit, each called by its thumbprint', () => {
    const { privateJwk, publicJwk } = makeKeys();
    assert.match(publicJwk['kid']!, /^[\w-]{43}$/);
    assert.equal(publicJwk['d'], undefined);
    assert.match(verdict(payload, signDetached(payload, privateKey(privateJwk)), keysOf(publicJwk)), /^good/);
    // RFC 8037, appendix A.3
    assert.equal(crypto.createHash('sha256').update('{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}').digest('base64url'), 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('a private key that is none, or whose halves do not fit, signs nothing', () => {
    const cases: [unknown, RegExp][] = [
      [jwk, /it is a public key/],
      [{ keys: [jwk] }, /it is a set of public keys, as it is handed out/],
      [{ ...pair.privateJwk, x: next.publicJwk['x'] }, /halves do not belong together|damaged/],
      [{ ...pair.privateJwk, d: 'AAAA' }, /public key/],
      [{}, /not an Ed25519 key/],
      [undefined, /not a key/],
    ];
    for (const [value, why] of cases) {
      const read = readPrivateKey(value);
      assert.match('problem' in read ? render(read.problem) : 'good', why);
    }
  });
});
