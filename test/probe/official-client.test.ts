import assert from 'node:assert/strict';
import * as path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Launchable } from '../../src/core/probe/outcome.ts';
import { voice } from '../servers/voice.ts';
import { heard } from './listening.ts';

const root = path.resolve(__dirname, '../../..');

/** What the official client gets, and in which revision. */
async function officially(target: Launchable & { readonly kind: 'stdio' }, mode: 'auto' | 'legacy'): Promise<{ revision: string | undefined; instructions: string | undefined; tools: readonly object[] }> {
  const client = new Client({ name: 'a client', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(new StdioClientTransport({ command: target.command, args: [...target.args], env: { ...target.env }, stderr: 'ignore' }));
  try {
    const { tools } = await client.listTools();
    return { revision: client.getNegotiatedProtocolVersion(), instructions: client.getInstructions(), tools };
  } finally {
    await client.close();
  }
}

/** Every field that the official client shows, where we heard it too; what it strips is ours alone. */
function shownOf(item: string, official: object): object {
  const ours = JSON.parse(item) as Record<string, unknown>;
  return Object.fromEntries(Object.keys(official).map((key) => [key, ours[key]]));
}

describe('what is heard', function () {
  this.timeout(120_000);
  const everything: Launchable & { readonly kind: 'stdio' } = { kind: 'stdio', command: process.execPath, args: [path.join(root, 'node_modules/@modelcontextprotocol/server-everything/dist/index.js')], env: {} };
  for (const [name, target, mode, revision] of [
    ['the reference server', everything, 'legacy', '2025-11-25'],
    ['a server on SDK v1', voice({ line: 'v1', instructions: 'Euro cents.' }), 'legacy', '2025-11-25'],
    ['a server on SDK v2', voice({ line: 'v2', instructions: 'Euro cents.' }), 'auto', '2026-07-28'],
    ['a server on SDK v2, all pages', voice({ line: 'v2', pageSize: 1 }), 'auto', '2026-07-28'],
  ] as const) {
    it(`is what the official client hears of ${name}`, async () => {
      const official = await officially(target, mode);
      const { voices: [ours] } = await heard(target);
      assert.equal(official.revision, revision);
      assert.equal(ours.protocolVersion, revision);
      assert.equal((JSON.parse(ours.greeting) as { instructions?: string }).instructions, official.instructions);
      assert.equal(ours.tools.items.length, official.tools.length);
      assert.ok(official.tools.length > 0);
      assert.deepEqual(ours.tools.items.map((item, i) => shownOf(item, official.tools[i]!)), official.tools);
    });
  }
});
