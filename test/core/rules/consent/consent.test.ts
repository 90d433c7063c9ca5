import assert from 'node:assert/strict';
import { readPlace } from '../../../../src/core/config/read-place.ts';
import { remarksOf } from '../../../../src/core/report/remarks.ts';
import { render } from '../../../../src/core/text/message.ts';
import { assessFile } from '../../../../src/core/assess-file.ts';
import { userFiles } from '../../../../src/core/clients/clients.ts';
import { noFacts } from '../../../../src/core/facts.ts';
import { lookAt, mendedAt, readAt } from '../look-at.ts';

type Row = readonly [what: string, file: string, text: unknown, on: readonly string[]];

function underlines(rule: string, rows: readonly Row[]): void {
  for (const [what, file, text, on] of rows) {
    it(`${on.length === 0 ? 'is silent on' : 'tells of'} ${what} (${file})`, async () => {
      const said = await lookAt(rule, file, text);
      assert.deepEqual(said.map((one) => one.on), on, said.map(({ message }) => message).join('\n'));
    });
  }
}

describe('rule loosened-approval', () => {
  const settings = '.vscode/settings.json';
  underlines('loosened-approval', [
    ['approval switched off', settings, { 'chat.tools.global.autoApprove': true }, ['true']],
    ['the same by its old name', settings, { 'chat.tools.autoApprove': true }, ['true']],
    ['the same in a workspace’s file', 'x.code-workspace', { settings: { 'chat.tools.global.autoApprove': true } }, ['true']],
    ['access to everything', settings, { 'chat.mcp.access': 'all' }, ['"all"']],
    ['servers that start by themselves', settings, { 'chat.mcp.autostart': 'newAndOutdated' }, ['"newAndOutdated"']],
    ['other assistants’ servers', settings, { 'chat.mcp.discovery.enabled': { 'claude-desktop': true } }, ['{\n    "claude-desktop": true\n  }']],
    ['a model for servers on their own', settings, { 'chat.mcp.serverSampling': { 'a: b': { allowedDuringChat: true, allowedOutsideChat: true } } }, ['true']],
    ['Claude Code in VS Code', settings, { 'claudeCode.initialPermissionMode': 'bypassPermissions' }, ['"bypassPermissions"']],
    ['settings that tighten', settings, { 'chat.mcp.access': 'none', 'chat.mcp.autostart': 'never', 'chat.tools.global.autoApprove': false, 'chat.mcp.discovery.enabled': false }, []],
    ['settings of other things', settings, { 'editor.tabSize': 2, 'chat.mcp.gallery.enabled': true }, []],
    ['all tools of all servers in Claude Code', '.claude/settings.json', { permissions: { allow: ['Read', 'mcp__*'] } }, ['"mcp__*"']],
    ['tools by name in Claude Code', '.claude/settings.json', { permissions: { allow: ['mcp__ledger__read', 'mcp__ledger'] } }, []],
    ['Claude Code’s mode', '.claude/settings.json', { permissions: { defaultMode: 'bypassPermissions' } }, ['"bypassPermissions"']],
    ['a milder mode', '.claude/settings.json', { permissions: { defaultMode: 'acceptEdits' } }, []],
    ['Codex that never asks', '.codex/config.toml', 'approval_policy = "never"\n', ['"never"']],
    ['Codex without a fence', '.codex/config.toml', 'sandbox_mode = "danger-full-access"\n', ['"danger-full-access"']],
    ['Codex as it should be', '.codex/config.toml', 'approval_policy = "on-request"\nsandbox_mode = "workspace-write"\n', []],
    ['a profile of Codex’s', '.codex/config.toml', '[profiles.x]\napproval_policy = "never"\n', []],
    ['Cursor’s list of everything', '.cursor/permissions.json', { mcpAllowlist: ['ledger:read', '*:*'] }, ['"*:*"']],
    ['Cursor’s list of one server', '.cursor/permissions.json', { mcpAllowlist: ['ledger:*'] }, []],
    ['Cursor on the command line', '.cursor/cli.json', { permissions: { allow: ['Mcp(*:*)'] } }, ['"Mcp(*:*)"']],
    ['Gemini without trust', '.gemini/settings.json', { security: { folderTrust: { enabled: false } } }, ['false']],
    ['Qwen Code that asks for nothing', '.qwen/settings.json', { tools: { approvalMode: 'yolo' } }, ['"yolo"']],
    ['Amp that asks for nothing', '.amp/settings.json', { 'amp.dangerouslyAllowAll': true }, ['true']],
    ['wrong types', settings, { 'chat.mcp.access': ['all'], 'chat.tools.global.autoApprove': 'true', 'chat.mcp.serverSampling': [1] }, []],
    ['a file that is a list', settings, [], []],
  ]);

  it('is taken out, and the settings around it stay', async () => {
    const text = '{\n  // ours\n  "editor.tabSize": 2,\n  "chat.tools.global.autoApprove": true\n}\n';
    const after = await mendedAt('loosened-approval', 'remove', '.vscode/settings.json', text);
    assert.ok(after.includes('// ours') && after.includes('"editor.tabSize": 2') && !after.includes('autoApprove'), after);
  });
});

describe('rule enables-project-servers', () => {
  underlines('enables-project-servers', [
    ['all servers', '.claude/settings.json', { enableAllProjectMcpServers: true }, ['true']],
    ['all servers, in one’s own settings', '.claude/settings.local.json', { enableAllProjectMcpServers: true }, ['true']],
    ['servers by name', '.claude/settings.json', { enabledMcpjsonServers: ['a'] }, ['"enabledMcpjsonServers"']],
    ['servers by name, in one’s own settings', '.claude/settings.local.json', { enabledMcpjsonServers: ['a'] }, []],
    ['false', '.claude/settings.json', { enableAllProjectMcpServers: false, enabledMcpjsonServers: [] }, []],
    ['a text', '.claude/settings.json', { enableAllProjectMcpServers: 'true', enabledMcpjsonServers: 'a' }, []],
    ['servers that are off', '.claude/settings.json', { disabledMcpjsonServers: ['a'] }, []],
    ['the key in another file', '.mcp.json', { enableAllProjectMcpServers: true, mcpServers: {} }, []],
  ]);

  it('weighs by whose choice it is', async () => {
    assert.deepEqual((await lookAt('enables-project-servers', '.claude/settings.json', { enableAllProjectMcpServers: true })).map(({ severity }) => severity), ['warning']);
    assert.deepEqual((await lookAt('enables-project-servers', '.claude/settings.local.json', { enableAllProjectMcpServers: true })).map(({ severity }) => severity), ['info']);
  });
});

describe('rule unasked-tools', () => {
  underlines('unasked-tools', [
    ['every tool in Roo Code', '.roo/mcp.json', { mcpServers: { a: { command: 'b', alwaysAllow: ['x', '*'] } } }, ['"*"']],
    ['every tool in Kiro', '.kiro/settings/mcp.json', { mcpServers: { a: { command: 'b', autoApprove: ['*'] } } }, ['"*"']],
    ['trust in Gemini CLI', '.gemini/settings.json', { mcpServers: { a: { command: 'b', trust: true } } }, ['true']],
    ['a mode in Codex', '.codex/config.toml', '[mcp_servers.a]\ncommand = "b"\ndefault_tools_approval_mode = "approve"\n', ['"approve"']],
    ['no trust', '.gemini/settings.json', { mcpServers: { a: { command: 'b', trust: false } } }, []],
    ['tools by name', '.roo/mcp.json', { mcpServers: { a: { command: 'b', alwaysAllow: ['read'] } } }, []],
    ['Copilot’s choice of tools', '.github/mcp.json', { mcpServers: { a: { command: 'b', tools: ['*'] } } }, []],
    ['a key that the client does not have', '.cursor/mcp.json', { mcpServers: { a: { command: 'b', alwaysAllow: ['*'] } } }, []],
    ['a server that is off', '.roo/mcp.json', { mcpServers: { a: { command: 'b', disabled: true, alwaysAllow: ['*'] } } }, []],
  ]);

  it('is a remark no more where a finding says it', async () => {
    const file = await readAt('.roo/mcp.json', { mcpServers: { a: { command: 'b', alwaysAllow: ['*'] } } });
    const { servers, findings } = assessFile(file, { policy: { kind: 'none' }, facts: noFacts, now: '2026-11-21T00:00:00Z' });
    const declaration = servers[0]!.declaration;
    assert.deepEqual(remarksOf(declaration, findings).map(render), []);
    assert.deepEqual(remarksOf(declaration).map(render), ['All its tools run without your being asked.']);
  });

  it('weighs less in one’s own file', async () => {
    const known = userFiles({ platform: 'linux', home: '/home/u', env: {} }).find(({ path }) => path === '/home/u/.gemini/settings.json')!;
    const file = await readPlace({ path: known.path, known, live: true, content: { text: JSON.stringify({ mcpServers: { a: { command: 'b', trust: true } } }) } });
    const { findings } = assessFile(file, { policy: { kind: 'none' }, facts: noFacts, now: '2026-11-21T00:00:00Z' });
    assert.deepEqual(findings.map(({ ruleId, severity }) => [ruleId, severity]), [['unasked-tools', 'info']]);
  });
});
