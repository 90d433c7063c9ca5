import assert from 'node:assert/strict';
import { assess } from '../../../src/core/assess.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { serverRow } from '../../../src/core/report/json.ts';

async function remarks(path: string, text: string): Promise<readonly string[]> {
  const file = await readPlace({ path: `/w/${path}`, root: '/w', known: workspaceFileAt(`/w/${path}`)!, live: true, content: { text } });
  return serverRow(assess({ files: [file], policy: { kind: 'none' }, facts: noFacts, now: '2026-11-21T00:00:00Z' }).servers[0]!).remarks;
}

describe('what an entry says beside what it launches', () => {
  const cases: [string, string, readonly string[]][] = [
    ['.roo/mcp.json', '{"mcpServers":{"a":{"command":"npx","alwaysAllow":["read_file","run"]}}}', ['These of its tools run without your being asked: read_file, run.']],
    ['.roo/mcp.json', '{"mcpServers":{"a":{"command":"npx","alwaysAllow":["a","b","c","d","e","f","g"]}}}', ['These of its tools run without your being asked: a, b, c, d, e and 2 more.']],
    ['.gemini/settings.json', '{"mcpServers":{"a":{"command":"npx","trust":true}}}', ['All its tools run without your being asked.']],
    ['.gemini/settings.json', '{"mcpServers":{"a":{"command":"npx","trust":false}}}', []],
    ['.vscode/mcp.json', '{"servers":{"a":{"command":"npx","envFile":".env"}}}', ['Further variables come from the file under `envFile`, and can change which code runs.']],
    ['.vscode/mcp.json', '{"servers":{"a":{"command":"npx","dev":{"watch":"*"}}}}', []],
    ['.github/mcp.json', '{"mcpServers":{"a":{"command":"npx","disabled":true}}}', ['`disabled` is not known to switch a server off here: it counts as on.']],
    ['.cursor/mcp.json', '{"mcpServers":{"a":{"command":"npx"}}}', []],
  ];
  for (const [path, text, expected] of cases) it(`${path}: ${text}`, async () => assert.deepEqual(await remarks(path, text), expected));

  it('shows no escape and no token that a tool is called by', async () => {
    const [said] = await remarks('.roo/mcp.json', JSON.stringify({ mcpServers: { a: { command: 'npx', alwaysAllow: ['\u001b[2J', `ghp_${'a1B2'.repeat(9)}`] } } }));
    assert.equal(said, 'These of its tools run without your being asked: \\u{1B}[2J, •••.');
  });
});
