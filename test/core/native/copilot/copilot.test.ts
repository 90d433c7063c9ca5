import assert from 'node:assert/strict';
import fc from 'fast-check';
import { copilotNative } from '../../../../src/core/native/copilot/copilot.ts';
import { copilotManaged } from '../../../../src/core/native/copilot/read.ts';
import type { NativeFile } from '../../../../src/core/native/native.ts';
import { vscodeManagedSettings } from '../../../../src/core/native/vscode/read.ts';
import { vscodeNative } from '../../../../src/core/native/vscode/vscode.ts';
import { render } from '../../../../src/core/text/message.ts';
import { listFile, met, toldIn } from '../natives.ts';

const path = '/etc/github-copilot/managed-settings.json';
const managed = (content: unknown): NativeFile => listFile(copilotManaged, content, path, 'managed');
const other = (content: unknown): NativeFile => listFile(copilotManaged, content, '/other/managed-settings.json', 'managed');

const cli = { client: 'copilot-cli', at: '.github/mcp.json' } as const;
const stdio = met('ledger', { type: 'local', command: 'npx', args: ['-y', 'ledger@1.0.0'] }, cli);
const http = met('wiki', { type: 'http', url: 'https://wiki.contoso.com/mcp' }, cli);

function outcomes(...files: readonly NativeFile[]): string {
  const enforcement = copilotNative.enforce(files, { platform: 'linux' });
  return [stdio, http].map((subject) => enforcement.judge(subject).outcome).join(' ');
}

describe('Copilot’s managed settings', () => {
  const table: readonly (readonly [title: string, files: readonly NativeFile[], expected: string])[] = [
    ['no list at all', [], 'allowed allowed'],
    ['an empty allow list', [managed({ allowedMcpServers: [] })], 'blocked blocked'],
    ['an allow list', [managed({ allowedMcpServers: [{ serverUrl: 'https://*.contoso.com/*' }] })], 'blocked allowed'],
    ['deny wins', [managed({ allowedMcpServers: [{ serverName: 'ledger' }, { serverName: 'wiki' }], deniedMcpServers: [{ serverName: 'ledger' }] })], 'blocked allowed'],
    ['allow lists intersect', [managed({ allowedMcpServers: [{ serverName: 'ledger' }, { serverName: 'wiki' }] }), other({ allowedMcpServers: [{ serverName: 'wiki' }] })], 'blocked allowed'],
    ['deny lists unite', [managed({ deniedMcpServers: [{ serverName: 'ledger' }] }), other({ deniedMcpServers: [{ serverName: 'wiki' }] })], 'blocked blocked'],
    ['a list that is none is an empty allow list', [managed({ deniedMcpServers: { serverName: 'ledger' } })], 'blocked blocked'],
    ['so is a file that is no JSON', [managed('{ "allowedMcpServers": [ }')], 'blocked blocked'],
    ['one malformed entry leaves it open', [managed({ deniedMcpServers: [{ serverName: 'ledger' }, { name: 'x' }] })], 'blocked undetermined'],
    ['lists that teams may replace', [managed({ allowedMcpServers: { overridable: [{ serverName: 'ledger' }] } })], 'allowed blocked'],
  ];
  for (const [title, files, expected] of table) {
    it(title, () => {
      assert.equal(outcomes(...files), expected);
    });
  }

  it('blocks what a variable leaves open, whatever allows it', () => {
    const judged = (server: unknown, lists: unknown, env?: Record<string, string>): string => copilotNative.enforce([managed(lists)], { platform: 'linux', ...(env && { env }) }).judge(met('open', server, cli)).outcome;
    const server = { type: 'local', command: 'npx', args: ['files', '$ROOT'] };
    assert.equal(judged(server, { allowedMcpServers: [{ serverName: 'open' }] }), 'undetermined');
    assert.equal(judged(server, { allowedMcpServers: [{ serverName: 'open' }] }, { ROOT: '/src' }), 'allowed');
    assert.equal(judged(server, { allowedMcpServers: [{ serverCommand: ['npx', 'files', '/src'] }] }, { ROOT: '/src' }), 'allowed');
    assert.equal(judged(server, { allowedMcpServers: [{ serverCommand: ['npx', 'files', '/src'] }] }, { ROOT: '/etc' }), 'blocked');
    assert.equal(judged(server, { allowedMcpServers: [{ serverCommand: ['uvx', 'files', '/src'] }] }), 'blocked');
  });

  it('is read otherwise by VS Code: a malformed file blocks everything here and nothing there', () => {
    const text = '{ "deniedMcpServers": [ }';
    const inVscode = vscodeNative.enforce([listFile(vscodeManagedSettings, text, path, 'managed')], { platform: 'linux' });
    assert.equal(inVscode.judge(http).outcome, 'allowed');
    assert.equal(copilotNative.enforce([managed(text)], { platform: 'linux' }).judge(http).outcome, 'blocked');
  });

  it('says why, and tells what does not do what it seems to', () => {
    const enforcement = copilotNative.enforce([managed({ allowedMcpServers: [{ serverName: 'wiki' }, { serverCommand: ['npx', 'ledger@latest'] }], deniedMcpServers: [{ serverUrl: 'https://$HOST/*' }, { serverName: 'wiki' }] })], { platform: 'linux' });
    assert.equal(render(enforcement.judge(http).reason), 'Copilot does not start it: its deny list has serverName wiki.');
    assert.equal(render(enforcement.judge(stdio).reason), 'Copilot does not start it: no entry of its allow list matches.');
    assert.deepEqual(toldIn(enforcement), ['native-dead-entry /allowedMcpServers/0', 'native-floating-version /allowedMcpServers/1', 'native-dead-entry /deniedMcpServers/0']);
  });

  it('never throws, and blocks whatever a deny entry names exactly', function () {
    this.timeout(60_000);
    const words = fc.array(fc.stringMatching(/^[a-z0-9@./-]{1,8}$/), { minLength: 1, maxLength: 4 });
    const servers = fc.oneof(
      words.map(([command, ...args]) => ({ server: { type: 'local', command, args }, entry: { serverCommand: [command, ...args] } })),
      fc.webUrl({ withQueryParameters: true }).filter((url) => !/[%*$]/.test(url)).map((url) => ({ server: { type: 'http', url }, entry: { serverUrl: url } })),
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), servers, fc.array(fc.anything()), fc.boolean(), (name, { server, entry }, others, byName) => {
        const lists = { deniedMcpServers: [...others, byName ? { serverName: name } : entry] };
        assert.equal(copilotNative.enforce([managed(JSON.stringify(lists))], { platform: 'linux' }).judge(met(name, server, cli)).outcome, 'blocked');
      }),
    );
    fc.assert(fc.property(fc.json(), (json) => void copilotNative.enforce([managed(`{"allowedMcpServers": ${json}}`)], { platform: 'linux' }).judge(stdio)));
  });
});
