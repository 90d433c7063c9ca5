import assert from 'node:assert/strict';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { folder, started, told, until } from '../in-host.ts';

describe('a window with two folders', () => {
  before(started);

  it('shows the findings of both', async () => {
    const configOf = (index: number): vscode.Uri => vscode.Uri.file(path.join(folder(index), '.vscode', 'mcp.json'));
    const [revoked] = await until('the first folder’s', () => told(configOf(0)).length > 0 && told(configOf(0)));
    assert.match(revoked!, /not-approved: .*`old`/);
    const [unknown] = await until('the second folder’s', () => told(configOf(1)).length > 0 && told(configOf(1)));
    assert.match(unknown!, /not-approved: .*`weather`/);
  });
});
