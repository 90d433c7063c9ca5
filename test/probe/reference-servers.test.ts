import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Launchable } from '../../src/core/probe/outcome.ts';
import { heard } from './listening.ts';

const root = path.resolve(__dirname, '../../..');

function reference(name: string, ...args: string[]): Launchable {
  return { kind: 'stdio', command: process.execPath, args: [path.join(root, `node_modules/@modelcontextprotocol/server-${name}/dist/index.js`), ...args], env: {} };
}

describe('the reference servers', function () {
  this.timeout(120_000);
  const cases = [
    { name: 'everything', args: [], tools: 13, prompts: 4, templates: 2, info: 'mcp-servers/everything' },
    { name: 'filesystem', args: [__dirname], tools: 14, prompts: 0, templates: 0, info: 'secure-filesystem-server' },
    { name: 'memory', args: [], tools: 9, prompts: 0, templates: 0, info: 'memory-server' },
    { name: 'sequential-thinking', args: [], tools: 1, prompts: 0, templates: 0, info: 'sequential-thinking-server' },
  ] as const;
  for (const { name, args, tools, prompts, templates, info } of cases) {
    it(`${name}: ${tools} tools, the same on both connections`, async () => {
      const { voices } = await heard(reference(name, ...args));
      for (const voice of voices) {
        assert.equal(voice.era, 'initialize');
        assert.equal(voice.protocolVersion, '2025-11-25');
        assert.equal(voice.tools.extent, 'whole');
        assert.equal(voice.tools.items.length, tools);
        assert.deepEqual([voice.prompts.items.length, voice.resourceTemplates.items.length], [prompts, templates]);
        assert.equal((JSON.parse(voice.greeting) as { serverInfo: { name: string } }).serverInfo.name, info);
      }
      assert.deepEqual(voices[0], voices[1]);
    });
  }

  it('memory writes nothing while it is listened to', async () => {
    await heard(reference('memory'));
    assert.deepEqual(fs.readdirSync(path.join(root, 'node_modules/@modelcontextprotocol/server-memory/dist')).filter((name) => name.endsWith('.jsonl')), []);
  });
});
