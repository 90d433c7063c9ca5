import assert from 'node:assert/strict';
import { parseJson } from '../../../src/core/config/json/parse.ts';
import { isManifest } from '../../../src/core/manifest/is-manifest.ts';

const registry = '{"$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json"}';
const contract = '{"_meta": {"io.github.mcp-roll-call/contract": {}}}';

describe('a manifest is told', () => {
  const table: [string, string, boolean][] = [
    ['server.json', registry, true],
    ['/w/a/server.json', registry, true],
    ['C:\\w\\ledger.server.json', registry, true],
    ['vscode-vfs://github/a/b/Server.JSON', registry, true],
    ['ledger.server.json', contract, true],
    ['server.json', '{"$schema": "https://static.modelcontextprotocol.io/schemas/2025-07-09/server.schema.json#"}', true],
    ['server.json', '{"port": 8080}', false],
    ['server.json', '{"$schema": "https://json.schemastore.org/server.schema.json"}', false],
    ['server.json', '{"$schema": "https://evil.example/modelcontextprotocol.io/schemas/x/server.schema.json"}', false],
    ['server.json', '{"$schema": 7, "_meta": []}', false],
    ['server.json', '[]', false],
    ['webserver.json', registry, false],
    ['server.json.bak', registry, false],
    ['package.json', contract, false],
  ];
  for (const [path, text, expected] of table) it(`${path} with ${text.slice(0, 70)}: ${expected ? 'yes' : 'no'}`, () => assert.equal(isManifest(path, parseJson(text).tree!), expected));
});
