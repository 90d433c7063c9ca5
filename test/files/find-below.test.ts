import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { render } from '../../src/core/text/message.ts';
import { isDormant } from '../../src/host/files/dormant.ts';
import { findBelow } from '../../src/host/files/find-below.ts';
import { asNobody, tempFolder } from './temp.ts';

describe('finding nested config files', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());

  const found = (limits?: { depth: number; entries: number }): string[] => findBelow(temp.folder, limits).places.map(({ path: file, live }) => `${path.relative(temp.folder, file).replaceAll('\\', '/')}${live ? '' : ' (dormant)'}`);
  const left = (limits?: { depth: number; entries: number }): string[] => findBelow(temp.folder, limits).notLookedInto.map(({ reason }) => render(reason));

  it('finds what clients read below the root, each under its own project; the root itself is somebody else’s', () => {
    for (const file of ['.mcp.json', 'packages/a/.mcp.json', 'packages/a/.vscode/mcp.json', 'packages/b/.cursor/mcp.json', 'mcp.json', 'packages/b/mcp.json', 'docs/x.mcp.json']) temp.write(file, '{}');
    assert.deepEqual(found(), ['docs/x.mcp.json (dormant)', 'mcp.json (dormant)', 'packages/a/.mcp.json', 'packages/a/.vscode/mcp.json', 'packages/b/.cursor/mcp.json', 'packages/b/mcp.json (dormant)']);
    const vscode = findBelow(temp.folder).places.find((place) => place.path.endsWith(path.join('.vscode', 'mcp.json')));
    assert.equal(vscode!.root, path.join(temp.folder, 'packages/a'));
    assert.equal(vscode!.boundary, temp.folder);
  });

  it('finds names in other letters, which are the same file on a Mac or on Windows', () => {
    temp.write('.VSCode/mcp.json', '{}');
    temp.write('a/.MCP.json', '{}');
    // A system that takes them for the same looks at the first at its root.
    assert.deepEqual(found().filter((file) => file !== '.VSCode/mcp.json'), ['a/.MCP.json']);
    if (!fs.existsSync(path.join(temp.folder, '.vscode'))) assert.ok(found().includes('.VSCode/mcp.json'));
  });

  it('says which folders it does not look into', () => {
    temp.write('node_modules/evil/.mcp.json', '{}');
    temp.write('packages/a/node_modules/evil/.mcp.json', '{}');
    temp.write('.git/hooks/.mcp.json', '{}');
    temp.write('app/.venv/lib/.mcp.json', '{}');
    assert.deepEqual(found(), []);
    assert.deepEqual(left(), ['folders of installed or generated files: node_modules (2), .git, .venv']);
  });

  it('does not follow linked folders, but asks what a client would find behind a link in place of .vscode', () => {
    const outside = tempFolder();
    outside.write('.mcp.json', '{}');
    outside.write('mcp.json', '{}');
    fs.mkdirSync(path.join(temp.folder, 'a'));
    fs.symlinkSync(outside.folder, path.join(temp.folder, 'a/linked'));
    fs.symlinkSync(temp.folder, path.join(temp.folder, 'a/circle'));
    fs.symlinkSync(outside.folder, path.join(temp.folder, 'a/.vscode'));
    assert.deepEqual(found(), ['a/.vscode/mcp.json']);
    outside.remove();
  });

  it('stops at a depth and a number, and says so', () => {
    temp.write('1/2/3/.mcp.json', '{}');
    temp.write('1/2/.mcp.json', '{}');
    assert.deepEqual(found({ depth: 2, entries: 1000 }), ['1/2/.mcp.json']);
    assert.deepEqual(left({ depth: 2, entries: 1000 }), ['1 folders lie more than 2 levels deep']);
    assert.deepEqual(found({ depth: 50, entries: 2 }), []);
    assert.deepEqual(left({ depth: 50, entries: 2 }), [`there are more than 2 files and folders below ${temp.folder}: looking stopped here`]);
  });

  (process.platform === 'win32' ? it.skip : it)('says which folders it may not list', () => {
    fs.chmodSync(temp.folder, 0o755);
    temp.write('locked/.mcp.json', '{}');
    fs.chmodSync(path.join(temp.folder, 'locked'), 0);
    assert.deepEqual(asNobody(() => left()), ['you have no permission to read it']);
    fs.chmodSync(path.join(temp.folder, 'locked'), 0o755);
  });

  it('takes copies for dormant: templates, fixtures, hidden folders, the source of a plugin', () => {
    for (const file of ['templates/web/.mcp.json', 'test/fixtures/.vscode/mcp.json', '.claude/.mcp.json', 'my-plugin/.mcp.json', 'my-plugin/.claude-plugin/plugin.json', 'apps/web/.mcp.json']) temp.write(file, '{}');
    assert.deepEqual(found(), ['.claude/.mcp.json (dormant)', 'apps/web/.mcp.json', 'my-plugin/.claude-plugin/plugin.json (dormant)', 'my-plugin/.mcp.json (dormant)', 'templates/web/.mcp.json (dormant)', 'test/fixtures/.vscode/mcp.json (dormant)']);
  });

  it('lets no plugin silence what clients read of a project beside it', () => {
    for (const file of ['sub/.claude-plugin/plugin.json', 'sub/.mcp.json', 'sub/.vscode/mcp.json', 'sub/.cursor/mcp.json']) temp.write(file, '{}');
    assert.deepEqual(found(), ['sub/.claude-plugin/plugin.json (dormant)', 'sub/.cursor/mcp.json', 'sub/.mcp.json (dormant)', 'sub/.vscode/mcp.json']);
  });

  it('lets no empty folder make a plugin of a project: its servers would be silent', () => {
    temp.write('sub/.mcp.json', '{}');
    fs.mkdirSync(path.join(temp.folder, 'sub/.claude-plugin'));
    assert.deepEqual(found(), ['sub/.mcp.json']);
  });

  const ways: [string, boolean][] = [
    ['', false],
    ['apps/web', false],
    ['exampleshop', false],
    ['contemplates', false],
    ['Examples/x', true],
    ['docs/sample', true],
    ['backup', true],
    ['dotfiles/vscode', true],
    ['.config/Code', true],
    ['testdata', true],
  ];
  for (const [way, dormant] of ways) {
    it(`${way === '' ? 'the root' : way} is ${dormant ? 'a copy' : 'a project'}`, () => assert.equal(isDormant(way.split('/').filter(Boolean)), dormant));
  }

  it('survives deep nesting and hostile names', () => {
    let deep = temp.folder;
    for (let i = 0; i < 300; i++) deep = path.join(deep, 'd');
    fs.mkdirSync(deep, { recursive: true });
    temp.write('__proto__/.mcp.json', '{}');
    temp.write('constructor/.mcp.json', '{}');
    assert.deepEqual(found(), ['__proto__/.mcp.json', 'constructor/.mcp.json']);
    assert.deepEqual(left(), ['1 folders lie more than 50 levels deep']);
  });
});
