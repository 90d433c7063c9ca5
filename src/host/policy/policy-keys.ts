import * as crypto from 'node:crypto';
import { render, say, type Message } from '../../core/text/message.ts';

/** The public keys that policies may be signed with, by their `kid`. Two or more make a rotation possible. */
export interface PolicyKeys {
  readonly byId: ReadonlyMap<string, crypto.KeyObject>;
}

/** Keys as somebody configured them. Whoever configures keys wants signatures: where none is usable, nothing that needs one is. */
export interface ReadKeys {
  readonly keys: PolicyKeys;
  readonly problems: readonly Message[];
}

/** A key by what it is, whatever it is called. */
export function keyPrint(key: crypto.KeyObject): string {
  return key.export({ format: 'jwk' }).x ?? '';
}

/** Whether what was signed by a key (or by none) still counts where these keys are configured. */
export function believes(keys: PolicyKeys | undefined, signedBy: string | undefined): boolean {
  return keys === undefined || [...keys.byId.values()].some((key) => keyPrint(key) === signedBy);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Read a JSON Web Key Set (RFC 7517 5). A key that cannot be used is left out and told. Never throws. */
export function readKeys(set: unknown): ReadKeys {
  const list = isRecord(set) ? set['keys'] : undefined;
  if (!Array.isArray(list)) return { keys: { byId: new Map() }, problems: [say('The keys are not a JSON Web Key Set: `{ "keys": [ ... ] }`.')] };
  const byId = new Map<string, crypto.KeyObject>();
  const problems: Message[] = [];
  const seen = new Set<string>();
  (list as unknown[]).forEach((jwk, i) => {
    const read = readPublicKey(jwk);
    if ('problem' in read) {
      problems.push(say('Key {number}: {problem}', { number: i + 1, problem: render(read.problem) }));
      return;
    }
    // Of two keys by one name nobody can tell which one was meant.
    if (seen.has(read.kid)) {
      byId.delete(read.kid);
      problems.push(say('Two keys are called {kid}, so neither counts. Give each a `kid` of its own.', { kid: read.kid }));
      return;
    }
    seen.add(read.kid);
    byId.set(read.kid, read.key);
  });
  if (byId.size === 0 && problems.length === 0) problems.push(say('There is no key in the list of keys.'));
  return { keys: { byId }, problems };
}

/** A private key, to sign with. @returns what is wrong with it, never any of its parts */
export function readPrivateKey(jwk: unknown): { readonly key: crypto.KeyObject; readonly kid: string } | { readonly problem: Message } {
  if (isRecord(jwk) && 'keys' in jwk) return { problem: say('it is a set of public keys, as it is handed out. Signing takes the private one, which `policy keygen --out` wrote.') };
  const parts = partsOf(jwk);
  if ('problem' in parts) return parts;
  const d = isRecord(jwk) ? jwk['d'] : undefined;
  if (typeof d !== 'string' || Buffer.from(d, 'base64url').length !== 32) return { problem: say('it is a public key. Signing takes the private one.') };
  try {
    const key = crypto.createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x: parts.x, d }, format: 'jwk' });
    const made = crypto.createPublicKey(key).export({ format: 'jwk' });
    return made.x === parts.x ? { key, kid: parts.kid } : { problem: say('its public and private halves do not belong together.') };
  } catch {
    return { problem: say('it is damaged.') };
  }
}

/** A new pair, called by its thumbprint (RFC 7638) unless a name is given. The private one is a secret: to be written nowhere but where the user says. */
export function makeKeys(kid?: string): { readonly privateJwk: Readonly<Record<string, string>>; readonly publicJwk: Readonly<Record<string, string>> } {
  const { x, d } = crypto.generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as { x: string; d: string };
  const name = kid ?? crypto.createHash('sha256').update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x })).digest('base64url');
  const publicJwk = { kty: 'OKP', crv: 'Ed25519', x, kid: name, alg: 'EdDSA', use: 'sig' };
  return { privateJwk: { ...publicJwk, d }, publicJwk };
}

function readPublicKey(jwk: unknown): { readonly key: crypto.KeyObject; readonly kid: string } | { readonly problem: Message } {
  const parts = partsOf(jwk);
  if ('problem' in parts) return parts;
  if (isRecord(jwk) && jwk['d'] !== undefined) return { problem: say('it is a private key. Whoever reads it here can sign policies: replace it, and configure the public half only.') };
  try {
    return { key: crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: parts.x }, format: 'jwk' }), kid: parts.kid };
  } catch {
    return { problem: say('it is damaged.') };
  }
}

function partsOf(jwk: unknown): { readonly x: string; readonly kid: string } | { readonly problem: Message } {
  if (!isRecord(jwk)) return { problem: say('it is not a key.') };
  const { kty, crv, x, kid, use, alg, key_ops: operations } = jwk;
  if (kty !== 'OKP' || crv !== 'Ed25519') return { problem: say('it is not an Ed25519 key (`"kty": "OKP", "crv": "Ed25519"`); only those count.') };
  if (typeof kid !== 'string' || kid === '') return { problem: say('it has no name (`kid`), by which signatures could mean it.') };
  if (typeof x !== 'string' || Buffer.from(x, 'base64url').length !== 32) return { problem: say('it is damaged: `x` is not 32 bytes in base64url.') };
  const forSigning = (use === undefined || use === 'sig') && (operations === undefined || (Array.isArray(operations) && (operations.includes('verify') || operations.includes('sign'))));
  if (!forSigning || (alg !== undefined && alg !== 'EdDSA' && alg !== 'Ed25519')) return { problem: say('it is meant for something else than signatures with EdDSA (`use`, `key_ops`, `alg`).') };
  return { x, kid };
}
