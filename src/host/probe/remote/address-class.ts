import { BlockList, isIP } from 'node:net';

/**
 * Whom an address belongs to. `public`: anybody's; `private`: this organisation's network; `loopback`: this machine; `special`: what no server
 * of tools lives at: link-local (where clouds hand out credentials, 169.254.169.254), multicast, reserved, documentation.
 */
export type AddressClass = 'public' | 'private' | 'loopback' | 'special';

/** IANA's special-purpose address registries (RFC 6890, with RFC 6598 shared and RFC 4193 unique local addresses). */
const ranges: Record<Exclude<AddressClass, 'public'>, readonly string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fec0::/10'],
  special: [
    '0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
    // Ports to IPv4 that lead who knows where (RFC 6052 local-use, 6to4, Teredo), documentation, link-local, multicast, discard-only.
    '::/128', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', 'fe80::/10', 'ff00::/8',
    // Alibaba Cloud's and Amazon's metadata services, which lie within private ranges.
    '100.100.100.200/32', 'fd00:ec2::254/128',
  ],
};

const lists = Object.entries(ranges).map(([name, list]) => {
  const block = new BlockList();
  for (const range of list) {
    const [net = '', bits] = range.split('/');
    block.addSubnet(net, Number(bits), net.includes(':') ? 'ipv6' : 'ipv4');
  }
  return { name: name as AddressClass, block };
});

/** @param address as an IP address is written, an IPv6 one without brackets. What is none is `special`. */
export function classOf(address: string): AddressClass {
  const version = isIP(address);
  if (version === 0) return 'special';
  const inner = version === 6 ? embedded(address) : undefined;
  if (inner !== undefined) return classOf(inner);
  const family = version === 6 ? 'ipv6' : 'ipv4';
  // The narrowest word is the last one: a metadata service within a private range is no private server.
  for (const name of ['special', 'loopback', 'private'] as const) {
    if (lists.some((list) => list.name === name && list.block.check(address, family))) return name;
  }
  return 'public';
}

/** The IPv4 address that an IPv6 one stands for: mapped (RFC 4291 2.5.5.2), compatible (2.5.5.1) or translated (RFC 6052, 64:ff9b::/96). */
function embedded(address: string): string | undefined {
  // URL writes every spelling in one form, in hexadecimal.
  const url = `http://[${address.replace(/%.*$/, '')}]/`;
  if (!URL.canParse(url)) return undefined;
  const words = new URL(url).hostname.slice(1, -1);
  const [, high = '', low = ''] = /^(?:::ffff:|64:ff9b::|::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(words) ?? [];
  if (high === '') return undefined;
  const [h, l] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return `${h >> 8}.${h & 255}.${l >> 8}.${l & 255}`;
}
