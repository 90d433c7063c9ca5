import assert from 'node:assert/strict';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { identify } from '../../../src/core/identity/identify.ts';
import { voiceKey } from '../../../src/core/listening/voice-key.ts';
import { sha256 } from '../inventory/observed.ts';

function keyIn(root: string, server: object, file = '.vscode/mcp.json'): string {
  const path = `${root}/${file}`;
  const read = readConfigFile({ path, root, known: workspaceFileAt(path)!, live: true, content: { text: JSON.stringify({ [file.includes('vscode') ? 'servers' : 'mcpServers']: { it: server } }) } });
  const [declaration] = read.declarations;
  return voiceKey(read, identify(declaration!, { scope: 'workspace' }), 'it', sha256);
}

const npx = (...args: string[]): object => ({ command: 'npx', args: ['-y', ...args] });

describe('what a voice is remembered by', () => {
  it('is one for a package in whatever file and folder, and whatever its version', () => {
    const keys = [keyIn('/a', npx('@x/y@1.0.0')), keyIn('/b', npx('@x/y@2.0.0')), keyIn('/b', npx('@x/y'), '.mcp.json')];
    assert.equal(new Set(keys).size, 1);
  });

  it('is another for another package, registry, address or argument', () => {
    const keys = [npx('@x/y@1.0.0'), npx('@x/z@1.0.0'), npx('--registry', 'https://npm.example', '@x/y@1.0.0'), npx('@x/y@1.0.0', '--all'), { url: 'https://x.example/mcp' }, { url: 'https://x.example/other' }].map((server) => keyIn('/a', server));
    assert.equal(new Set(keys).size, 6);
  });

  it('is another for what lies in another folder: it is another program there', () => {
    for (const server of [{ command: 'node', args: ['server.js'] }, { command: './serve' }, { command: 'bash', args: ['-c', 'node x.js | tee log'] }]) assert.notEqual(keyIn('/a', server), keyIn('/b', server), JSON.stringify(server));
  });
});
