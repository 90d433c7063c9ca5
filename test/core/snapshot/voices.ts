import assert from 'node:assert/strict';
import { snapshotOf } from '../../../src/core/snapshot/from-voice.ts';
import type { Snapshot } from '../../../src/core/snapshot/snapshot.ts';
import type { Said, Voice } from '../../../src/core/snapshot/voice.ts';
import { render } from '../../../src/core/text/message.ts';
import { sha256 } from '../manifest/declared.ts';

export const greeting = '{"protocolVersion":"2025-11-25","capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"ledger","version":"1.4.2"},"instructions":"Ask before you post."}';

/** The tools of a small server, as they would come over the wire. */
export const tools = [
  '{"name":"list_accounts","title":"List accounts","description":"Lists the accounts of a ledger.","inputSchema":{"type":"object","properties":{"ledger":{"type":"string","description":"Its id."},"limit":{"type":"integer","minimum":1,"maximum":100,"default":20}},"required":["ledger"]},"annotations":{"title":"Accounts","readOnlyHint":true}}',
  '{"name":"post_entry","description":"Posts an entry. Cannot be undone.","inputSchema":{"type":"object","properties":{"amount":{"type":"number"},"description":{"type":"string","maxLength":140}},"required":["amount"],"additionalProperties":false},"annotations":{"destructiveHint":true},"execution":{"taskSupport":"optional"},"_meta":{"contoso/tier":2}}',
  '{"name":"close","inputSchema":{"type":"object"}}',
];

export const none: Said = { items: [], extent: 'none' };

export function whole(...items: string[]): Said {
  return { items, extent: 'whole' };
}

export function voice(parts: Partial<Voice> = {}): Voice {
  return { era: 'initialize', protocolVersion: '2025-11-25', transport: 'stdio', greeting, tools: whole(...tools), prompts: none, resourceTemplates: none, ...parts };
}

export function snapshot(parts: Partial<Voice> = {}): Snapshot {
  const made = snapshotOf(voice(parts), 'npm:@contoso/ledger-mcp', sha256);
  assert.ok(!('refused' in made), 'refused' in made ? render(made.refused) : '');
  return made;
}
