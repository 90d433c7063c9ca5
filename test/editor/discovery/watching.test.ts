import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, folder, started, told, until, uri, write } from '../in-host.ts';

const server = (name: string, key = 'servers'): string => `{ "${key}": { "${name}": { "command": "npx", "args": ["-y", "${name}@1.0.0"] } } }`;
const names = (...parts: string[]): boolean => told(uri(...parts)).length > 0;
const home = process.env['TEST_HOME']!;

function git(...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgSign=false', ...args], { cwd: folder(), stdio: 'ignore' });
}

describe('finding and watching', () => {
  before(started);
  afterEach(closeAll);

  it('finds configs below the root, once the window stands', async () => {
    await until('the nested server', () => names('apps', 'web', '.vscode', 'mcp.json'));
  });

  it('sees a real checkout bring whole folders, change a file, and take the folders away', async function () {
    this.timeout(60_000);
    git('init');
    git('add', '-A');
    git('commit', '-m', 'start');
    git('checkout', '-b', 'more');
    write(uri('a', 'b', '.vscode', 'mcp.json'), server('arrived'));
    write(uri('a', '.mcp.json'), server('beside', 'mcpServers'));
    write(uri('apps', 'web', '.vscode', 'mcp.json'), server('changed'));
    git('add', '-A');
    git('commit', '-m', 'more');
    await until('what was written', () => names('a', 'b', '.vscode', 'mcp.json'));
    git('checkout', 'main');
    await until('their end', () => !names('a', 'b', '.vscode', 'mcp.json') && !names('a', '.mcp.json'));
    await until('the old server', () => told(uri('apps', 'web', '.vscode', 'mcp.json')).some((message) => message.includes('`nested`')));
    const before = Date.now();
    git('checkout', 'more');
    await until('the folder that arrived', () => names('a', 'b', '.vscode', 'mcp.json') && names('a', '.mcp.json'));
    await until('the changed server', () => told(uri('apps', 'web', '.vscode', 'mcp.json')).some((message) => message.includes('`changed`')));
    console.log(`      a checkout was taken in within ${Date.now() - before} ms`);
    git('checkout', 'main');
    await until('the old state', () => !names('a', 'b', '.vscode', 'mcp.json') && told(uri('apps', 'web', '.vscode', 'mcp.json')).some((message) => message.includes('`nested`')));
  });

  it('sees a folder that is moved in, moved within, and removed', async () => {
    const outside = path.join(path.dirname(home), 'moved');
    fs.mkdirSync(path.join(outside, 'x', '.cursor'), { recursive: true });
    fs.writeFileSync(path.join(outside, 'x', '.cursor', 'mcp.json'), server('moved', 'mcpServers'));
    fs.renameSync(outside, path.join(folder(), 'moved'));
    await until('the server in it', () => names('moved', 'x', '.cursor', 'mcp.json'));
    fs.renameSync(path.join(folder(), 'moved'), path.join(folder(), 'elsewhere'));
    await until('it elsewhere', () => names('elsewhere', 'x', '.cursor', 'mcp.json') && !names('moved', 'x', '.cursor', 'mcp.json'));
    fs.rmSync(path.join(folder(), 'elsewhere'), { recursive: true });
    await until('its end', () => !names('elsewhere', 'x', '.cursor', 'mcp.json'));
  });

  it('follows an .env that sends an assistant into the repository', async () => {
    const env = uri('.env');
    write(uri('tools', 'claude', '.claude.json'), server('hidden', 'mcpServers'));
    write(env, 'TOKEN=b7Qw93kdZp02mm4T\nCLAUDE_CONFIG_DIR=./tools/claude\n');
    await until('the finding on the line', () => told(env).some((message) => message.startsWith('redirected-home: `CLAUDE_CONFIG_DIR`')));
    await until('the server there', () => names('tools', 'claude', '.claude.json'));
    write(uri('tools', 'claude', '.claude.json'), server('other', 'mcpServers'));
    await until('its change', () => told(uri('tools', 'claude', '.claude.json')).some((message) => message.includes('`other`')));
    write(env, 'TOKEN=b7Qw93kdZp02mm4T\n');
    await until('the end of both', () => told(env).length === 0 && !names('tools', 'claude', '.claude.json'));
  });

  it('tells of a config that is a link out of the workspace, and does not follow it', async () => {
    const outside = path.join(path.dirname(home), 'outside.json');
    fs.writeFileSync(outside, server('linked', 'mcpServers'));
    fs.mkdirSync(path.join(folder(), 'lib'), { recursive: true });
    fs.symlinkSync(outside, path.join(folder(), 'lib', '.mcp.json'));
    const link = uri('lib', '.mcp.json');
    await until('the finding', () => told(link).some((message) => message.startsWith('linked-config')));
    assert.ok(!told(link).some((message) => message.includes('`linked`')));
    fs.rmSync(path.join(folder(), 'lib'), { recursive: true });
    await until('its end', () => told(link).length === 0);
  });

  it('sees the user’s own file outside come, change and go, in a folder that was not there before', async function () {
    this.timeout(60_000);
    const own = vscode.Uri.file(path.join(home, '.cursor', 'mcp.json'));
    const shown = async (name: string): Promise<boolean> => {
      // Findings in the user's own files are shown while one is open.
      if (fs.existsSync(own.fsPath)) await vscode.window.showTextDocument(own);
      return told(own).some((message) => message.includes(`\`${name}\``));
    };
    fs.mkdirSync(path.join(home, '.cursor'), { recursive: true });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    fs.writeFileSync(own.fsPath, server('mine', 'mcpServers'));
    const eventually = async (what: string, name: string, wanted: boolean): Promise<void> => {
      for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) if ((await shown(name)) === wanted) return;
      assert.fail(what);
    };
    await eventually('the server of the user', 'mine', true);
    await closeAll();
    fs.writeFileSync(`${own.fsPath}.new`, server('swapped', 'mcpServers'));
    fs.renameSync(`${own.fsPath}.new`, own.fsPath);
    await eventually('its change by an atomic rename', 'swapped', true);
    await closeAll();
    fs.rmSync(path.join(home, '.cursor'), { recursive: true });
    await eventually('its end', 'swapped', false);
  });

  it('makes one look of a burst of changes', async () => {
    const busy = uri('burst', '.mcp.json');
    for (let i = 0; i < 100; i++) write(busy, server(`n${i}`, 'mcpServers'));
    await until('the last of them', () => told(busy).some((message) => message.includes('`n99`')));
    fs.rmSync(path.join(folder(), 'burst'), { recursive: true });
    await until('its end', () => told(busy).length === 0);
  });
});
