import assert from 'node:assert/strict';
import { rowId, type Whereabouts } from '../../../src/core/inventory/row-id.ts';
import { identityOf, type Declared } from '../identity/declarations.ts';
import { sha256 } from './observed.ts';

const linux: Whereabouts = { platform: 'linux', home: '/home/ada', root: '/home/ada/src/shop' };
const mac: Whereabouts = { platform: 'darwin', home: '/Users/ada', root: '/Users/ada/Code/shop' };
const windows: Whereabouts = { platform: 'win32', home: 'C:\\Users\\Ada', root: 'D:\\code\\shop' };

function id(declared: Declared | string, where = linux): string {
  return rowId(identityOf(declared), where, sha256);
}

describe('the id of an inventory row', () => {
  const literal: readonly (readonly [string, Declared | string, string])[] = [
    ['a package, whatever its version', 'npx -y @contoso/ledger-mcp@1.4.2 --read-only', 'pkg:npm/%40contoso/ledger-mcp'],
    ['a package without version', 'npx -y @contoso/ledger-mcp', 'pkg:npm/%40contoso/ledger-mcp'],
    ['a package by another launcher', 'bunx @contoso/ledger-mcp@latest', 'pkg:npm/%40contoso/ledger-mcp'],
    ['a Python package', 'uvx Weather_Server==2.0', 'pkg:pypi/weather-server'],
    ['an image by tag', 'docker run --rm -i ghcr.io/contoso/ledger:1.0', 'pkg:oci/ledger?repository_url=ghcr.io%2Fcontoso%2Fledger'],
    ['a remote without parameters', { url: 'HTTPS://MCP.example.com:443/mcp?tenant=7#x' }, 'https://mcp.example.com/mcp'],
    ['a remote through a bridge', 'npx -y mcp-remote@0.1.0 https://mcp.example.com/mcp', 'https://mcp.example.com/mcp'],
    ['a remote with a credential in its path', { url: 'https://mcp.example.com/s/ghp_abcdefghijklmnopqrstuvwxyz0123456789/mcp' }, 'https://mcp.example.com/s/•••/mcp'],
    ['a program on PATH', 'ledger-mcp serve', 'program:ledger-mcp'],
    ['a program at home', '/home/ada/bin/ledger-mcp', 'program:~/bin/ledger-mcp'],
    ['a program in the workspace', '/home/ada/src/shop/tools/ledger', 'program:${workspaceFolder}/tools/ledger'],
    ['a script in the workspace', { command: 'node', args: ['${workspaceFolder}/server.js'] }, 'program:node ${workspaceFolder}/server.js'],
    ['a neighbour of the home folder', '/home/adam/bin/ledger-mcp', 'program:/home/adam/bin/ledger-mcp'],
  ];
  for (const [what, declared, expected] of literal) it(`is of ${what}: ${expected}`, () => assert.equal(id(declared), expected));

  it('is the same on Linux, macOS and Windows', () => {
    assert.equal(id('/home/ada/bin/ledger', linux), 'program:~/bin/ledger');
    assert.equal(id('/Users/Ada/bin/ledger', mac), 'program:~/bin/ledger');
    assert.equal(id({ command: 'c:\\users\\ada\\bin\\ledger' }, windows), 'program:~/bin/ledger');
    assert.equal(id({ command: 'node', args: ['D:\\code\\shop\\server.js'] }, windows), 'program:node ${workspaceFolder}/server.js');
    assert.equal(id({ command: 'node', args: ['/home/ada/src/shop/server.js'] }, linux), 'program:node ${workspaceFolder}/server.js');
  });

  it('tells two packages of one name in two registries apart', () => {
    assert.equal(
      id({ command: 'npx', args: ['-y', '--registry', 'https://packages.contoso.example/npm', 'ledger@1.0.0'] }),
      'pkg:npm/ledger?repository_url=https%3A%2F%2Fpackages.contoso.example%2Fnpm',
    );
  });

  it('is of an opaque launch a hash on which neither place nor secret bears', () => {
    const one = id({ command: 'bash', args: ['-c', 'TOKEN=ghp_abcdefghijklmnopqrstuvwxyz0123456789 /home/ada/run.sh | cat'] });
    assert.match(one, /^opaque:[0-9a-f]{24}$/);
    assert.equal(id({ command: 'bash', args: ['-c', 'TOKEN=ghp_zyxwvutsrqponmlkjihgfedcba9876543210 /Users/ada/run.sh | cat'] }, mac), one);
    assert.notEqual(id({ command: 'bash', args: ['-c', 'TOKEN=x /home/ada/other.sh | cat'] }), one);
  });

  it('stays short and shows nothing hostile, and still tells long ones apart', () => {
    const long = (last: string): string => id({ url: `https://mcp.example.com/${'a/'.repeat(200)}${last}` });
    assert.ok(long('x').length < 300);
    assert.notEqual(long('x'), long('y'));
    assert.match(id({ command: '/opt/\u202egnp.exe' }), /^program:\/opt\/\\u\{202E\}gnp\.exe#[0-9a-f]{12}$/);
  });
});
