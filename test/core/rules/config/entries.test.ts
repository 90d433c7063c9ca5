import assert from 'node:assert/strict';
import { findingsAt, lookAt, mendedAt } from '../look-at.ts';

type Case = readonly [what: string, file: string, entry: unknown, on: readonly string[]];

function holder(file: string): string {
  return file === '.vscode/mcp.json' ? 'servers' : file.startsWith('opencode') ? 'mcp' : 'mcpServers';
}

/** What a rule underlines in an entry called `x`. */
function underlines(rule: string, cases: readonly Case[]): void {
  for (const [what, file, entry, on] of cases) {
    it(`${on.length === 0 ? 'is silent on' : 'tells of'} ${what} (${file})`, async () => {
      const said = await lookAt(rule, file, { [holder(file)]: { x: entry } });
      assert.deepEqual(said.map((one) => one.on), on, said.map(({ message }) => message).join('\n'));
    });
  }
}

const vscode = '.vscode/mcp.json';
const claude = '.mcp.json';

describe('rule command-and-url', () => {
  underlines('command-and-url', [
    ['both', vscode, { command: 'a', url: 'https://h.example' }, ['"url"']],
    ['both, under another client’s name', '.cursor/mcp.json', { command: 'a', serverUrl: 'https://h.example' }, ['"serverUrl"']],
    ['neither', vscode, {}, ['"x"']],
    ['arguments only', claude, { args: ['a'] }, ['"x"']],
    ['a command that is null', claude, { command: null }, ['"x"']],
    ['a type for a program beside an address', claude, { type: 'stdio', url: 'https://h.example' }, ['"stdio"']],
    ['a type for an address beside a program', vscode, { type: 'http', command: 'a' }, ['"http"']],
    ['a local type beside an address', 'opencode.json', { type: 'local', url: 'https://h.example' }, ['"local"']],
    ['a program', vscode, { command: 'a' }, []],
    ['a program with its type', vscode, { type: 'stdio', command: 'a' }, []],
    ['an address with its type', claude, { type: 'sse', url: 'https://h.example/sse' }, []],
    ['an entry that only switches on what another file declares', 'opencode.json', { enabled: true }, []],
    ['no map at all', vscode, 'a', []],
    ['an entry that is off', '.roo/mcp.json', { disabled: true }, []],
  ]);

  it('is told once, and not as a hidden launch besides', async () => {
    assert.deepEqual((await findingsAt(vscode, { servers: { x: { command: 'a', url: 'https://h.example' } } })).map(({ ruleId }) => ruleId), ['command-and-url']);
  });

  it('says nothing of a text that is being typed', async () => {
    assert.deepEqual(await lookAt('command-and-url', vscode, '{"servers":{"x":{},'), []);
  });

  it('makes the type fit', async () => {
    assert.equal(await mendedAt('command-and-url', 'type-as-launched', claude, '{"mcpServers":{"x":{"type":"stdio","url":"https://h.example"}}}'), '{"mcpServers":{"x":{"type":"http","url":"https://h.example"}}}');
  });
});

describe('rule wrong-type', () => {
  underlines('wrong-type', [
    ['an entry that is text', vscode, 'npx -y x', ['"x"']],
    ['arguments in one text', vscode, { command: 'a', args: '-y x' }, ['"-y x"']],
    ['an argument that is a number', claude, { command: 'a', args: ['--port', 8080] }, ['8080']],
    ['a command that is a number', claude, { command: 1 }, ['1']],
    ['a list of variables', claude, { command: 'a', env: ['A=b'] }, ['[\n        "A=b"\n      ]']],
    ['a variable that is true', vscode, { command: 'a', env: { A: true } }, ['true']],
    ['a variable that is a number, where only text will do', claude, { command: 'a', env: { A: 1 } }, ['1']],
    ['a variable that is a number, where it may be one', vscode, { command: 'a', env: { A: 1, B: null } }, []],
    ['a type that nobody has', vscode, { type: 'command', command: 'a' }, ['"command"']],
    ['a type in another client’s words', vscode, { type: 'streamable-http', url: 'https://h.example' }, []],
    ['a type that says where to look', '.kiro/settings/mcp.json', { type: 'registry' }, []],
    ['nothing for arguments', claude, { command: 'a', args: null, env: null }, []],
    ['a command in a list, where it is one', 'opencode.json', { type: 'local', command: ['a', 'b'] }, []],
    ['a command in a list, where it is none', claude, { command: ['a', 'b'] }, ['[\n        "a",\n        "b"\n      ]']],
  ]);

  it('takes arguments apart at blanks', async () => {
    assert.equal(await mendedAt('wrong-type', 'as-list', vscode, '{"servers":{"x":{"command":"a","args":"-y  x"}}}'), '{"servers":{"x":{"command":"a","args":["-y", "x"]}}}');
  });

  it('leaves arguments with quotes to a person', async () => {
    assert.deepEqual((await lookAt('wrong-type', vscode, { servers: { x: { command: 'a', args: '-c "b c"' } } })).map(({ fixes }) => fixes), [[]]);
  });

  it('puts a number in quotes', async () => {
    assert.equal(await mendedAt('wrong-type', 'quote', claude, '{"mcpServers":{"x":{"command":"a","env":{"A":1}}}}'), '{"mcpServers":{"x":{"command":"a","env":{"A":"1"}}}}');
  });

  it('never shows a value', async () => {
    const [said] = await lookAt('wrong-type', vscode, { servers: { x: { command: 'a', env: { KEY: { deep: 'b7Qw93kdZp02mm4TxY' } } } } });
    assert.ok(said && !said.message.includes('b7Qw'));
  });
});

describe('rule duplicate-key', () => {
  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    ['a server twice', '{"servers":{"x":{"command":"a"},"y":{"command":"a"},"x":{"command":"b"}}}', ['"x"']],
    ['a server three times', '{"servers":{"x":{"command":"a"},"x":{"command":"a"},"x":{"command":"b"}}}', ['"x"']],
    ['a part twice', '{"servers":{"x":{"command":"a","command":"b"}}}', ['"command"']],
    ['a part in two spellings', '{"servers":{"x":{"command":"a","Command":"b"}}}', ['"Command"']],
    ['a variable twice', '{"servers":{"x":{"command":"a","env":{"A":"1","B":"1","A":"2"}}}}', ['"A"']],
    ['variables that differ in their letters’ case', '{"servers":{"x":{"command":"a","env":{"A":"1","a":"2"}}}}', []],
    ['two servers whose names differ in case', '{"servers":{"x":{"command":"a"},"X":{"command":"a"}}}', []],
    ['the same key in two servers', '{"servers":{"x":{"command":"a"},"y":{"command":"a"}}}', []],
  ];
  for (const [what, text, on] of rows) {
    it(`${on.length === 0 ? 'is silent on' : 'tells of'} ${what}`, async () => {
      assert.deepEqual((await lookAt('duplicate-key', vscode, text)).map((one) => one.on), on);
    });
  }

  it('points at the later one, which readers take', async () => {
    const [finding] = await findingsAt(vscode, '{"servers":{\n"x":{"command":"a"},\n"x":{"command":"b"}}}', 'duplicate-key');
    assert.equal(finding?.range.start.line, 2);
  });
});

describe('rule ignored-key', () => {
  underlines('ignored-key', [
    ['another client’s address', '.cursor/mcp.json', { serverUrl: 'https://h.example' }, ['"serverUrl"']],
    ['Gemini’s address elsewhere', vscode, { httpUrl: 'https://h.example' }, ['"httpUrl"']],
    ['opencode’s variables elsewhere', claude, { command: 'a', environment: { A: 'b' } }, ['"environment"']],
    ['a key in other letters', claude, { Command: 'a' }, ['"Command"']],
    ['a slip in arguments', vscode, { command: 'a', agrs: ['b'] }, ['"agrs"']],
    ['a letter missing', claude, { comand: 'a' }, ['"comand"']],
    ['a slip in variables', claude, { command: 'a', evn: {} }, ['"evn"']],
    ['Gemini’s own address', '.gemini/settings.json', { httpUrl: 'https://h.example' }, []],
    ['another client’s address beside its own', claude, { type: 'http', url: 'https://h.example', serverUrl: 'https://h.example' }, []],
    ['other keys', vscode, { command: 'a', cwd: '.', timeout: 1, description: 'x', version: '1', gallery: true, tools: [] }, []],
    ['notes of a person', claude, { command: 'a', _comment: 'env', note: 'x' }, []],
  ]);

  it('gives a key its right name', async () => {
    const [said] = await lookAt('ignored-key', '.cursor/mcp.json', { mcpServers: { x: { serverUrl: 'https://h.example' } } });
    assert.equal(said?.message, 'Cursor takes no notice of `serverUrl`: what stands there does nothing. It reads `url`.');
    assert.deepEqual(said.fixes, ['rename-key needs-review']);
  });
});
