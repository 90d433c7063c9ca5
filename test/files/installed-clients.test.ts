import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { Environment } from '../../src/core/clients/client.ts';
import { installedClients } from '../../src/host/native/installed-clients.ts';
import { tempFolder } from './temp.ts';

describe('installed clients', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());

  const at = (platform: Environment['platform'] = 'linux', env: Environment['env'] = {}): string[] =>
    installedClients({ environment: { platform, home: path.join(temp.folder, 'home').replaceAll('\\', '/'), env }, root: path.join(temp.folder, 'root').replaceAll('\\', '/') }).map(({ client, versions, at: where }) => [client, ...versions, path.relative(temp.folder, where).replaceAll('\\', '/')].join(' '));
  const packaged = (file: string, version: unknown): void => void temp.write(file, JSON.stringify({ name: 'x', version }));

  it('are none on an empty machine', () => {
    assert.deepEqual(at(), []);
  });

  it('are told by the packages of npm and the versions that these state, of every copy', () => {
    packaged('root/usr/local/lib/node_modules/@anthropic-ai/claude-code/package.json', '2.1.300');
    packaged('home/.nvm/versions/node/v22.1.0/lib/node_modules/@anthropic-ai/claude-code/package.json', '2.0.9');
    temp.write('home/.local/share/claude/versions/2.1.305', '');
    packaged('home/.npm-global/lib/node_modules/@openai/codex/package.json', '0.99.0');
    packaged('root/usr/lib/node_modules/@google/gemini-cli/package.json', '0.40.1');
    assert.deepEqual(at(), [
      'claude-code 2.1.300 2.0.9 2.1.305 root/usr/local/lib/node_modules/@anthropic-ai/claude-code/package.json',
      'codex 0.99.0 home/.npm-global/lib/node_modules/@openai/codex/package.json',
      'gemini-cli 0.40.1 root/usr/lib/node_modules/@google/gemini-cli/package.json',
    ]);
  });

  it('are told by a folder of their own, without a version', () => {
    temp.write('home/.codex/history.jsonl', '');
    temp.write('home/.cursor/argv.json', '{}');
    assert.deepEqual(at(), ['cursor home/.cursor', 'codex home/.codex']);
  });

  it('are told by the config file that they have written; another’s file is no sign', () => {
    temp.write('home/.config/Cursor/User/settings.json', '{}');
    temp.write('home/.gemini/settings.json', '{}');
    assert.deepEqual(at(), ['gemini-cli home/.gemini/settings.json']);
  });

  it('are told on each platform by the desktop program', () => {
    packaged('root/usr/share/code/resources/app/package.json', '1.140.0');
    packaged('root/Applications/Visual Studio Code.app/Contents/Resources/app/package.json', '1.139.1');
    packaged('home/AppData/Local/Programs/Microsoft VS Code/0a1b2c/resources/app/package.json', '1.138.0');
    assert.deepEqual(at('linux'), ['vscode 1.140.0 root/usr/share/code/resources/app/package.json']);
    assert.deepEqual(at('darwin'), ['vscode 1.139.1 root/Applications/Visual Studio Code.app/Contents/Resources/app/package.json']);
    // A drive's letter only means something on Windows itself.
    if (process.platform !== 'win32') assert.deepEqual(at('win32'), ['vscode 1.138.0 home/AppData/Local/Programs/Microsoft VS Code/0a1b2c/resources/app/package.json']);
  });

  it('state no version where a file holds something else', () => {
    packaged('root/usr/lib/node_modules/@openai/codex/package.json', ['1']);
    packaged('home/.bun/install/global/node_modules/@openai/codex/package.json', '1.0.0\u001b[31m');
    temp.write('root/usr/local/lib/node_modules/@openai/codex/package.json', '{');
    assert.deepEqual(at(), ['codex root/usr/local/lib/node_modules/@openai/codex/package.json']);
  });

  it('are looked for wherever the prefix of npm leads', () => {
    packaged('own/lib/node_modules/@github/copilot/package.json', '1.0.57');
    assert.deepEqual(at('linux', { NPM_CONFIG_PREFIX: path.join(temp.folder, 'own') }), ['copilot-cli 1.0.57 own/lib/node_modules/@github/copilot/package.json']);
  });

  it('the editor we run in is here, and states its own version', () => {
    const found = installedClients({ environment: { platform: 'linux', home: path.join(temp.folder, 'home'), env: {} }, root: path.join(temp.folder, 'root'), editor: { client: 'vscode', version: '1.140.2', at: '/opt/code' } });
    assert.deepEqual(found, [{ client: 'vscode', versions: ['1.140.2'], at: '/opt/code' }]);
  });
});
