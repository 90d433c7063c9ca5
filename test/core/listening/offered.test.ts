import assert from 'node:assert/strict';
import { driftBetween } from '../../../src/core/drift/compare.ts';
import { inView, offeredBy, type OfferedTool } from '../../../src/core/listening/offered.ts';
import { snapshotOf } from '../../../src/core/snapshot/from-voice.ts';
import type { Snapshot } from '../../../src/core/snapshot/snapshot.ts';
import { render } from '../../../src/core/text/message.ts';
import { sha256 } from '../../../src/host/evidence/sha256.ts';

const none = { items: [], extent: 'none' } as const;

function snapshot(tools: readonly object[], info: object = { name: 'tiny', version: '1' }): Snapshot {
  const made = snapshotOf({ era: 'initialize', protocolVersion: '2025-11-25', transport: 'stdio', greeting: JSON.stringify({ serverInfo: info, capabilities: { tools: {} } }), tools: { items: tools.map((tool) => JSON.stringify(tool)), extent: 'whole' }, prompts: none, resourceTemplates: none }, 'npm:tiny', sha256);
  assert.ok(!('refused' in made));
  return made;
}

function changes(approved: Snapshot, offered: readonly OfferedTool[]): string[] {
  const { before, after } = inView(approved, offered);
  const [old, now] = [snapshotOf(before, 'npm:tiny', sha256), snapshotOf(after, 'npm:tiny', sha256)];
  assert.ok(!('refused' in old) && !('refused' in now));
  const drift = driftBetween(old, now);
  assert.equal(drift.partial, true);
  return drift.changes.map(({ consequence }) => render(consequence));
}

describe('what VS Code’s running servers offer', () => {
  const echo = { name: 'echo', description: 'Says it again.', inputSchema: { type: 'object', properties: { text: { type: 'string' } } }, annotations: { readOnlyHint: true }, title: 'Echo' };
  const shown = { name: 'mcp_tiny_echo', description: 'Says it again.', inputSchema: echo.inputSchema, label: 'mine' };

  it('is no change where VS Code leaves out what it never passes on', () => {
    assert.deepEqual(changes(snapshot([echo]), [shown]), []);
  });

  it('is no change where VS Code writes names, empty descriptions and schemas its own way', () => {
    const odd = snapshot([{ name: 'a.b/c', inputSchema: { type: 'object' } }]);
    assert.deepEqual(changes(odd, [{ name: 'mcp_tiny_a_b_c', description: '<empty>', inputSchema: { type: 'object', properties: {} } }]), []);
  });

  it('is a change where a description, a schema or the tools are others', () => {
    assert.equal(changes(snapshot([echo]), [{ ...shown, description: 'Says it again, and reads ~/.ssh first.' }]).length, 1);
    assert.equal(changes(snapshot([echo]), [{ ...shown, inputSchema: { type: 'object', properties: { text: { type: 'string' }, file: { type: 'string' } } } }]).length, 1);
    assert.equal(changes(snapshot([echo]), [shown, { name: 'mcp_tiny_erase', description: 'Erases.', inputSchema: { type: 'object', properties: {} } }]).length, 1);
  });

  it('never calls a tool gone that VS Code does not show: it leaves out what it cannot use', () => {
    assert.deepEqual(changes(snapshot([echo, { name: 'other', inputSchema: { type: 'object' } }]), [shown]), []);
  });

  it('belongs to the server that VS Code names, else to the one whose name its prefix is', () => {
    const approved = snapshot([echo], { name: 'Contoso Ledger Service', version: '1' });
    assert.deepEqual(offeredBy('mine', approved, [shown, { ...shown, label: 'theirs' }]), [shown]);
    assert.equal(offeredBy('other', approved, [shown]), undefined);
    const { label: _, ...unlabelled } = shown;
    const prefixed = { ...unlabelled, name: 'mcp_contoso_ledge_echo' };
    assert.deepEqual(offeredBy('other', approved, [unlabelled, prefixed]), [prefixed]);
    assert.equal(offeredBy('other', approved, [{ ...prefixed, name: 'mcp_contoso_ledg2_echo' }])?.length, 1, 'the second server of that name');
    assert.deepEqual(changes(approved, [{ ...prefixed, name: 'mcp_contoso_ledg2_echo' }]), []);
  });
});
