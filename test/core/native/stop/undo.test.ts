import assert from 'node:assert/strict';
import { undoEdits, undone, type UndoRecord } from '../../../../src/core/native/stop/undo.ts';
import { render } from '../../../../src/core/text/message.ts';
import { loadAll, planned } from './files.ts';

/** What undoes the stop of a file. */
function stopped(place: string, before: string): { after: string; record: UndoRecord } {
  const [step] = planned({ [place]: before }).steps;
  return { after: step!.after, record: { file: place, syntax: step!.file!.syntax, edits: undoEdits(before, step!.after, step!.edits) } };
}

const text = '{\n  "servers": {\n    "good": { "command": "npx", "args": ["good-mcp@1.0.0"] },\n    "evil": { "command": "npx", "args": ["evil-mcp"] }, // the one\n    "fine": { "command": "npx", "args": ["fine-mcp@1.0.0"] }\n  }\n}\n';

describe('undoing an emergency stop', () => {
  before(loadAll);

  it('keeps what was changed elsewhere in the file since', () => {
    const { after, record } = stopped('.vscode/mcp.json', text);
    const edited = after.replace('good-mcp@1.0.0', 'good-mcp@1.0.1').replace('{\n', '{\n  // new here\n');
    assert.deepEqual(undone(edited, record), { text: text.replace('good-mcp@1.0.0', 'good-mcp@1.0.1').replace('{\n', '{\n  // new here\n') });
  });

  it('puts it back beside what was written there since', () => {
    const { after, record } = stopped('.vscode/mcp.json', text);
    const edited = after.replace('    "fine"', '    "more": { "command": "x" },\n    "fine"');
    const made = undone(edited, record);
    assert.ok('text' in made);
    assert.equal(made.text, text.replace('    "fine"', '    "more": { "command": "x" },\n    "fine"'));
  });

  it('leaves the file as it is where the place cannot be found without doubt, or the file would be damaged', () => {
    const { record } = stopped('.vscode/mcp.json', text);
    const other = undone('{\n  "servers": {}\n}\n', record);
    assert.equal('lost' in other && render(other.lost), 'The file has changed there since, so that the place of what was taken out cannot be found.');
    const alone = stopped('.mcp.json', '{"mcpServers":{"evil":{"command":"npx","args":["evil-mcp"]}}}');
    const filled = undone('{"mcpServers":{"next":{"command":"x"}}}', alone.record);
    assert.equal('lost' in filled && render(filled.lost), 'The file has changed around it since, so that putting it back would damage the file.');
  });

  it('takes a switch back where the rest has moved', () => {
    const toml = '[mcp_servers.evil]\ncommand = "npx"\nargs = ["evil-mcp"]\n';
    const { after, record } = stopped('~/.codex/config.toml', toml);
    assert.deepEqual(undone(`model = "o3"\n\n${after}`, record), { text: `model = "o3"\n\n${toml}` });
  });
});
