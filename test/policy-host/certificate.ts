import * as crypto from 'node:crypto';

// A certificate for `localhost`, made anew for each run so that no private key stands in the repository. Node makes keys but no
// certificates: these are the few DER structures of RFC 5280 4.1 that one for itself needs.

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const oid = (...bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes));
const bits = (content: Uint8Array): Buffer => der(0x03, Buffer.from([0]), content);
const time = (at: Date): Buffer => der(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
const extension = (id: Buffer, content: Buffer, critical = false): Buffer => sequence(id, ...(critical ? [Buffer.from([0x01, 0x01, 0xff])] : []), der(0x04, content));

const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

/** @param names DNS names that it is for */
export function makeCertificate(names: readonly string[] = ['localhost'], days = 2): { readonly key: string; readonly cert: string } {
  const { publicKey, privateKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from('Roll Call test')))));
  const now = Date.now();
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), crypto.randomBytes(8)])),
    ecdsaWithSha256,
    name,
    sequence(time(new Date(now - 5 * 86_400_000)), time(new Date(now + days * 86_400_000))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(
      extension(oid(0x55, 0x1d, 0x13), sequence(Buffer.from([0x01, 0x01, 0xff])), true),
      extension(oid(0x55, 0x1d, 0x11), sequence(...names.map((one) => der(0x82, Buffer.from(one))), der(0x87, Buffer.from([127, 0, 0, 1])))),
    )),
  );
  const whole = sequence(signed, ecdsaWithSha256, bits(crypto.sign('sha256', signed, privateKey)));
  const pem = `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
  return { key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })), cert: pem };
}
