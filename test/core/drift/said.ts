import assert from 'node:assert/strict';
import { snapshotOf } from '../../../src/core/snapshot/from-voice.ts';
import type { Snapshot } from '../../../src/core/snapshot/snapshot.ts';
import type { Said } from '../../../src/core/snapshot/voice.ts';
import { render } from '../../../src/core/text/message.ts';
import { sha256 } from '../manifest/declared.ts';

/** A server as a test writes it down. */
export interface Server {
  readonly tools: readonly object[];
  readonly prompts?: readonly object[];
  readonly resourceTemplates?: readonly object[];
  readonly info?: object;
  readonly capabilities?: object;
  readonly instructions?: string;
  readonly protocolVersion?: string;
  readonly era?: 'initialize' | 'discover';
  /** Lists that could not be read whole. */
  readonly partial?: readonly ('tools' | 'prompts' | 'resourceTemplates')[];
}

/** What is pinned of it. Texts stand for items as they come over the wire. */
export function snapshotOfServer({ info = { name: 'ledger', version: '1.0.0' }, capabilities = { tools: {} }, instructions, protocolVersion = '2025-11-25', era = 'initialize', partial = [], ...lists }: Server): Snapshot {
  const said = (list: 'tools' | 'prompts' | 'resourceTemplates'): Said => ({ items: (lists[list] ?? []).map((item) => JSON.stringify(item)), extent: partial.includes(list) ? 'partial' : lists[list] ? 'whole' : 'none' });
  const greeting = JSON.stringify({ protocolVersion, capabilities, serverInfo: info, instructions });
  const made = snapshotOf({ era, protocolVersion, transport: 'stdio', greeting, tools: said('tools'), prompts: said('prompts'), resourceTemplates: said('resourceTemplates') }, 'npm:ledger', sha256);
  assert.ok(!('refused' in made), 'refused' in made ? render(made.refused) : '');
  return made;
}
