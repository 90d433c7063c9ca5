import assert from 'node:assert/strict';
import { planOf, type PlanOptions } from '../../../../src/core/native/compile/plan-of.ts';
import type { Compiled, Plan } from '../../../../src/core/native/compile/plan.ts';
import { compileForClaudeCode } from '../../../../src/core/native/triple-compile/claude-code.ts';
import { compileForCopilot } from '../../../../src/core/native/triple-compile/copilot.ts';
import { compileForVscode } from '../../../../src/core/native/triple-compile/vscode.ts';
import { now, policyWith } from '../../policy/subjects.ts';
import { declaredIn } from '../proof/declared.ts';

const approved = (match: unknown, more: object = {}): object => ({ id: 'com.contoso/it', state: 'approved', match: [match], ...more });
const denied = (match: unknown): object => ({ id: 'com.evil/it', state: 'denied', match: [match] });
const line = { serverCommand: ['/opt/x/server', '--stdio'] };

function plan(servers: readonly unknown[], options: Partial<PlanOptions> = {}): Plan {
  return planOf(policyWith({ servers }), { now, mode: 'allow-and-deny', seen: [], ...options });
}
function json({ files }: Compiled, name = 'managed-settings.json'): Record<string, unknown> {
  return JSON.parse(files.find((file) => file.name === name)!.text) as Record<string, unknown>;
}
const urls = (list: unknown): string[] => (list as { serverUrl?: string }[]).flatMap(({ serverUrl }) => serverUrl ?? []);

describe('lists of VS Code, Copilot and Claude Code', () => {
  it('an empty list of allowed servers is written, and in `deny-only` none', () => {
    const nothing = plan([]);
    assert.deepEqual(json(compileForClaudeCode(nothing)), { allowManagedMcpServersOnly: true, allowedMcpServers: [] });
    assert.deepEqual(json(compileForCopilot(nothing)), { allowedMcpServers: [] });
    assert.deepEqual(json(compileForVscode(nothing), 'settings.json'), { 'chat.mcp.allowedServers': [] });
    assert.deepEqual(json(compileForVscode(nothing), 'policy.json'), { ChatAllowedMcpServers: '[]', ChatAllowManagedMcpServersOnly: true });
    const open = plan([approved(line, { minIdentity: 'source' }), denied({ serverName: 'bad' })], { mode: 'deny-only' });
    assert.deepEqual(json(compileForClaudeCode(open)), { deniedMcpServers: [{ serverName: 'bad' }] });
    assert.deepEqual(json(compileForCopilot(open)), { deniedMcpServers: [{ serverName: 'bad' }] });
    assert.deepEqual(json(compileForVscode(open), 'policy.json'), { ChatDeniedMcpServers: '[{"serverName":"bad"}]' });
  });

  it('whole segments below a path, and never an address without one', () => {
    const made = plan([approved({ url: { host: 'a.example', path: '/mcp', pathMatch: 'prefix' } }), approved({ url: { host: 'b.example', path: '/mcp', query: ['team'] } }), approved({ url: { host: 'c.example', scheme: 'http', port: 8080 } }, { minIdentity: 'source' })]);
    const wanted = ['https://a.example/mcp', 'https://a.example/mcp/*', 'https://b.example/mcp', 'https://b.example/mcp?*', 'http://c.example:8080/*'];
    assert.deepEqual(urls(json(compileForClaudeCode(made))['allowedMcpServers']), wanted);
    assert.deepEqual(urls(json(compileForCopilot(made))['allowedMcpServers']), wanted);
    assert.deepEqual(urls(json(compileForVscode(made), 'settings.json')['chat.mcp.allowedServers']), wanted);
  });

  it('a host with a wildcard is said where it is known to stop at its end', () => {
    const made = plan([approved({ url: { host: '*.a.example', path: '/mcp' } }, { minIdentity: 'source' })]);
    assert.deepEqual(urls(json(compileForVscode(made), 'settings.json')['chat.mcp.allowedServers']), ['https://*.a.example/mcp']);
    assert.deepEqual(json(compileForClaudeCode(made))['allowedMcpServers'], []);
    const subject = declaredIn('x', { type: 'http', url: 'https://b.a.example/mcp' });
    assert.ok(compileForClaudeCode(made).losses.some((loss) => loss.direction === 'blocks' && loss.covers(subject)));
    assert.ok(!compileForVscode(made).losses.some((loss) => loss.direction === 'blocks' && loss.covers(subject)));
  });

  it('a denied host is denied under both schemes and on every port', () => {
    const { deniedMcpServers } = json(compileForClaudeCode(plan([denied({ url: { host: 'evil.example' } })])));
    assert.deepEqual(urls(deniedMcpServers), ['https://evil.example/*', 'https://evil.example:*/*', 'http://evil.example/*', 'http://evil.example:*/*']);
  });

  it('a line with a variable in it is not written, since it is compared with the variable filled in', () => {
    const seen = [declaredIn('x', { command: 'npx', args: ['-y', 'x@1.0.0', '${input:folder}'] })];
    const made = compileForVscode(plan([approved({ package: { type: 'npm', name: 'x', versions: ['1.0.0'] } })], { seen }));
    assert.ok(!made.files[0]!.text.includes('${input'));
    assert.ok(made.losses.some(({ direction, dimension, covers }) => direction === 'blocks' && dimension === 'arguments' && covers(seen[0]!)));
  });

  it('the registry file and the profile hold the same lists, with quotes and other letters as their formats want them', () => {
    const { files } = compileForVscode(plan([approved({ serverCommand: ['C:\\Program Files\\sérver.exe', '<&"'] }, { minIdentity: 'source' })]));
    const text = (name: string): string => files.find((file) => file.name === name)!.text;
    const [, value] = /"ChatAllowedMcpServers"="(.*)"\r\n/.exec(text('vscode-policy.reg'))!;
    const policy = json({ files, delivery: [], losses: [] }, 'policy.json')['ChatAllowedMcpServers'] as string;
    assert.deepEqual(JSON.parse(value!.replace(/\\(.)/g, '$1')), JSON.parse(policy));
    assert.match(text('vscode-policy.reg'), /^Windows Registry Editor Version 5\.00\r\n\r\n\[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\VSCode\]\r\n/);
    assert.match(text('vscode-policy.reg'), /"ChatAllowManagedMcpServersOnly"=dword:00000001\r\n/);
    assert.doesNotMatch(text('vscode-policy.reg') + text('vscode-policy.mobileconfig'), /é/);
    const [, string] = /<key>ChatAllowedMcpServers<\/key>\s*<string>(.*)<\/string>/.exec(text('vscode-policy.mobileconfig'))!;
    assert.deepEqual(JSON.parse(string!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')), JSON.parse(policy));
  });

  it('what Copilot’s file cannot hold is left out of what is allowed, in use last, and told', function () {
    this.timeout(20_000);
    const many = Array.from({ length: 100 }, (_, i) => ({ package: { type: 'npm', name: `@contoso/server-${i}`, versions: ['1.0.0'] }, args: { allow: ['long'.repeat(475)] } }));
    const seen = [declaredIn('mine', { command: 'pnpm', args: ['dlx', '@contoso/server-7@1.0.0'] }), declaredIn('other', { command: 'pnpm', args: ['dlx', '@contoso/server-8@1.0.0'] })];
    const made = compileForCopilot(plan([{ id: 'all', state: 'approved', match: many }], { seen: seen.slice(0, 1) }));
    const { text } = made.files[0]!;
    assert.ok(text.length <= 1024 * 1024);
    const lines = new Set((json(made)['allowedMcpServers'] as { serverCommand: string[] }[]).map(({ serverCommand }) => serverCommand.join(' ')));
    assert.ok(lines.has('npx -y @contoso/server-99@1.0.0') && lines.has('pnpm dlx @contoso/server-7@1.0.0'));
    assert.ok(!lines.has('pnpm dlx @contoso/server-8@1.0.0'));
    assert.deepEqual(seen.map((subject) => made.losses.some((loss) => loss.direction === 'blocks' && loss.covers(subject))), [false, true]);
  });
});
