import assert from 'node:assert/strict';
import { classOf } from '../../src/host/probe/remote/address-class.ts';
import { reachOf } from '../../src/host/probe/remote/reach.ts';

describe('where a declaration may lead', () => {
  const classes: Record<string, readonly string[]> = {
    public: ['93.184.216.34', '8.8.8.8', '172.15.255.255', '172.32.0.0', '192.169.0.1', '100.63.255.255', '100.128.0.0', '2606:2800:220:1::1', '64:ff9b::808:808', '::ffff:8.8.8.8'],
    private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fd12::1', 'fc00::', '::ffff:10.0.0.1', '64:ff9b::a00:1'],
    loopback: ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '::ffff:7f00:1', '::7f00:1'],
    special: ['169.254.169.254', '0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1', 'fe80::1', 'fe80::1%eth0', 'ff02::1', '::', '2002:7f00:1::', '2001:db8::1', '100.100.100.200', 'fd00:ec2::254', '::ffff:169.254.169.254', 'example.com', '', '1.2.3'],
  };
  for (const [name, addresses] of Object.entries(classes)) {
    it(name, () => {
      assert.deepEqual(Object.fromEntries(addresses.map((address) => [address, classOf(address)])), Object.fromEntries(addresses.map((address) => [address, name])));
    });
  }

  /** Which of these addresses a name may lead to. */
  const may = (declared: string, host: string, privateHosts: readonly string[] = []): string[] => {
    const reach = reachOf(new URL(declared), privateHosts);
    return Object.entries({ public: '93.184.216.34', private: '10.0.0.8', loopback: '127.0.0.1', special: '169.254.169.254' }).filter(([, address]) => !reach.refusesAddress(host, address)).map(([name]) => name);
  };

  it('the declared name itself', () => {
    assert.deepEqual(may('https://ledger.example/mcp', 'ledger.example'), ['public']);
    assert.deepEqual(may('https://ledger.example./mcp', 'LEDGER.example'), ['public']);
    assert.deepEqual(may('https://localhost/mcp', 'localhost'), ['loopback']);
    assert.deepEqual(may('https://a.localhost/mcp', 'a.localhost'), ['loopback']);
    for (const host of ['ledger', 'ledger.local', 'ledger.internal', 'ledger.home.arpa']) assert.deepEqual(may(`https://${host}/mcp`, host), ['public', 'private', 'loopback'], host);
    assert.deepEqual(may('https://local.example/mcp', 'local.example'), ['public']);
    // Known to the user as one of his network.
    assert.deepEqual(may('https://ledger.contoso.example/mcp', 'ledger.contoso.example', ['Ledger.contoso.example']), ['public', 'private', 'loopback']);
    assert.deepEqual(may('https://evil.example/mcp', 'evil.example', ['ledger.contoso.example']), ['public']);
  });

  it('others that the server names: never deeper than the server itself', () => {
    assert.deepEqual(may('https://ledger.example/mcp', 'login.example'), ['public']);
    assert.deepEqual(may('https://10.0.0.8/mcp', 'login.example'), ['public', 'private']);
    assert.deepEqual(may('https://ledger.internal/mcp', 'login.internal'), ['public', 'private']);
    assert.deepEqual(may('http://127.0.0.1/mcp', 'login.example'), ['public', 'private', 'loopback']);
    // Not even then: nobody signs in where clouds hand out credentials.
    assert.deepEqual(may('http://169.254.169.254/mcp', 'login.example'), ['public']);
  });

  it('addresses as they are written, whichever way', () => {
    const refuses = (declared: string, url: string): boolean => reachOf(new URL(declared)).refusesUrl(new URL(url)) !== undefined;
    for (const url of ['http://127.0.0.1/', 'http://2130706433/', 'http://0x7f.1/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://localhost/', 'http://a.localhost./', 'http://10.1/', 'http://169.254.169.254/', 'http://vault/', 'file:///etc/passwd', 'javascript:alert(1)']) {
      assert.ok(refuses('https://ledger.example/mcp', url), url);
    }
    for (const url of ['https://login.example/', 'https://93.184.216.34/', 'https://ledger.example:8443/']) assert.ok(!refuses('https://ledger.example/mcp', url), url);
    // What the declaration names, it names.
    for (const url of ['http://127.0.0.1:9/', 'http://[::1]/mcp', 'http://10.1.2.3/', 'http://169.254.169.254/']) assert.ok(!refuses(url, url), url);
    assert.ok(refuses('http://10.1.2.3/', 'http://127.0.0.1/'));
  });
});
