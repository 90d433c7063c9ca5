import assert from 'node:assert/strict';
import { assess } from '../../../../src/core/assess.ts';
import { workspaceFileAt } from '../../../../src/core/clients/clients.ts';
import { readPlace } from '../../../../src/core/config/read-place.ts';
import { syntaxOf } from '../../../../src/core/config/syntaxes.ts';
import { noFacts } from '../../../../src/core/facts.ts';
import { applyEdits } from '../../../../src/core/text/edit.ts';
import { render } from '../../../../src/core/text/message.ts';

async function look(path: string, text: string): Promise<{ readonly lines: string[]; readonly fixed: string | undefined }> {
  const file = await readPlace({ path: `/w/${path}`, root: '/w', known: workspaceFileAt(path)!, live: true, content: { text } });
  const own = assess({ files: [file], policy: { kind: 'none' }, facts: noFacts, now: '2026-11-21T00:00:00Z' }).findings.filter(({ ruleId }) => ruleId === 'hidden-characters');
  const fix = own.flatMap(({ fixes }) => fixes)[0];
  const edits = fix && syntaxOf(file.syntax)!.edits(text, file.tree!, fix.changes);
  const lines = own.map(({ severity, range: { start, end }, message }) => `${severity} ${start.line}:${start.character}-${end.character} ${/\((.*?)\)/.exec(render(message))![1]}`);
  return { lines, fixed: edits && applyEdits(text, edits) };
}

describe('hidden-characters', () => {
  it('is told at the characters themselves, in a value', async () => {
    const text = '{"mcpServers":{"a":{"command":"npx","args":["x\u202e@1.0.0"]}}}';
    assert.deepEqual(await look('.mcp.json', text), { lines: ['error 0:46-47 U+202E'], fixed: text.replace('\u202e', '') });
  });

  it('is told of an escape, at the text that has it', async () => {
    const { lines, fixed } = await look('.mcp.json', '{"mcpServers":{"a":{"command":"npx","args":["x\\u200b@1.0.0"]}}}');
    assert.deepEqual(lines, ['warning 0:44-59 U+200B']);
    assert.equal(fixed, '{"mcpServers":{"a":{"command":"npx","args":["x@1.0.0"]}}}');
  });

  it('is told in comments, in TOML and in YAML', async () => {
    assert.deepEqual((await look('.vscode/mcp.json', '{\n  // all \u2066good\u2069\n  "servers": {}\n}')).lines, ['error 1:9-10 U+2066', 'error 1:14-15 U+2069']);
    assert.deepEqual((await look('.codex/config.toml', '[mcp_servers.a] # \u202d\ncommand = "a\\u202Eb"\n')).lines, ['error 0:18-19 U+202D', 'error 1:10-20 U+202E']);
    assert.deepEqual((await look('.continue/mcpServers/x.yaml', 'name: x\nmcpServers:\n  - name: "a\\u200bb"\n    command: x\n')).lines, ['warning 2:10-20 U+200B']);
  });

  it('is told in a file that is still being typed', async () => {
    assert.deepEqual((await look('.mcp.json', '{"mcpServers":{"a\u200b":')).lines, ['warning 0:17-18 U+200B']);
  });

  it('is told a few times, not a thousand', async () => {
    assert.equal((await look('.mcp.json', `{"mcpServers":{"a":{"command":"${'a\u200b'.repeat(1000)}"}}}`)).lines.length, 20);
  });

  it('says nothing of a tab, a line end or an accent that is written as an escape', async () => {
    assert.deepEqual((await look('.mcp.json', '{"mcpServers":{"a":{"command":"a\\tb\\n\\u00e9\\ud83d\\ude00"}}}')).lines, []);
  });
});
