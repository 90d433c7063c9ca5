import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Environment } from '../../../src/core/clients/client.ts';
import { clientOf, clients, userFiles, workspaceFileAt, workspaceFiles } from '../../../src/core/clients/clients.ts';

const source = path.join(process.env['TEST_ROOT'] ?? process.cwd(), 'src/core/clients');
/** What is in the folder beside the clients. */
const others = new Set(['known-path.ts', 'client.ts', 'clients.ts', 'folder.ts']);

const linux: Environment = { platform: 'linux', home: '/home/me', env: {} };
const mac: Environment = { platform: 'darwin', home: '/Users/me', env: {} };
const windows: Environment = { platform: 'win32', home: 'C:\\Users\\me', env: { APPDATA: 'C:\\Users\\me\\AppData\\Roaming' } };

function pathsOf(environment: Environment): string[] {
  return userFiles(environment).map((file) => file.path);
}

describe('clients', () => {
  it('each have a file, and each file is in the list', () => {
    const ids = fs.readdirSync(source).filter((file) => !others.has(file)).map((file) => {
      const [, id] = /: Client = \{\n {2}id: '([^']+)'/.exec(fs.readFileSync(path.join(source, file), 'utf8')) ?? [];
      assert.equal(`${id}.ts`, file, 'a client’s file is called like its id');
      return id;
    });
    assert.deepEqual(new Set(clients.map(({ id }) => id)), new Set(ids));
    assert.equal(clients.length, ids.length);
    for (const file of others) assert.doesNotMatch(fs.readFileSync(path.join(source, file), 'utf8'), /: Client = \{/, file);
    for (const client of clients) assert.equal(clientOf(client.id), client);
  });

  it('refer to an environment variable and an input each in their own way', () => {
    assert.deepEqual(clients.map(({ id, variables }) => [id, variables.environment('API_KEY'), variables.input?.reference('key')]), [
      ['vscode', '${env:API_KEY}', '${input:key}'],
      ['claude-code', '${API_KEY}', undefined],
      ['cursor', '${env:API_KEY}', undefined],
    ]);
  });

  it('read these files of a workspace, in these formats', () => {
    assert.deepEqual(workspaceFiles.map(({ path: file, clients: readers, spelling, scope }) => [file, readers, spelling, scope]), [
      ['.vscode/mcp.json', ['vscode'], 'vscode', 'workspace'],
      ['.mcp.json', ['vscode', 'claude-code'], 'claude-code', 'workspace'],
      ['.cursor/mcp.json', ['cursor'], 'cursor', 'workspace'],
    ]);
  });
});

describe('the user’s files', () => {
  const rows: [string, Environment, string[]][] = [
    [
      'on Linux',
      linux,
      [
        '/home/me/.config/Code/User/mcp.json', '/home/me/.config/Code/User/profiles/*/mcp.json',
        '/home/me/.config/Code - Insiders/User/mcp.json', '/home/me/.config/Code - Insiders/User/profiles/*/mcp.json',
        '/home/me/.config/VSCodium/User/mcp.json', '/home/me/.config/VSCodium/User/profiles/*/mcp.json',
        '/home/me/.claude.json', '/home/me/.cursor/mcp.json',
      ],
    ],
    [
      'on a Mac',
      mac,
      [
        '/Users/me/Library/Application Support/Code/User/mcp.json', '/Users/me/Library/Application Support/Code/User/profiles/*/mcp.json',
        '/Users/me/Library/Application Support/Code - Insiders/User/mcp.json', '/Users/me/Library/Application Support/Code - Insiders/User/profiles/*/mcp.json',
        '/Users/me/Library/Application Support/VSCodium/User/mcp.json', '/Users/me/Library/Application Support/VSCodium/User/profiles/*/mcp.json',
        '/Users/me/.claude.json', '/Users/me/.cursor/mcp.json',
      ],
    ],
    [
      'on Windows',
      windows,
      [
        'C:\\Users\\me\\AppData\\Roaming/Code/User/mcp.json', 'C:\\Users\\me\\AppData\\Roaming/Code/User/profiles/*/mcp.json',
        'C:\\Users\\me\\AppData\\Roaming/Code - Insiders/User/mcp.json', 'C:\\Users\\me\\AppData\\Roaming/Code - Insiders/User/profiles/*/mcp.json',
        'C:\\Users\\me\\AppData\\Roaming/VSCodium/User/mcp.json', 'C:\\Users\\me\\AppData\\Roaming/VSCodium/User/profiles/*/mcp.json',
        'C:\\Users\\me/.claude.json', 'C:\\Users\\me/.cursor/mcp.json',
      ],
    ],
  ];
  for (const [what, environment, expected] of rows) it(`lie here ${what}`, () => assert.deepEqual(pathsOf(environment), expected));

  describe('lie where a variable says, if that is an absolute folder', () => {
    const variables: [string, Environment, Record<string, string | undefined>, string][] = [
      ['XDG_CONFIG_HOME', linux, { XDG_CONFIG_HOME: '/etc/me' }, '/etc/me/Code/User/mcp.json'],
      ['XDG_CONFIG_HOME with a slash at its end', linux, { XDG_CONFIG_HOME: '/etc/me/' }, '/etc/me/Code/User/mcp.json'],
      ['XDG_CONFIG_HOME, the root', linux, { XDG_CONFIG_HOME: '/' }, '/Code/User/mcp.json'],
      ['XDG_CONFIG_HOME, not set', linux, { XDG_CONFIG_HOME: undefined }, '/home/me/.config/Code/User/mcp.json'],
      ['XDG_CONFIG_HOME, empty', linux, { XDG_CONFIG_HOME: '' }, '/home/me/.config/Code/User/mcp.json'],
      ['XDG_CONFIG_HOME, relative', linux, { XDG_CONFIG_HOME: 'config' }, '/home/me/.config/Code/User/mcp.json'],
      ['XDG_CONFIG_HOME, relative upwards', linux, { XDG_CONFIG_HOME: '../config' }, '/home/me/.config/Code/User/mcp.json'],
      ['XDG_CONFIG_HOME with a tilde, which no program expands', linux, { XDG_CONFIG_HOME: '~/config' }, '/home/me/.config/Code/User/mcp.json'],
      ['XDG_CONFIG_HOME on a Mac, where VS Code does not ask for it', mac, { XDG_CONFIG_HOME: '/etc/me' }, '/Users/me/Library/Application Support/Code/User/mcp.json'],
      ['XDG_CONFIG_HOME on Windows, as well', windows, { ...windows.env, XDG_CONFIG_HOME: 'C:\\etc' }, 'C:\\Users\\me\\AppData\\Roaming/Code/User/mcp.json'],
      ['APPDATA', windows, { APPDATA: 'D:\\Roaming' }, 'D:\\Roaming/Code/User/mcp.json'],
      ['APPDATA with slashes', windows, { APPDATA: 'D:/Roaming/' }, 'D:/Roaming/Code/User/mcp.json'],
      ['APPDATA on a share', windows, { APPDATA: '\\\\server\\me\\Roaming' }, '\\\\server\\me\\Roaming/Code/User/mcp.json'],
      ['APPDATA, not set', windows, {}, 'C:\\Users\\me/AppData/Roaming/Code/User/mcp.json'],
      ['APPDATA, empty', windows, { APPDATA: '' }, 'C:\\Users\\me/AppData/Roaming/Code/User/mcp.json'],
      ['APPDATA, relative', windows, { APPDATA: 'Roaming' }, 'C:\\Users\\me/AppData/Roaming/Code/User/mcp.json'],
      ['APPDATA, relative to a drive', windows, { APPDATA: 'D:Roaming' }, 'C:\\Users\\me/AppData/Roaming/Code/User/mcp.json'],
      ['APPDATA on Linux', linux, { APPDATA: '/appdata' }, '/home/me/.config/Code/User/mcp.json'],
      ['CLAUDE_CONFIG_DIR', linux, { CLAUDE_CONFIG_DIR: '/srv/claude' }, '/srv/claude/.claude.json'],
      ['CLAUDE_CONFIG_DIR with a slash at its end', mac, { CLAUDE_CONFIG_DIR: '/srv/claude/' }, '/srv/claude/.claude.json'],
      ['CLAUDE_CONFIG_DIR on Windows', windows, { CLAUDE_CONFIG_DIR: 'D:\\claude' }, 'D:\\claude/.claude.json'],
      ['CLAUDE_CONFIG_DIR, empty', linux, { CLAUDE_CONFIG_DIR: '' }, '/home/me/.claude.json'],
      ['CLAUDE_CONFIG_DIR, relative', linux, { CLAUDE_CONFIG_DIR: '.claude' }, '/home/me/.claude.json'],
    ];
    for (const [what, environment, env, expected] of variables) {
      it(what, () => {
        const paths = pathsOf({ ...environment, env });
        assert.ok(paths.includes(expected), paths.join('\n'));
        assert.equal(paths.length, 8);
      });
    }
  });

  describe('of the VS Code we run in come first, and no file comes twice', () => {
    const running: [string, Environment, string, string[]][] = [
      ['another build', linux, '/home/coder/.local/share/code-server/User', ['/home/coder/.local/share/code-server/User/mcp.json', '/home/coder/.local/share/code-server/User/profiles/*/mcp.json', '/home/me/.config/Code/User/mcp.json']],
      ['a usual one', linux, '/home/me/.config/Code - Insiders/User', ['/home/me/.config/Code - Insiders/User/mcp.json', '/home/me/.config/Code - Insiders/User/profiles/*/mcp.json', '/home/me/.config/Code/User/mcp.json']],
      ['a usual one on Windows, as VS Code spells it', windows, 'c:/Users/me/AppData/Roaming/Code/User', ['c:/Users/me/AppData/Roaming/Code/User/mcp.json', 'c:/Users/me/AppData/Roaming/Code/User/profiles/*/mcp.json', 'C:\\Users\\me\\AppData\\Roaming/Code - Insiders/User/mcp.json']],
    ];
    for (const [what, environment, vscodeUserFolder, expected] of running) {
      it(what, () => {
        const paths = pathsOf({ ...environment, vscodeUserFolder });
        assert.deepEqual(paths.slice(0, 3), expected);
        assert.equal(new Set(paths.map((file) => file.replaceAll('\\', '/').toLowerCase())).size, paths.length);
      });
    }
  });

  it('belong to one client each', () => {
    for (const file of userFiles(linux)) {
      assert.equal(file.scope, 'user');
      assert.deepEqual(file.clients, [file.spelling]);
    }
  });
});

describe('a file is known by the end of its path', () => {
  const rows: [string, string | undefined][] = [
    ['.vscode/mcp.json', '.vscode/mcp.json'],
    ['/w/.vscode/mcp.json', '.vscode/mcp.json'],
    ['C:\\w\\.vscode\\mcp.json', '.vscode/mcp.json'],
    ['c:/w\\.vscode/mcp.json', '.vscode/mcp.json'],
    ['/w/.mcp.json', '.mcp.json'],
    ['.mcp.json', '.mcp.json'],
    ['/w/.vscode/.mcp.json', '.mcp.json'],
    ['/w/.cursor/mcp.json', '.cursor/mcp.json'],
    // The same file on Windows and on most Macs, and so in every repository that is checked out there.
    ['/w/.VSCODE/MCP.JSON', '.vscode/mcp.json'],
    ['/w/.VSCode/Mcp.json', '.vscode/mcp.json'],
    ['/w/.Mcp.json', '.mcp.json'],
    ['/w/x.vscode/mcp.json', undefined],
    ['/w/x.mcp.json', undefined],
    ['/w/mcp.json', undefined],
    ['/w/vscode/mcp.json', undefined],
    ['/w/.vscode/mcp.json/', undefined],
    ['/w/.vscode/mcp.json.bak', undefined],
    ['/w/.vscode/x/mcp.json', undefined],
    ['/w/.vscode//mcp.json', undefined],
    ['/w/.vscode/mcp.json\0', undefined],
    ['/w/.vscode/mcp.jsonc', undefined],
    ['', undefined],
    ['/', undefined],
    ['__proto__', undefined],
  ];
  for (const [file, expected] of rows) it(`${JSON.stringify(file)} is ${expected ?? 'none'}`, () => assert.equal(workspaceFileAt(file)?.path, expected));
});
