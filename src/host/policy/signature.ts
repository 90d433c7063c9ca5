import * as crypto from 'node:crypto';
import { say, type Message } from '../../core/text/message.ts';
import { isRecord, type PolicyKeys } from './policy-keys.ts';

/**
 * The detached signature of a policy: a JWS in compact form without its middle part (RFC 7515 appendix F), made with Ed25519
 * (RFC 8037; RFC 9864 calls the same algorithm `Ed25519` that was `EdDSA`). The payload is the bytes of the file.
 * Whatever a header says, only configured keys and this one algorithm are ever used (RFC 8725 3.1).
 */
export type Verified = { readonly kid: string; readonly key: crypto.KeyObject } | { readonly problem: Message };

const algorithms: ReadonlySet<string> = new Set(['EdDSA', 'Ed25519']);
const longest = 10_000;

/** What is behind the name of a policy in that of its signature. */
export const signatureEnding = '.jws';

/** Whether `signature` was made over exactly these bytes with one of the keys. Never throws. */
export function verifyDetached(payload: Uint8Array, signature: string | undefined, keys: PolicyKeys): Verified {
  if (signature === undefined) return { problem: say('it is not signed, and here only signed policies count') };
  const parts = signature.replace(/\r?\n$/, '').split('.');
  const [header, middle, mark] = parts;
  if (signature.length > longest || parts.length !== 3 || !header || !mark) return { problem: say('its signature is damaged: it is not one in the form `header..signature`') };
  if (middle !== '') return { problem: say('its signature carries a text of its own. Only detached ones (`header..signature`) count') };
  const read = readHeader(header);
  if ('problem' in read) return read;
  const bytes = decoded(mark);
  if (bytes?.length !== 64) return { problem: say('its signature is damaged: it is not 64 bytes in base64url') };
  const key = keys.byId.get(read.kid);
  if (!key) return { problem: say('its signature names the key {kid}, which is none of those configured ({known})', { kid: read.kid, known: [...keys.byId.keys()].join(', ') || 'none' }) };
  try {
    if (crypto.verify(null, signingInput(header, payload, read.encoded), key, bytes)) return { kid: read.kid, key };
  } catch {
    // Told as what it amounts to.
  }
  return { problem: say('its signature does not fit: the policy was changed after it was signed, or signed with another key than {kid}', { kid: read.kid }) };
}

/** Sign a policy's bytes: the text of the signature file. */
export function signDetached(payload: Uint8Array, { key, kid }: { readonly key: crypto.KeyObject; readonly kid: string }): string {
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid })).toString('base64url');
  return `${header}..${crypto.sign(null, signingInput(header, payload, true), key).toString('base64url')}\n`;
}

/** RFC 7515 5.1, step 8; RFC 7797 3 where the payload goes in as it is. */
function signingInput(header: string, payload: Uint8Array, encoded: boolean): Buffer {
  return Buffer.concat([Buffer.from(`${header}.`, 'ascii'), encoded ? Buffer.from(Buffer.from(payload).toString('base64url'), 'ascii') : payload]);
}

function readHeader(text: string): { readonly kid: string; readonly encoded: boolean } | { readonly problem: Message } {
  const header = headerOf(text);
  if (!header) return { problem: say('its signature is damaged: the header cannot be read') };
  const { alg, kid, crit, b64 } = header;
  if (typeof alg !== 'string' || !algorithms.has(alg)) {
    return { problem: say('its signature is made by {alg}; only EdDSA (Ed25519) counts', { alg: typeof alg === 'string' ? alg : 'no algorithm' }) };
  }
  if (crit !== undefined) {
    // RFC 7515 4.1.11: what is critical and not understood makes the whole signature invalid.
    const names = Array.isArray(crit) ? (crit as unknown[]) : [];
    const unknown = names.find((name) => name !== 'b64');
    if (names.length !== 1 || !Object.hasOwn(header, 'b64')) return { problem: say('its signature asks for an extension that is not known here ({name})', { name: typeof unknown === 'string' ? unknown : 'crit' }) };
  }
  // RFC 7797 6: who does not know `b64` must be kept from taking the signature for one over something else.
  if (b64 !== undefined && (typeof b64 !== 'boolean' || crit === undefined)) return { problem: say('its signature is damaged: `b64` must be true or false, and stand in `crit`') };
  if (typeof kid !== 'string' || kid === '') return { problem: say('its signature does not say which key made it (`kid`)') };
  return { kid, encoded: b64 !== false };
}

function headerOf(text: string): Record<string, unknown> | undefined {
  const bytes = decoded(text);
  if (!bytes) return undefined;
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isRecord(header) ? header : undefined;
  } catch {
    return undefined;
  }
}

/** Only the one way to write the bytes: another spelling of a signature would be one that nobody made. */
function decoded(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
