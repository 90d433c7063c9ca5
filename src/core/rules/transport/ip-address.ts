export type AddressKind = 'public' | 'private' | 'metadata' | 'unspecified' | 'example';

/** IPv4 blocks by their first bits: RFC 1918, 6598 (shared, and Tailscale's), 3927; RFC 5737 for examples. */
const blocks: readonly (readonly [block: readonly [number, number, number, number], bits: number, kind: AddressKind])[] = [
  [[169, 254, 169, 254], 32, 'metadata'],
  // Alibaba Cloud's metadata service.
  [[100, 100, 100, 200], 32, 'metadata'],
  [[0, 0, 0, 0], 8, 'unspecified'],
  [[10, 0, 0, 0], 8, 'private'],
  [[172, 16, 0, 0], 12, 'private'],
  [[192, 168, 0, 0], 16, 'private'],
  [[100, 64, 0, 0], 10, 'private'],
  [[169, 254, 0, 0], 16, 'private'],
  [[192, 0, 2, 0], 24, 'example'],
  [[198, 51, 100, 0], 24, 'example'],
  [[203, 0, 113, 0], 24, 'example'],
];

/** What kind of address a canonical host is; undefined for a name. */
export function addressKind(host: string): AddressKind | undefined {
  if (host.startsWith('[')) return versionSix(host.slice(1, -1));
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host);
  return match ? versionFour(match.slice(1).map(Number)) : undefined;
}

function versionFour(parts: readonly number[]): AddressKind {
  const value = asNumber(parts);
  return blocks.find(([block, bits]) => Math.floor(value / 2 ** (32 - bits)) === Math.floor(asNumber(block) / 2 ** (32 - bits)))?.[2] ?? 'public';
}

function asNumber(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** RFC 4193 and 4291; `fd00:ec2::254` is where Amazon's metadata service answers. */
function versionSix(address: string): AddressKind {
  if (address === '::') return 'unspecified';
  if (address === 'fd00:ec2::254') return 'metadata';
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (mapped) {
    const [high, low] = [parseInt(mapped[1]!, 16), parseInt(mapped[2]!, 16)];
    return versionFour([high >> 8, high & 255, low >> 8, low & 255]);
  }
  if (/^(?:f[cd]|fe[89ab])/.test(address)) return 'private';
  return address.startsWith('2001:db8:') ? 'example' : 'public';
}
