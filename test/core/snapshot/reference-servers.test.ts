import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as readline from 'node:readline';
import { fromSnapshot } from '../../../src/core/manifest/from-snapshot.ts';
import { snapshotOf } from '../../../src/core/snapshot/from-voice.ts';
import { rawElements, rawPart } from '../../../src/core/snapshot/raw-message.ts';
import { readSnapshot, writeSnapshot } from '../../../src/core/snapshot/snapshot-file.ts';
import type { Snapshot } from '../../../src/core/snapshot/snapshot.ts';
import { sha256 } from '../manifest/declared.ts';
import { none, whole } from './voices.ts';

const root = path.resolve(__dirname, '../../../..');

/** What a server says, by the plainest client there can be: the raw lines, nothing between. The prober is tested elsewhere. */
async function heard(name: string, args: readonly string[]): Promise<Snapshot> {
  const folder = path.join(root, 'node_modules/@modelcontextprotocol', name);
  const { bin } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as { bin: Record<string, string> };
  const server = spawn(process.execPath, [path.join(folder, Object.values(bin)[0]!), ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    const lines = readline.createInterface(server.stdout)[Symbol.asyncIterator]();
    const ask = async (id: number, method: string, params: object = {}): Promise<string> => {
      server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
      for (;;) {
        const { value, done } = await lines.next();
        if (done === true) throw new Error(`${name} went away`);
        if (rawPart(value, ['id']) === String(id)) return value;
      }
    };
    const greeting = rawPart(await ask(1, 'initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } }), ['result']);
    server.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    const items = rawElements(await ask(2, 'tools/list'), ['result', 'tools']);
    assert.ok(typeof greeting === 'string' && Array.isArray(items));
    const made = snapshotOf({ era: 'initialize', protocolVersion: '2025-11-25', transport: 'stdio', greeting, tools: whole(...(items as string[])), prompts: none, resourceTemplates: none }, `npm:@modelcontextprotocol/${name}`, sha256);
    assert.ok(!('refused' in made));
    return made;
  } finally {
    server.kill('SIGKILL');
  }
}

// Versions are those of the lock file: another digest here means that the algorithm changed, or a package did.
const servers: [string, number, string, string][] = [
  ['server-everything', 13, 'sha256:ce1e0c4451e0f27c030796ced59cfb650ff67bf2ab1e1b668c0242d8080af7ca', 'echo read, get-annotated-message read, get-env read, get-resource-links read, get-resource-reference read, get-structured-content read, get-sum read, get-tiny-image read, gzip-file-as-resource write, simulate-research-query write, toggle-simulated-logging write, toggle-subscriber-updates write, trigger-long-running-operation write'],
  ['server-filesystem', 14, 'sha256:3465c783b68e9a018a2b3186d7d59ab460d9e08851c7ac19bc2c5c747a6c6941', 'create_directory write, directory_tree read, edit_file destructive, get_file_info read, list_allowed_directories read, list_directory read, list_directory_with_sizes read, move_file destructive, read_file read, read_media_file read, read_multiple_files read, read_text_file read, search_files read, write_file destructive'],
  ['server-memory', 9, 'sha256:40e68e4736fce9b9c4448b84d1a70e319c9820a0bf76a8d59d4103ff5d7e00ae', 'add_observations write, create_entities write, create_relations write, delete_entities destructive, delete_observations destructive, delete_relations destructive, open_nodes write, read_graph read, search_nodes read'],
  ['server-sequential-thinking', 1, 'sha256:962aaef330568e8701b369c8d98254356606413d6fff955e7d2db0a6e326de0c', 'sequentialthinking read'],
];

describe('snapshots of the reference servers', function () {
  this.timeout(60_000);
  for (const [name, count, digest, effects] of servers) {
    it(name, async () => {
      const made = await heard(name, name === 'server-filesystem' ? [fs.realpathSync(os.tmpdir())] : []);
      assert.deepEqual(made.partial, []);
      const proposed = fromSnapshot({ snapshot: made, takenAt: '2026-11-22T09:00:00Z' }).tools!.map((tool) => `${tool.name} ${tool.effect}`).join(', ');
      assert.deepEqual([made.tools.length, made.digest, proposed], [count, digest, effects]);
      assert.deepEqual(readSnapshot(writeSnapshot(made), sha256), made);
    });
  }
});
