import assert from 'node:assert/strict';
import { driftBetween } from '../../../src/core/drift/compare.ts';
import { snapshotOf } from '../../../src/core/snapshot/from-voice.ts';
import type { Snapshot } from '../../../src/core/snapshot/snapshot.ts';
import { sha256 } from '../manifest/declared.ts';

function offering(tool: string, greeting = '{"serverInfo":{"name":"a","version":"1"}}'): Snapshot {
  const none = { items: [], extent: 'none' } as const;
  const made = snapshotOf({ era: 'initialize', protocolVersion: '2025-11-25', transport: 'stdio', greeting, tools: { items: [tool], extent: 'whole' }, prompts: none, resourceTemplates: none }, 'npm:a', sha256);
  assert.ok(!('refused' in made));
  return made;
}

describe('numbers that no double holds', () => {
  const tool = (limit: string, description: string): string => `{"name":"a","description":"${description}","inputSchema":{"type":"object","properties":{"n":{"type":"integer","maximum":${limit}}}}}`;

  it('are a change of their own, whatever small change comes with them', () => {
    for (const [was, is] of [['18446744073709551615', '18446744073709551614'], ['1e400', '1e401'], ['1e400', 'null']] as const) {
      const { worst } = driftBetween(offering(tool(was, 'Reads.')), offering(tool(is, 'Reads. ')));
      assert.ok(worst !== undefined && worst !== 'cosmetic' && worst !== 'narrowing', `${was} ${is}: ${worst}`);
    }
  });

  it('in what the server says of itself', () => {
    const greeting = (of: string, version: string): string => `{"serverInfo":{"name":"a","version":"${version}","size":${of}}}`;
    assert.notEqual(driftBetween(offering('{"name":"a"}', greeting('18446744073709551615', '1')), offering('{"name":"a"}', greeting('18446744073709551614', '2'))).worst, 'cosmetic');
  });
});
