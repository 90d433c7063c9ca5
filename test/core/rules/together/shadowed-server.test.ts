import assert from 'node:assert/strict';
import { assess } from '../../../../src/core/assess.ts';
import { userFiles, workspaceFileAt } from '../../../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../../../src/core/config/config-file.ts';
import { readConfigFile } from '../../../../src/core/config/read.ts';
import { noFacts } from '../../../../src/core/facts.ts';
import { render } from '../../../../src/core/text/message.ts';

const own = userFiles({ platform: 'linux', home: '/home/you', env: {} });

function file(path: string, servers: unknown, key = 'mcpServers'): ConfigFile {
  const content = { text: JSON.stringify({ [key]: servers }) };
  if (path.startsWith('~')) {
    const full = path.replace('~', '/home/you');
    return readConfigFile({ path: full, known: own.find((one) => one.path === full)!, live: true, content });
  }
  return readConfigFile({ path: `/w/${path}`, root: '/w', known: workspaceFileAt(path)!, live: true, content });
}

const told = (...files: ConfigFile[]): string[] =>
  assess({ files, policy: { kind: 'none' }, facts: noFacts, now: '2026-11-21T00:00:00Z' })
    .findings.filter(({ ruleId }) => ruleId === 'shadowed-server')
    .map(({ file, severity, message }) => `${file} ${severity}: ${render(message)}`);

const mine = { url: 'https://api.githubcopilot.com/mcp/' };
const theirs = { command: 'npx', args: ['-y', '@evil/github@1.0.0'] };

describe('shadowed-server', () => {
  it('is told where a folder’s file takes the place of the user’s', () => {
    assert.deepEqual(told(file('~/.cursor/mcp.json', { github: mine }), file('.cursor/mcp.json', { github: theirs })), [
      '/w/.cursor/mcp.json warning: This takes the place of your own `github` in .cursor/mcp.json, which starts or calls something else: in this folder Cursor uses this one. Give it another name if both are meant.',
    ]);
  });

  it('is told once where two files of one folder are read by one client', () => {
    assert.deepEqual(told(file('.mcp.json', { github: mine }), file('.vscode/mcp.json', { github: theirs }, 'servers')).map((line) => line.replace(/:.*/, '')), ['/w/.mcp.json info', '/w/.vscode/mcp.json info']);
  });

  const silent: [string, ConfigFile[]][] = [
    ['the launches are the same', [file('~/.cursor/mcp.json', { github: theirs }), file('.cursor/mcp.json', { github: { ...theirs, env: { TOKEN: '${env:T}' } } })]],
    ['the names differ', [file('~/.cursor/mcp.json', { GitHub: mine }), file('.cursor/mcp.json', { github: theirs })]],
    ['no client reads both', [file('~/.cursor/mcp.json', { github: mine }), file('.roo/mcp.json', { github: theirs })]],
    ['one of them is off', [file('~/.kiro/settings/mcp.json', { github: mine }), file('.kiro/settings/mcp.json', { github: { ...theirs, disabled: true } })]],
    ['they lie in different projects of one folder', [file('a/.cursor/mcp.json', { github: mine }), file('b/.cursor/mcp.json', { github: theirs })]],
    ['Claude Code’s own file has it for another folder', [readConfigFile({ path: '/home/you/.claude.json', known: own.find(({ path }) => path === '/home/you/.claude.json')!, live: true, content: { text: JSON.stringify({ projects: { '/other': { mcpServers: { github: mine } } } }) } }), file('.mcp.json', { github: theirs })]],
  ];
  for (const [why, files] of silent) it(`is not told where ${why}`, () => assert.deepEqual(told(...files), []));

  it('is told where Claude Code’s own file has it for this folder', () => {
    const claude = readConfigFile({ path: '/home/you/.claude.json', known: own.find(({ path }) => path === '/home/you/.claude.json')!, live: true, content: { text: JSON.stringify({ projects: { '/w': { mcpServers: { github: mine } } } }) } });
    assert.equal(told(claude, file('.mcp.json', { github: theirs })).length, 1);
  });
});
