import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { NativeCircumstances, NativeFile } from '../../../../src/core/native/native.ts';
import { vscodeManagedSettings, vscodePolicies, vscodeSettings } from '../../../../src/core/native/vscode/read.ts';
import { vscodeNative } from '../../../../src/core/native/vscode/vscode.ts';
import { render } from '../../../../src/core/text/message.ts';
import { listFile, met, toldIn } from '../natives.ts';

const linux: NativeCircumstances = { platform: 'linux' };
const home = '/home/ada/.config/Code/User';

const settings = vscodeSettings([]);
const user = (content: unknown): NativeFile => listFile(settings, content, `${home}/settings.json`);
const insiders = (content: unknown): NativeFile => listFile(settings, content, '/home/ada/.config/Code - Insiders/User/settings.json');
const profile = (content: unknown): NativeFile => listFile(settings, content, `${home}/profiles/a1/settings.json`);
const workspace = (content: unknown): NativeFile => listFile(settings, content, '/src/.vscode/settings.json', 'workspace');
const device = (content: unknown): NativeFile => listFile(vscodePolicies, content, '/etc/vscode/policy.json', 'managed');
const managed = (content: unknown): NativeFile => listFile(vscodeManagedSettings, content, '/etc/github-copilot/managed-settings.json', 'managed');

const stdio = met('ledger', { type: 'stdio', command: 'npx', args: ['-y', 'ledger@1.0.0'] });
const http = met('wiki', { type: 'http', url: 'https://wiki.contoso.com/mcp' });

const allow = 'chat.mcp.allowedServers';
const deny = 'chat.mcp.deniedServers';

/** What VS Code does with `ledger` (a command line) and `wiki` (an address). */
function outcomes(files: readonly NativeFile[], at = linux): string {
  const enforcement = vscodeNative.enforce(files, at);
  return [stdio, http].map((subject) => enforcement.judge(subject).outcome).join(' ');
}

describe('VS Code’s own lists', () => {
  const table: readonly (readonly [title: string, files: readonly NativeFile[], expected: string])[] = [
    ['no list at all', [], 'allowed allowed'],
    ['an empty allow list is not an absent one', [user({ [allow]: [] })], 'blocked blocked'],
    ['null is an absent one', [user({ [allow]: null })], 'allowed allowed'],
    ['an allow list by name', [user({ [allow]: [{ serverName: 'ledger' }] })], 'allowed blocked'],
    ['an allow list by command line: every argument, in order', [user({ [allow]: [{ serverCommand: ['npx', '-y', 'ledger@1.0.0'] }] })], 'allowed blocked'],
    ['an argument too few', [user({ [allow]: [{ serverCommand: ['npx', 'ledger@1.0.0'] }] })], 'blocked blocked'],
    ['an allow list by address', [user({ [allow]: [{ serverUrl: 'https://*.contoso.com/*' }] })], 'blocked allowed'],
    ['a deny list lets everything else through', [user({ [deny]: [{ serverUrl: 'https://wiki.contoso.com/*' }] })], 'allowed blocked'],
    ['deny wins', [user({ [allow]: [{ serverName: 'ledger' }, { serverName: 'wiki' }], [deny]: [{ serverName: 'ledger' }] })], 'blocked allowed'],
    ['a typo in a deny list silently allows', [user({ [deny]: [{ serverNme: 'ledger' }, 'wiki'] })], 'allowed allowed'],
    ['an entry with two keys is dropped', [user({ [deny]: [{ serverName: 'ledger', serverCommand: ['npx', '-y', 'ledger@1.0.0'] }] })], 'allowed allowed'],
    ['a list that is none counts as not set', [user({ [allow]: { serverName: 'ledger' } })], 'allowed allowed'],
    ['settings as nested maps', [user({ chat: { mcp: { deniedServers: [{ serverName: 'ledger' }] } } })], 'blocked allowed'],
    // Scopes.
    ['a list in a workspace counts for nothing', [workspace({ [deny]: [{ serverName: 'ledger' }] })], 'allowed allowed'],
    ['nor in a profile', [profile({ [deny]: [{ serverName: 'ledger' }] })], 'allowed allowed'],
    ['and a profile has those of the default one', [profile({ 'chat.mcp.access': 'all' }), user({ [deny]: [{ serverName: 'ledger' }] })], 'blocked allowed'],
    ['access is of the window: a workspace can tighten it', [user({ 'chat.mcp.access': 'all' }), workspace({ 'chat.mcp.access': 'none' })], 'blocked blocked'],
    ['and loosen it', [user({ 'chat.mcp.access': 'none' }), workspace({ 'chat.mcp.access': 'all' })], 'allowed allowed'],
    ['unless a policy fixes it', [device({ ChatMCP: 'none' }), workspace({ 'chat.mcp.access': 'all' })], 'blocked blocked'],
    ['a value that VS Code does not know lets through', [device({ ChatMCP: 'off' })], 'allowed allowed'],
    ['two products that differ', [user({ [deny]: [{ serverName: 'ledger' }] }), insiders({ [deny]: [{ serverName: 'wiki' }] })], 'undetermined undetermined'],
    // Policies: JSON in a text.
    ['a policy as text', [device({ ChatDeniedMcpServers: '[{"serverName":"ledger"}]' })], 'blocked allowed'],
    ['a policy as a list', [device({ ChatDeniedMcpServers: [{ serverName: 'ledger' }] })], 'blocked allowed'],
    ['a policy takes the place of the user’s list', [device({ ChatDeniedMcpServers: '[{"serverName":"ledger"}]' }), user({ [deny]: [{ serverName: 'wiki' }] })], 'blocked allowed'],
    ['a policy that is no JSON takes the place of nothing', [device({ ChatDeniedMcpServers: '[{serverName' }), user({ [deny]: [{ serverName: 'wiki' }] })], 'allowed blocked'],
    ['a policy that is no list takes the place of the user’s', [device({ ChatDeniedMcpServers: '{}' }), user({ [deny]: [{ serverName: 'wiki' }] })], 'allowed allowed'],
    ['a policy file that is no JSON counts for nothing', [device('{ "ChatMCP": "none", // ours\n')], 'allowed allowed'],
    ['managed settings stand before the machine’s own', [device({ ChatAllowedMcpServers: '[]' }), managed({ allowedMcpServers: [{ serverName: 'wiki' }] })], 'blocked allowed'],
    ['key by key', [device({ ChatAllowedMcpServers: '[{"serverName":"ledger"}]' }), managed({ deniedMcpServers: [{ serverName: 'wiki' }] })], 'allowed blocked'],
    ['a malformed list in managed settings counts for nothing in VS Code', [managed({ allowedMcpServers: { serverName: 'wiki' }, deniedMcpServers: [] })], 'allowed allowed'],
    // Only lists from a policy.
    ['only managed lists: the user’s allow list counts for nothing', [device({ ChatAllowManagedMcpServersOnly: true, ChatAllowedMcpServers: '[{"serverName":"wiki"}]' }), user({ [allow]: [{ serverName: 'ledger' }] })], 'blocked allowed'],
    ['and no list of a policy is an empty one', [device({ ChatAllowManagedMcpServersOnly: true }), user({ [allow]: [{ serverName: 'ledger' }] })], 'blocked blocked'],
    ['deny lists are merged then', [device({ ChatAllowManagedMcpServersOnly: true, ChatAllowedMcpServers: '[{"serverName":"wiki"},{"serverName":"ledger"}]', ChatDeniedMcpServers: '[{"serverName":"wiki"}]' }), user({ [deny]: [{ serverName: 'ledger' }] })], 'blocked blocked'],
    ['only plugins’ servers', [managed({ strictPluginOnlyCustomization: true })], 'blocked blocked'],
    ['only the registry’s', [user({ 'chat.mcp.access': 'registry' })], 'undetermined undetermined'],
    ['only the registry’s, and denied', [user({ 'chat.mcp.access': 'registry', [deny]: [{ serverName: 'ledger' }] })], 'blocked undetermined'],
  ];
  for (const [title, files, expected] of table) {
    it(title, () => {
      assert.equal(outcomes(files), expected);
    });
  }

  it('counts in the release that brought them', () => {
    const files = [user({ [deny]: [{ serverName: 'ledger' }], 'chat.mcp.allowManagedServersOnly': true })];
    assert.equal(outcomes(files, { platform: 'linux', version: '1.129.4' }), 'allowed allowed');
    assert.equal(outcomes(files, { platform: 'linux', version: '1.131.0' }), 'blocked allowed');
    assert.equal(outcomes(files, { platform: 'linux', version: '1.132.0' }), 'blocked blocked');
    const port = [user({ [allow]: [{ serverUrl: 'https://wiki.contoso.com:443/*' }] })];
    assert.equal(outcomes(port, { platform: 'linux', version: '1.131.0' }), 'blocked undetermined');
    assert.equal(outcomes(port), 'blocked allowed');
  });

  it('waits for a variable, unless what is written out decides already', () => {
    const judged = (server: unknown, lists: unknown, env?: Record<string, string>): string => vscodeNative.enforce([user(lists)], { platform: 'linux', ...(env && { env }) }).judge(met('open', server)).outcome;
    const root = { type: 'stdio', command: 'npx', args: ['files', '${workspaceFolder}'] };
    assert.equal(judged(root, { [allow]: [{ serverCommand: ['npx', 'files', '/src'] }] }), 'undetermined');
    assert.equal(judged(root, { [allow]: [{ serverCommand: ['uvx', 'files', '/src'] }] }), 'blocked');
    assert.equal(judged(root, { [allow]: [{ serverName: 'open' }] }), 'allowed');
    assert.equal(judged(root, { [deny]: [{ serverCommand: ['npx', 'files', '/src'] }] }), 'undetermined');
    const url = { type: 'http', url: 'https://wiki.contoso.com/${env:TENANT}/mcp' };
    assert.equal(judged(url, { [deny]: [{ serverUrl: 'https://wiki.contoso.com/*' }] }), 'blocked');
    assert.equal(judged(url, { [deny]: [{ serverUrl: 'https://wiki.contoso.com/a/*' }] }), 'undetermined');
    assert.equal(judged(url, { [deny]: [{ serverUrl: 'https://wiki.contoso.com/a/*' }] }, { TENANT: 'a' }), 'blocked');
    assert.equal(judged(url, { [deny]: [{ serverUrl: 'https://wiki.contoso.com/a/*' }] }, { TENANT: 'b' }), 'allowed');
  });

  it('does not read other clients’ files where only the registry counts', () => {
    const enforcement = vscodeNative.enforce([user({ 'chat.mcp.access': 'registry' })], linux);
    const judgement = enforcement.judge(met('ledger', { command: 'npx', args: ['x'] }, { at: '.mcp.json' }));
    assert.equal(judgement.outcome, 'blocked');
    assert.equal(render(judgement.reason), 'VS Code starts only what was installed from its registry: `chat.mcp.access` is `registry`, and it does not read this file then.');
  });

  it('says why, which entry, and how firmly', () => {
    const judgement = vscodeNative.enforce([user({ [deny]: [{ serverName: 'other' }, { serverCommand: ['npx', '-y', 'ledger@1.0.0'] }] })], linux).judge(stdio);
    assert.equal(render(judgement.reason), 'VS Code does not start it: its deny list has serverCommand npx -y ledger@1.0.0.');
    assert.deepEqual(judgement.by?.path, [deny, 1]);
    assert.equal(judgement.by.file.path, `${home}/settings.json`);
    assert.equal(judgement.level, 'version');
  });

  it('tells what does not do what it seems to', () => {
    const told = (...files: readonly NativeFile[]): string[] => toldIn(vscodeNative.enforce(files, linux));
    assert.deepEqual(told(user({ [deny]: [{ serverNme: 'x' }] })), [`native-invalid-entry /${deny}/0`]);
    assert.deepEqual(told(user({ [allow]: [{ serverName: 'x' }] })), [`native-name-only /${allow}/0`]);
    assert.deepEqual(told(user({ [deny]: [{ serverName: 'x' }] })), []);
    assert.deepEqual(told(user({ [allow]: [{ serverCommand: ['npx', '-y', 'ledger@latest'] }, { serverCommand: ['npx', '-y', 'ledger@1.0.0'] }] })), [`native-floating-version /${allow}/0`]);
    assert.deepEqual(told(user({ [deny]: [{ serverCommand: ['npx', '${workspaceFolder}'] }] })), [`native-dead-entry /${deny}/0`]);
    assert.deepEqual(told(user({ [deny]: [{ serverUrl: 'wiki.contoso.com/*' }, { serverUrl: 'https://wiki.contoso.com' }, { serverName: 'a*' }] })), [`native-dead-entry /${deny}/0`, `native-dead-entry /${deny}/2`]);
    assert.deepEqual(told(user({ [allow]: [{ serverUrl: 'https://wiki.contoso.com/mcp' }], [deny]: [{ serverUrl: 'https://*.contoso.com/*' }] })), [`native-dead-entry /${allow}/0`]);
    assert.deepEqual(told(workspace({ [deny]: [{ serverName: 'x' }], 'chat.mcp.access': 'none' })), [`native-ignored-list /${deny}`]);
    assert.deepEqual(told(device({ ChatDeniedMcpServers: '[]' }), user({ [deny]: [{ serverName: 'x' }] })), [`native-ignored-list /${deny}`]);
    assert.deepEqual(told(device({ ChatMCP: 'off' })), ['native-invalid-entry /ChatMCP']);
    assert.deepEqual(told(managed('{')), ['native-invalid-entry ']);
  });

  it('tells what it cannot see on each system', () => {
    const unseen = (platform: NativeCircumstances['platform']): number => vscodeNative.enforce([], { platform }).unseen.length;
    assert.deepEqual([unseen('linux'), unseen('darwin'), unseen('win32')], [1, 2, 2]);
  });

  it('never throws, and blocks whatever a deny entry names exactly', function () {
    this.timeout(60_000);
    const words = fc.array(fc.stringMatching(/^[a-z0-9@./-]{1,8}$/), { minLength: 1, maxLength: 4 });
    const servers = fc.oneof(
      words.map(([command, ...args]) => ({ server: { type: 'stdio', command, args }, entry: { serverCommand: [command, ...args] } })),
      fc.webUrl({ withQueryParameters: true }).filter((url) => !/[%*]|\?.*\?/.test(url)).map((url) => ({ server: { type: 'http', url }, entry: { serverUrl: url } })),
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), servers, fc.array(fc.anything()), fc.boolean(), (name, { server, entry }, others, byName) => {
        const denied = byName ? { serverName: name } : entry;
        const lists = { [deny]: [...others, denied], [allow]: [denied] };
        const judgement = vscodeNative.enforce([listFile(settings, JSON.stringify(lists), `${home}/settings.json`)], linux).judge(met(name, server));
        assert.equal(judgement.outcome, 'blocked');
      }),
    );
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(settings, vscodePolicies, vscodeManagedSettings), fc.constantFrom(allow, 'ChatDeniedMcpServers', 'deniedMcpServers', '__proto__'), (json, reader, key) => {
        const text = `{"${key}": ${json}, "chat.mcp.access": ${json}, "ChatMCP": "all", "deniedMcpServers": []}`;
        vscodeNative.enforce([listFile(reader, text, `${home}/settings.json`)], linux).judge(stdio);
      }),
    );
  });
});
