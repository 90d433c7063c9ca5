import assert from 'node:assert/strict';
import { policyEntryOf, deniedSettingOf, stopPage } from '../../../../src/core/native/stop/page.ts';
import { withAccess } from '../../../../src/core/native/stop/plan.ts';
import { targetFor } from '../../../../src/core/native/stop/resolve.ts';
import { targetOfPackage, targetOfServers, targetOfUrl } from '../../../../src/core/native/stop/target.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import { render, say } from '../../../../src/core/text/message.ts';
import { likeUrl } from '../../../../src/core/native/claude-code/url.ts';
import { after, declaredIn, evil, file, files, loadAll, planned } from './files.ts';

const token = 'ghp_0123456789abcdefghij0123456789abcdef';
const servers = (map: Record<string, unknown>, key = 'mcpServers'): string => JSON.stringify({ [key]: map });
const npx = (...args: string[]): unknown => ({ command: 'npx', args });
const names = (target: Parameters<typeof planned>[1], text: string, place = '.mcp.json'): string[] => declaredIn(file(place, text)).filter((one) => target!.finds(one)).map(({ declaration }) => declaration.name);

describe('what an emergency stop finds', () => {
  before(loadAll);
  const many = servers({
    plain: npx('-y', 'evil-mcp'), pinned: npx('evil-mcp@1.2.3'), pnpm: { command: 'pnpm', args: ['dlx', 'evil-mcp@latest'] }, hidden: { command: 'bash', args: ['-c', 'curl x | npx evil-mcp'] },
    python: { command: 'uvx', args: ['evil-mcp'] }, other: npx('evil-mcp-two'),
    remote: { type: 'http', url: 'https://mcp.evil.example/v1/mcp?key=a' }, bridged: npx('-y', 'mcp-remote@0.1.0', 'https://MCP.evil.example/v1/mcp'), elsewhere: { type: 'http', url: 'https://mcp.evil.example.org/v1/mcp' }, sibling: { type: 'http', url: 'https://mcp.evil.example/v10' },
    local: { command: 'node', args: ['/srv/evil.js', 'a'] }, local2: { command: 'node', args: ['/srv/evil.js', 'b'] }, local3: { command: 'node', args: ['/srv/fine.js'] },
  });

  it('is a package by any launcher, in any version, also where it stands in a line for a shell', () => {
    assert.deepEqual(names(evil, many), ['plain', 'pinned', 'pnpm', 'hidden']);
    assert.deepEqual(names(targetOfPackage(['pypi'], 'Evil_MCP'), many), ['hidden', 'python']);
  });

  it('is an address and what lies below it, behind a bridge too, and no other host', () => {
    assert.deepEqual(names(targetOfUrl('https://mcp.evil.example/v1'), many), ['remote', 'bridged']);
    assert.deepEqual(names(targetOfUrl('https://mcp.evil.example'), many), ['remote', 'bridged', 'sibling']);
    assert.equal(targetOfUrl('https://'), undefined);
  });

  it('is all that is the same as a chosen server: not what has its name', () => {
    const [first] = declaredIn(file('~/.cursor/mcp.json', servers({ remote: npx('evil-mcp@9.0.0') })));
    assert.deepEqual(names(targetOfServers([first!]), many), ['plain', 'pinned', 'pnpm', 'hidden']);
    const local = declaredIn(file('.mcp.json', many)).find(({ declaration }) => declaration.name === 'local')!;
    assert.deepEqual(names(targetOfServers([local]), many), ['local', 'local2']);
  });

  it('takes a relative path for another program in another folder', () => {
    const relative = servers({ own: { command: 'node', args: ['./server.js'] } });
    const [own] = declaredIn(file('.mcp.json', relative));
    assert.deepEqual(names(targetOfServers([own!]), relative), ['own']);
    const there = { ...own!, file: { ...own!.file, path: '/v/.mcp.json', root: '/v' } };
    assert.equal(targetOfServers([own!]).finds(there), undefined);
  });

  it('is what a typed word means: a purl, a package, an address, a name, which are all of that name and the same', () => {
    const declared = declaredIn(file('.mcp.json', many));
    const by = (wanted: string): string[] | undefined => {
      const target = targetFor(wanted, declared, declared.filter(({ declaration }) => declaration.name === wanted));
      return target && names(target, many);
    };
    assert.deepEqual(by('pkg:npm/evil-mcp@1.2.3'), ['plain', 'pinned', 'pnpm', 'hidden']);
    assert.deepEqual(by('npm:evil-mcp'), ['plain', 'pinned', 'pnpm', 'hidden']);
    assert.deepEqual(by('evil-mcp'), ['plain', 'pinned', 'pnpm', 'hidden', 'python']);
    assert.deepEqual(by('https://mcp.evil.example/v1/mcp'), ['remote', 'bridged']);
    assert.deepEqual(by('local'), ['local', 'local2']);
    assert.equal(by('nothing-of-the-kind'), undefined);
  });
});

describe('the plan of an emergency stop', () => {
  before(loadAll);

  it('switches off where the client knows a switch, takes out where it knows none, in every file, and leaves all else', () => {
    const made = after(planned({
      '.vscode/mcp.json': '{\n  "servers": {\n    // mine\n    "evil": { "command": "npx", "args": ["evil-mcp"] },\n    "good": { "command": "npx", "args": ["good-mcp@1.0.0"] }\n  }\n}\n',
      '~/.codex/config.toml': '[mcp_servers.evil]\ncommand = "npx"\nargs = ["evil-mcp"]\n\n[mcp_servers.good]\ncommand = "npx"\n',
      '~/.config/goose/config.yaml': 'extensions:\n  evil:\n    type: stdio\n    cmd: npx\n    args: [evil-mcp]\n    enabled: true\n',
      '.github/agents/a.md': '---\nmcp-servers:\n  evil:\n    command: npx\n    args: [evil-mcp]\n  good:\n    command: x\n---\nText\n',
    }));
    assert.deepEqual(made, {
      '.vscode/mcp.json': '{\n  "servers": {\n    // mine\n    "good": { "command": "npx", "args": ["good-mcp@1.0.0"] }\n  }\n}\n',
      '~/.codex/config.toml': '[mcp_servers.evil]\ncommand = "npx"\nargs = ["evil-mcp"]\nenabled = false\n\n[mcp_servers.good]\ncommand = "npx"\n',
      '~/.config/goose/config.yaml': 'extensions:\n  evil:\n    type: stdio\n    cmd: npx\n    args: [evil-mcp]\n    enabled: false\n',
      '.github/agents/a.md': '---\nmcp-servers:\n  good:\n    command: x\n---\nText\n',
    });
  });

  it('reaches an entry that only changes another file’s: with `enabled` on it would switch the server on again', () => {
    const made = after(planned({ '~/.codex/config.toml': '[mcp_servers.evil]\ncommand = "npx"\nargs = ["evil-mcp"]\n', '.codex/config.toml': '[mcp_servers.evil]\nenabled = true\n\n[mcp_servers.other]\nenabled = true\n' }));
    assert.deepEqual(made['.codex/config.toml'], '[mcp_servers.other]\nenabled = true\n');
  });

  it('takes out of Gemini’s file what a list in another of its files would switch on again, or a list would switch off with it', () => {
    const evilOnly = servers({ evil: npx('evil-mcp') });
    assert.match(after(planned({ '~/.gemini/settings.json': evilOnly }))['~/.gemini/settings.json']!, /"excluded": ?\["evil"\]/);
    const overridden = after(planned({ '~/.gemini/settings.json': evilOnly, '.gemini/settings.json': '{"mcp":{"excluded":["x"]},"mcpServers":{"y":{"command":"y"}}}' }));
    assert.deepEqual((JSON.parse(overridden['~/.gemini/settings.json']!) as { mcpServers: unknown }).mcpServers, {});
    const shared = after(planned({ '~/.gemini/settings.json': evilOnly, '.gemini/settings.json': servers({ evil: npx('good-mcp') }) }));
    assert.deepEqual(shared, { '~/.gemini/settings.json': '{"mcpServers":{}}' });
  });

  it('writes the user’s own lists of Claude Code, Gemini CLI and Copilot CLI where these are used: never a secret, no name that another server has', () => {
    const made = after(planned({
      '.mcp.json': servers({ evil: npx('evil-mcp'), keyed: npx('evil-mcp', '--token', token), shared: npx('evil-mcp', 'x') }),
      '~/.claude.json': servers({ shared: npx('good-mcp') }),
      '~/.claude/settings.json': '{\n  "model": "opus", // fast\n  "deniedMcpServers": [{ "serverName": "evil" }]\n}\n',
      '~/.copilot/mcp-config.json': '{"mcpServers":{}}',
      '~/.copilot/settings.json': undefined,
    }));
    assert.equal(made['~/.claude/settings.json'], '{\n  "model": "opus", // fast\n  "deniedMcpServers": [{ "serverName": "evil" }, { "serverCommand": ["npx", "evil-mcp"] }, { "serverName": "keyed" }, { "serverCommand": ["npx", "evil-mcp", "x"] }]\n}\n');
    assert.deepEqual(JSON.parse(made['~/.copilot/settings.json']!), { disabledMcpServers: ['evil', 'keyed', 'shared'] });
    assert.ok(!JSON.stringify([made['~/.claude/settings.json'], made['~/.copilot/settings.json']]).includes(token));
  });

  it('writes no list of a client that was never used here', () => {
    assert.deepEqual(Object.keys(after(planned({ '.mcp.json': servers({ evil: npx('evil-mcp') }), '~/.claude.json': undefined, '~/.claude/settings.json': undefined, '~/.copilot/settings.json': undefined }))), ['.mcp.json']);
  });

  it('offers to stop every server in VS Code, as a step of its own', () => {
    const plan = planned({ '.vscode/mcp.json': servers({ evil: npx('evil-mcp') }, 'servers'), '.vscode/settings.json': '{\n  "editor.tabSize": 2\n}\n' });
    assert.deepEqual(Object.keys(after(plan)), ['.vscode/mcp.json']);
    assert.equal(after(withAccess(plan))['.vscode/settings.json'], '{\n  "editor.tabSize": 2,\n  "chat.mcp.access": "none"\n}\n');
    const made = withAccess(planned({ '.vscode/settings.json': undefined }));
    assert.deepEqual(made.steps.map(({ before, after: text }) => [before, text]), [[undefined, '{\n  "chat.mcp.access": "none"\n}\n']]);
    assert.equal(after(withAccess(planned({ '.vscode/settings.json': '{"chat.mcp.access":"all"}' })))['.vscode/settings.json'], '{"chat.mcp.access":"none"}');
  });

  it('leaves alone what is off, and files that no client reads where they lie', () => {
    const plan = planned({ '~/.kiro/settings/mcp.json': servers({ evil: { command: 'npx', args: ['evil-mcp'], disabled: true } }) });
    assert.deepEqual([plan.steps, plan.declared.length], [[], 1]);
  });

  it('says of each declaration that stays on why, and of what cannot be read that it is not known', () => {
    const damaged = '{"mcpServers":{"evil":{"command":"npx","args":["evil-mcp"]}';
    const plan = planned({ '.mcp.json': damaged, '~/.cursor/mcp.json': servers({ evil: npx('evil-mcp') }) }, evil, { hindrance: (path) => (path.startsWith('/home') ? say('It belongs to another user.') : undefined) });
    assert.deepEqual(plan.steps, []);
    assert.deepEqual(plan.unreached.map(({ path, name, why }) => [path, name, render(why)]), [
      ['/w/.mcp.json', 'evil', 'The file is damaged, so that no edit of it is safe. Open it, mend it, and block the server again.'],
      ['/home/ada/.cursor/mcp.json', 'evil', 'It belongs to another user.'],
      ['/home/ada/.cursor/mcp.json', undefined, 'What your team’s dashboard allows, and which servers are switched off, Cursor does not keep in files.'],
    ]);
    const cloud = planned({ '~/.claude.json': servers({ evil: npx('evil-mcp') }) });
    assert.match(cloud.unreached.map(({ why }) => render(why)).join(), /connectors of your account at claude\.ai/);
  });
});

describe('the page of an emergency stop', () => {
  before(loadAll);
  const texts = {
    '.vscode/mcp.json': `{\n  "servers": {\n    "evil": { "command": "npx", "args": ["evil-mcp", "--token", "${token}"], "env": { "KEY": "hunter2-and-more" } } // s3cret\n  }\n}\n`,
    '~/.codex/config.toml': '[mcp_servers.evil]\ncommand = "npx"\nargs = ["evil-mcp"]\nenv = { KEY = "hunter2-and-more" } # s3cret\n',
  };

  it('shows every change with its secrets masked, and the policy entry and the setting for elsewhere', () => {
    const plan = planned(texts);
    const page = stopPage(plan, { shown: (path) => path });
    for (const secret of [token, 'hunter2', 's3cret']) assert.ok(!page.includes(secret), page);
    assert.match(page, /^# Block everywhere: npm:evil-mcp\n\nNothing has been changed yet\.\n\n- Switched on now: 2 declarations\n- Files to change: 2\n/);
    assert.match(page, /- {5}"evil": \{ "command": "npx", "args": \["evil-mcp", "--token", "•••"\], "env": \{ "KEY": "•••" \} \} \/\/ …/);
    assert.match(page, /```diff\n@@ line 5 @@\n\+ enabled = false\n```/);
    assert.match(page, /quit and start again whichever of these is in use: Codex\./);
    const entry = JSON.parse(policyEntryOf(plan)!) as unknown;
    const policy = readPolicy(JSON.stringify({ policyVersion: 1, serial: 1, issuer: 'x', issuedAt: '2026-11-20T09:00:00Z', servers: [entry] }), 'p.json');
    assert.deepEqual(policy.problems, []);
    assert.deepEqual(policy.document?.servers.map(({ id, state }) => [id, state]), [['stop:npm:evil-mcp', 'revoked']]);
    assert.deepEqual(JSON.parse(`{${deniedSettingOf(plan)!}}`), { 'chat.mcp.deniedServers': [{ serverName: 'evil' }] });
  });

  it('of a rehearsal says that it is one', () => {
    assert.match(stopPage(planned(texts), { shown: (path) => path, rehearsal: true }), /\n\nA rehearsal: nothing was changed\.\n/);
  });

  it('cannot be made to say something else by a name', () => {
    const page = stopPage(planned({ '.mcp.json': servers({ 'x`\n\n# Nothing is wrong\u202e': npx('evil-mcp') }) }), { shown: (path) => path });
    assert.ok(!page.includes('\n# Nothing'));
    assert.ok(!page.includes('\u202e'));
  });

  it('puts no other address on a list than the one that is called', () => {
    const servers = { evil: { type: 'http', url: 'https://gw.example/' }, mcp: { type: 'http', url: 'https://gw.example/mcp' }, near: { type: 'http', url: 'https://gw.example/mcp-other' } };
    const texts = { '~/.claude.json': JSON.stringify({ mcpServers: servers }), '~/.claude/settings.json': '{}' };
    const [claude] = files(texts);
    const listed = (name: string): string => after(planned(texts, targetOfServers(declaredIn(claude!).filter(({ declaration }) => declaration.name === name))))['~/.claude/settings.json'] ?? '';
    for (const name of ['evil', 'mcp'] as const) {
      const made = (JSON.parse(listed(name)) as { deniedMcpServers: readonly { readonly serverUrl?: string }[] }).deniedMcpServers.flatMap(({ serverUrl }) => serverUrl ?? []);
      assert.deepEqual(made, [servers[name].url, `${servers[name].url}?*`]);
      for (const [other, { url }] of Object.entries(servers)) if (other !== name) assert.ok(made.every((pattern) => likeUrl(pattern, url) === 'no'), `${name} stops ${other}`);
    }
  });
});
