import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { userFiles } from '../../../../src/core/clients/clients.ts';
import { readConfigFile } from '../../../../src/core/config/read.ts';
import { enforced, inGemini, listIn, outcomes, problems } from './settings.ts';

describe('lists of Gemini CLI as findings', () => {
  it('lists that do nothing', () => {
    assert.deepEqual(problems({ mcp: { allowed: [] } }), ['native-ignored-list mcp/allowed: An empty list allows every server: Gemini CLI takes it for none. To allow no server, name one that nobody has, and define it under `mcpServers` without a command.']);
    assert.deepEqual(problems({ mcp: { excluded: 'a' } }), ['native-ignored-list mcp/excluded: Gemini CLI overlooks this: it expects a list of names here. Write `"excluded": [ … ]`.']);
    assert.deepEqual(problems({ admin: { mcp: { enabled: false } } }), ['native-ignored-list admin/mcp: Gemini CLI takes `admin` from the organisation’s account in the cloud alone, and overlooks it here: this restricts nothing. Write `mcp.allowed` and `mcpServers` instead.']);
  });

  it('names that come to nothing', () => {
    assert.deepEqual(problems({ mcp: { allowed: ['a', 'b-*', 1], excluded: ['a'] } }).map((text) => text.split(':')[0]), ['native-invalid-entry mcp/allowed/2', 'native-dead-entry mcp/allowed/0', 'native-dead-entry mcp/allowed/1']);
  });

  it('settings without a list say nothing', () => {
    assert.equal(listIn({ mcpServers: { a: { command: 'x' } } }, 'user'), undefined);
    assert.equal(listIn({ theme: 'x' }), undefined);
    assert.equal(listIn({ mcpServers: { a: { command: 'x' } } })?.allows, false);
  });

  it('names of variables are read, not their values', () => {
    assert.deepEqual(listIn({ mcpServers: { a: { command: 'x', env: { TOKEN: 'secret' }, httpUrl: '' } } })?.entries[0]?.matches, { kind: 'definition', name: 'a', definition: { launch: { argv: ['x'] }, env: ['TOKEN'], headers: [] } });
  });

  it('never throws, whatever the files hold', () => {
    const keys = fc.constantFrom('mcp', 'allowed', 'excluded', 'mcpServers', 'admin', 'a', '__proto__', 'command', 'args', 'env', 'url');
    const leaf = fc.oneof(fc.constantFrom('a', '__proto__'), fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({ tree: fc.oneof({ depthSize: 'large', withCrossShrink: true }, leaf, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(keys, tie('tree'), { maxKeys: 4 })) }));
    const file = fc.dictionary(keys, tree);
    fc.assert(
      fc.property(fc.record({ system: file, defaults: file, user: file, workspace: file }, { requiredKeys: [] }), fc.constantFrom('a', '__proto__', ''), (settings, name) => {
        assert.ok(['allowed', 'blocked', 'undetermined'].includes(outcomes(settings, inGemini(name, { command: 'x' }))[0]!));
        assert.ok(enforced(settings).files.length <= 4);
      }),
      { numRuns: 400 },
    );
  });

  it('are read where Gemini CLI has them, and definitions in the system’s settings alone', () => {
    const text = JSON.stringify({ mcp: { allowed: ['a'] }, mcpServers: { a: { command: 'x' } } });
    const kinds = (env: Record<string, string>, path: string, platform: 'linux' | 'darwin' | 'win32' = 'linux'): string[] | undefined => {
      const known = userFiles({ platform, home: '/home/me', env }).find((file) => file.path === path);
      return known && readConfigFile({ path, known, live: true, content: { text } }).lists?.[0]?.entries.map(({ matches }) => matches.kind);
    };
    assert.deepEqual(kinds({}, '/etc/gemini-cli/settings.json'), ['name', 'definition']);
    assert.deepEqual(kinds({}, '/Library/Application Support/GeminiCli/settings.json', 'darwin'), ['name', 'definition']);
    assert.deepEqual(kinds({}, 'C:/ProgramData/gemini-cli/settings.json', 'win32'), ['name', 'definition']);
    assert.deepEqual(kinds({}, '/etc/gemini-cli/system-defaults.json'), ['name']);
    assert.deepEqual(kinds({ GEMINI_CLI_SYSTEM_SETTINGS_PATH: '/opt/g/s.json' }, '/opt/g/s.json'), ['name', 'definition']);
    assert.deepEqual(kinds({ GEMINI_CLI_SYSTEM_SETTINGS_PATH: '/opt/g/s.json' }, '/opt/g/system-defaults.json'), ['name']);
    assert.deepEqual(kinds({}, '/home/me/.gemini/settings.json'), ['name']);
  });
});
