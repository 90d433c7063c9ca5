import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InventoryRow } from '../../../src/core/inventory/row.ts';
import { groupsOf } from '../../../src/core/inventory/tree/grouping.ts';
import { linesOf, type Line } from '../../../src/core/inventory/tree/shown.ts';
import { ServerTree, type Shown } from '../../../src/editor/tree/server-tree.ts';
import { english, one, row, sighting, verdict } from '../../core/inventory/tree/rows.ts';
import { closeAll, started, until, uri } from '../in-host.ts';

const config = (): vscode.Uri => uri('.vscode', 'mcp.json');

function lines(rows: readonly InventoryRow[]): readonly Line[] {
  return linesOf(groupsOf({ rows, unread: [] }, 'verdict'), english);
}

describe('the servers’ commands', () => {
  before(started);
  afterEach(closeAll);

  it('go to the exact place of a declaration’s name', async () => {
    await vscode.commands.executeCommand('mcpRollCall.openDeclaration', { file: config().fsPath, path: ['servers', 'weather'] });
    const editor = await until('the declaration', () => (vscode.window.activeTextEditor?.document.uri.fsPath === config().fsPath ? vscode.window.activeTextEditor : undefined));
    assert.equal(editor.document.getText(editor.selection), '"weather"');
    assert.equal(editor.selection.start.line, 11);
  });

  it('copy the id that is the same on every machine', async () => {
    await vscode.commands.executeCommand('mcpRollCall.copyServerId', { file: config().fsPath, path: ['servers', 'ledger-latest'] });
    assert.equal(await vscode.env.clipboard.readText(), 'pkg:npm/%40contoso/ledger-mcp');
  });

  it('group and filter without a question where they are told by what', async () => {
    await vscode.commands.executeCommand('mcpRollCall.groupServers', 'client');
    await vscode.commands.executeCommand('mcpRollCall.filterServers', 'ledger');
    await vscode.commands.executeCommand('mcpRollCall.clearFilter');
    await vscode.commands.executeCommand('mcpRollCall.groupServers', 'verdict');
  });

  it('are with the view: VS Code has made one for focusing it', async () => {
    assert.ok((await vscode.commands.getCommands(true)).includes('mcpRollCall.servers.focus'));
  });
});

describe('the tree of servers, as VS Code asks for it', () => {
  const unknown = { verdict: verdict('unknown', 'not-listed') } as const;
  let tree: ServerTree;
  let told: (readonly string[] | 'everything')[];

  beforeEach(() => {
    tree = new ServerTree();
    told = [];
    tree.onDidChangeTreeData((changed) => told.push(changed ? changed.map(({ line }) => line.id) : 'everything'));
  });
  afterEach(() => tree.dispose());

  /** The only line with this label, somewhere. */
  async function find(label: string, in_?: Shown): Promise<Shown | undefined> {
    for (const shown of await tree.getChildren(in_)) {
      if (shown.line.label === label) return shown;
      const below = await find(label, shown);
      if (below) return below;
    }
    return undefined;
  }

  it('waits until there is something to show', async () => {
    const first = tree.getChildren();
    tree.show(lines([one('a')]));
    assert.deepEqual((await first).map(({ line }) => line.label), ['Approved']);
    assert.deepEqual(told, []);
  });

  it('gives items that open the declaration, say what they are, and offer what can be done', async () => {
    tree.show(lines([one('weather', unknown)]));
    const shown = (await find('weather'))!;
    const item = tree.getTreeItem(shown);
    assert.equal(item.id, 'verdict unknown/pkg:npm/weather-mcp');
    assert.equal(item.accessibilityInformation?.label, 'weather, unknown, VS Code, .vscode/mcp.json line 4');
    assert.equal(item.contextValue, 'line open listen register approve explain copy');
    assert.equal((item.iconPath as vscode.ThemeIcon).id, 'warning');
    assert.equal(item.collapsibleState, vscode.TreeItemCollapsibleState.None);
    assert.deepEqual([item.command?.command, item.command?.arguments], ['mcpRollCall.openDeclaration', [shown]]);
    // What a command takes for the server it is to act on.
    assert.deepEqual([shown.file, shown.path], ['/repo/.vscode/mcp.json', ['servers', 'weather']]);
    assert.equal(tree.getParent(shown)?.line.label, 'Unknown');
  });

  it('keeps the very same element for a line, and tells of the lines that changed alone', async () => {
    tree.show(lines([one('a'), one('b')]));
    const before = await find('b');
    tree.show(lines([one('a'), one('b')]));
    assert.deepEqual(told, []);
    tree.show(lines([one('a'), one('b', { identity: 'npm package b-mcp 2.0.0' })]));
    assert.deepEqual(told, [['verdict approved/pkg:npm/b-mcp']]);
    assert.equal(await find('b'), before);
    assert.equal(tree.getTreeItem(before!).description, 'b-mcp 2.0.0');
    tree.show(lines([one('a', unknown), one('b')]));
    assert.equal(told.at(-1), 'everything');
  });

  it('shows in what stands over a line no Markdown, link or command of what was scanned', async () => {
    const name = '[x](command:workbench.action.quit) <img src=x> `$(bug)`\u202e';
    tree.show(lines([row('id', [sighting(name, { ...unknown, identity: name })], { owner: { value: '**me**', from: 'codeowners' } })]));
    const [group] = await tree.getChildren();
    const [shown] = await tree.getChildren(group);
    const { tooltip } = tree.resolveTreeItem(tree.getTreeItem(shown!), shown!);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.ok(!tooltip.isTrusted && !tooltip.supportHtml && !tooltip.supportThemeIcons);
    assert.ok(!/(?<!\\)[[<](?!\/?br)/u.test(tooltip.value), tooltip.value);
    assert.ok(tooltip.value.includes('\\*\\*me\\*\\*') && tooltip.value.includes('202E') && !tooltip.value.includes('\u202e'), tooltip.value);
  });
});
