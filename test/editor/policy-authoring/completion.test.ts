import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, started, uri, write } from '../in-host.ts';

let drafts = 0;

/** What is offered at `|` in a new policy, by label. */
async function offered(text: string): Promise<Map<string, vscode.CompletionItem>> {
  const content = text.replace('|', '');
  // A file of its own each time: VS Code may give a new draft the name of one that is still being closed.
  const file = uri(`draft-${drafts++}.jsonc`);
  write(file, content);
  const document = await vscode.workspace.openTextDocument(file);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, document.positionAt(text.indexOf('|')));
  return new Map(list.items.map((item) => [typeof item.label === 'string' ? item.label : item.label.label, item]));
}

describe('completion in a policy', () => {
  before(started);
  afterEach(closeAll);

  const policy = (item: string): string => `{ "policyVersion": 1, "servers": [{ "id": "a", "match": [${item}] }] }`;
  const cases: [string, string, string[]][] = [
    ['packages in use', policy('{ "package": { "type": "npm", "name": "|" } }'), ['@contoso/ledger-mcp', 'weather-mcp-server']],
    ['packages where nothing is typed yet', policy('{ "package": { "name": | } }'), ['@contoso/ledger-mcp', 'mcp-server-sqlite', 'weather-mcp-server']],
    ['versions of the package', policy('{ "package": { "type": "npm", "name": "@contoso/ledger-mcp", "versions": ["|"] } }'), ['1.4.2']],
    ['hosts', policy('{ "url": { "host": "api|" } }'), ['api.githubcopilot.com']],
    ['paths of the host', policy('{ "url": { "host": "api.githubcopilot.com", "path": "|" } }'), ['/mcp/']],
    ['URLs', policy('{ "serverUrl": "|" }'), ['https://api.githubcopilot.com/mcp/']],
    ['names', policy('{ "serverName": "|" }'), ['ledger', 'weather', 'github', 'db']],
    ['arguments', policy('{ "package": { "type": "npm", "name": "@contoso/ledger-mcp" }, "args": { "allow": ["|"] } }'), ['--read-only']],
    ['names of variables', policy('{ "package": { "type": "npm", "name": "weather-mcp-server" }, "env": { "allow": ["|"] } }'), ['WEATHER_API_KEY']],
    ['clients', '{ "policyVersion": 1, "servers": [], "tests": [{ "client": "|" }] }', ['vscode', 'cursor', 'claude-code']],
    ['rules', '{ "policyVersion": 1, "servers": [], "rules": { "|" } }', ['plain-http', 'unpinned-package']],
    // Of the schema, in a document that has no name yet.
    ['states', policy('{ }').replace('"match"', '"state": |, "match"'), ['"approved"', '"pending"']],
  ];
  for (const [what, text, labels] of cases) {
    it(`offers ${what}`, async () => {
      const found = await offered(text);
      for (const label of labels) assert.ok(found.has(label), `${label} is not among ${[...found.keys()].join(' | ')}`);
    });
  }

  it('puts whole values in place of what is typed, and says who uses them', async () => {
    const text = policy('{ "url": { "host": "api|" } }');
    const item = (await offered(text)).get('api.githubcopilot.com')!;
    assert.equal(item.insertText, '"api.githubcopilot.com"');
    const range = item.range as vscode.Range;
    assert.equal(text.replace('|', '').slice(range.start.character, range.end.character), '"api"');
    assert.match(item.detail!, /^2 servers here: .*VS Code.*Cursor|^2 servers here: .*Cursor.*VS Code/);
  });

  it('never offers a secret', async () => {
    for (const place of ['"args": { "allow": ["|"] }', '"env": { "allow": ["|"] }', '"serverCommand": |', '"serverUrl": "|"']) {
      const found = await offered(policy(`{ "package": { "type": "npm", "name": "weather-mcp-server" }, ${place} }`));
      assert.ok(!JSON.stringify([...found.values()]).includes('b7Qw93kdZp02mm4T'), place);
    }
  });

  it('is silent in other documents', async () => {
    const found = await offered('{ "servers": [{ "match": [{ "package": { "name": "|" } }] }] }');
    assert.ok(!found.has('weather-mcp-server'));
  });
});
