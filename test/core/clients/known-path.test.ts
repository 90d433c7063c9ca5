import assert from 'node:assert/strict';
import type { KnownFile } from '../../../src/core/clients/clients.ts';
import { KnownPaths } from '../../../src/core/clients/known-path.ts';

const known = (path: string): KnownFile => ({ path, scope: 'workspace', clients: ['vscode'], spelling: 'vscode', locations: [] });
const paths = new KnownPaths(['.mcp.json', '.vscode/mcp.json', '.warp/.mcp.json', '.github/agents/*.md', '.claude/agents/**/*.md', '*.code-workspace', '.a+b/x(y).json', 'mcp.json', '.x/*.json'].map(known));

describe('patterns of known paths', () => {
  const cases: [string, string | undefined][] = [
    ['.mcp.json', '.mcp.json in '],
    ['a/b/.MCP.json', '.mcp.json in a/b'],
    ['x.mcp.json', undefined],
    ['a/.vscode/mcp.json', '.vscode/mcp.json in a'],
    ['a/mcp.json', 'mcp.json in a'],
    ['a/.x/mcp.json', '.x/*.json in a'],
    ['a/.vscode/MCP.json', '.vscode/mcp.json in a'],
    ['a/.warp/.mcp.json', '.warp/.mcp.json in a'],
    ['.github/agents/one.md', '.github/agents/*.md in '],
    ['p/.github/agents/one.MD', '.github/agents/*.md in p'],
    ['.github/agents/deep/one.md', undefined],
    ['.claude/agents/one.md', '.claude/agents/**/*.md in '],
    ['p/.claude/agents/x/.claude/agents/one.md', '.claude/agents/**/*.md in p'],
    ['.claude/one.md', undefined],
    ['a/my.code-workspace', '*.code-workspace in a'],
    ['.a+b/x(y).json', '.a+b/x(y).json in '],
    ['', undefined],
  ];
  for (const [path, expected] of cases) {
    it(`${path || 'nothing'} is ${expected ?? 'none of them'}`, () => {
      const way = path.split('/');
      const found = paths.at(way);
      assert.equal(found && `${found.known.path} in ${way.slice(0, found.holder).join('/')}`, expected);
      if (found) assert.ok(paths.mayBe(way.at(-1)!));
    });
  }

  it('tells what lies behind a folder on the way', () => {
    const behind = (path: string): string[] => paths.behind(path.split('/')).map(({ known: { path: of }, holder, rest }) => `${of}: ${rest.join('/')} (${holder})`);
    assert.deepEqual(behind('a/.vscode'), ['.vscode/mcp.json: mcp.json (1)']);
    assert.deepEqual(behind('.GitHub'), ['.github/agents/*.md: agents/*.md (0)']);
    assert.deepEqual(behind('.github/agents'), ['.github/agents/*.md: *.md (0)']);
    assert.deepEqual(behind('.claude/agents'), ['.claude/agents/**/*.md: **/*.md (0)']);
    assert.deepEqual(behind('src'), []);
    assert.ok(paths.mayHold('AGENTS') && !paths.mayHold('src'));
  });
});
