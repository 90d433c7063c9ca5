import assert from 'node:assert/strict';
import type { Location } from '../../../src/core/clients/client.ts';
import type { KnownFile } from '../../../src/core/clients/clients.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';
import { readConfigFile, type ConfigSource } from '../../../src/core/config/read.ts';
import type { SyntaxId } from '../../../src/core/config/syntax.ts';
import { loadSyntax, syntaxOf } from '../../../src/core/config/syntaxes.ts';
import { outcome, summary } from './sources.ts';

/** A file of a workspace in another syntax than the one it has. */
function source(syntax: SyntaxId, content: ConfigSource['content']): ConfigSource {
  const file = workspaceFileAt('.cursor/mcp.json')!;
  const known: KnownFile = { ...file, locations: file.locations.map((location): Location => ({ ...location, syntax })) };
  return { path: '/w/.cursor/mcp.json', root: '/w', known, live: true, content };
}

const texts: [SyntaxId, string][] = [
  ['json', '{"mcpServers":{"a":{"command":"npx","args":["-y","b"]}}}'],
  ['toml', '[mcpServers.a]\ncommand = "npx"\nargs = ["-y", "b"]\n'],
  ['yaml', 'mcpServers:\n  a:\n    command: npx\n    args: [-y, b]\n'],
  ['front-matter', '---\nmcpServers: { a: { command: npx, args: [-y, b] } }\n---\n# Page\n'],
];

describe('a file in each syntax', () => {
  it('is never taken for empty where its syntax is not loaded', () => {
    for (const [syntax, text] of texts.slice(1)) assert.equal(outcome(readConfigFile(source(syntax, { text }))), 'unreadable: what reads its syntax is not loaded');
  });

  it('needs none loaded where there is no text', async () => {
    assert.equal((await readPlace(source('toml', { absent: true }))).status, 'absent');
    assert.equal(syntaxOf('toml'), undefined);
  });

  for (const [syntax, text] of texts) {
    it(`is read: ${syntax}`, async () => {
      const file = await readPlace(source(syntax, { text }));
      assert.equal(outcome(file), 'read');
      assert.deepEqual(summary(file), ['a: npx -y b']);
      assert.equal(syntaxOf(syntax), await loadSyntax(syntax));
      assert.deepEqual(summary(readConfigFile(source(syntax, { text }))), ['a: npx -y b']);
    });
  }

  it('has no servers, and is no failure, without front matter', async () => {
    assert.equal(outcome(await readPlace(source('front-matter', { text: '# Page\n' }))), 'read: the file is empty');
  });

  it('says of servers that only some readers of YAML find that they do not say what is launched', async () => {
    const text = 'x: &x { command: npx }\ny: &y { b: { command: uvx } }\nmcpServers:\n  <<: *y\n  a: { <<: *x, args: [c] }\n  d: *x\n';
    const file = await readPlace(source('yaml', { text }));
    assert.deepEqual(summary(file), ['b: uvx (a merge key brings it, which only some readers follow)', 'a: npx c (a merge key brings `command`, which only some readers follow)', 'd: npx']);
    assert.deepEqual(file.declarations.map(({ range: { start } }) => [start.line, start.character]), [[3, 2], [4, 2], [5, 2]]);
  });
});
