import assert from 'node:assert/strict';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { canDisable, disabling } from '../../../src/core/config/disable.ts';
import type { Path } from '../../../src/core/config/node.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { applyEdits } from '../../../src/core/text/edit.ts';
import { read, summary, type Place } from './sources.ts';

/** The text with the server switched off; undefined where its file has no way for that. */
function without(place: Place, text: string, ...server: Path): string | undefined {
  const file = read(place, text);
  const edits = disabling(file, server);
  assert.equal(canDisable(file, server), edits !== undefined);
  return edits && applyEdits(text, edits);
}

const project = `{
  // Claude Code keeps all sorts of things here.
  "numStartups": 7,
  "projects": {
    "/home/ada/shop": {
      "mcpServers": {
        "db": { "command": "uvx", "args": ["db"] }, "notes": { "command": "npx", "args": ["notes"] }
      },
      "history": []
    }
  }
}
`;
const shop = ['projects', '/home/ada/shop', 'mcpServers'];

describe('switching a server off', () => {
  it('is the client’s own way, and changes nothing else', () => {
    const once = without('~/.claude.json', project, ...shop, 'notes');
    assert.equal(once, project.replace('"history": []', '"history": [],\n      "disabledMcpServers": ["notes"]'));
    assert.deepEqual(summary(read('~/.claude.json', once)), ['db: uvx db', 'notes: npx notes (off)']);
    const twice = without('~/.claude.json', once, ...shop, 'db');
    assert.deepEqual(summary(read('~/.claude.json', twice!)), ['db: uvx db (off)', 'notes: npx notes (off)']);
  });

  it('is a key of the entry where the client follows one, set right where it stands already', () => {
    const known = workspaceFileAt('.kiro/settings/mcp.json');
    assert.ok(known);
    for (const [before, after] of [
      ['{"mcpServers":{"db":{"command":"uvx","args":["db"]}}}', '{"mcpServers":{"db":{"command":"uvx","args":["db"],"disabled":true}}}'],
      ['{"mcpServers":{"db":{"disabled":false,"command":"uvx","args":["db"]}}}', '{"mcpServers":{"db":{"disabled":true,"command":"uvx","args":["db"]}}}'],
    ] as const) {
      const file = readConfigFile({ path: '/repo/.kiro/settings/mcp.json', known, live: true, content: { text: before } });
      assert.equal(applyEdits(before, disabling(file, ['mcpServers', 'db']) ?? []).replaceAll(' ', ''), after);
    }
  });

  it('of one that is off already is nothing', () => {
    const off = project.replace('"history": []', '"disabledMcpServers": ["notes"]');
    assert.equal(disabling(read('~/.claude.json', off), [...shop, 'notes']), undefined);
  });

  it('is not offered where the client takes no notice of any such key', () => {
    const servers = '{"db":{"command":"uvx","args":["db"]}}';
    assert.equal(without('.vscode/mcp.json', `{"servers":${servers}}`, 'servers', 'db'), undefined);
    assert.equal(without('~/.config/Code/User/mcp.json', `{"servers":${servers}}`, 'servers', 'db'), undefined);
    assert.equal(without('.mcp.json', `{"mcpServers":${servers}}`, 'mcpServers', 'db'), undefined);
    assert.equal(without('~/.claude.json', `{"mcpServers":${servers}}`, 'mcpServers', 'db'), undefined);
  });

  it('waits while a text is being typed, and keeps away from what is ambiguous', () => {
    assert.equal(disabling(read('~/.claude.json', project.replace('"history": []', '"history": [')), [...shop, 'db']), undefined);
    assert.equal(disabling(read('~/.claude.json', project.replace('"notes":', '"db":')), [...shop, { key: 'db', occurrence: 1 }]), undefined);
  });
});
