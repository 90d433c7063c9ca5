import assert from 'node:assert/strict';
import { findingsAt, lookAt, mendedAt } from '../look-at.ts';

type Row = readonly [what: string, file: string, text: unknown, on: readonly string[]];

function underlines(rule: string, rows: readonly Row[]): void {
  for (const [what, file, text, on] of rows) {
    it(`${on.length === 0 ? 'is silent on' : 'tells of'} ${what} (${file})`, async () => {
      const said = await lookAt(rule, file, text);
      assert.deepEqual(said.map((one) => one.on), on, said.map(({ message }) => message).join('\n'));
    });
  }
}

const vscode = '.vscode/mcp.json';
const codex = '.codex/config.toml';
const a = { a: { command: 'b' } };

describe('rule invalid-syntax', () => {
  underlines('invalid-syntax', [
    ['a comma that is missing', vscode, '{"servers":{"a":{"command":"b" "args":[]}}}', ['"args"']],
    ['one place where there are several', vscode, '{"servers":{"a":{"command":"b" "args":[] "env":{}}}}', ['"args"']],
    ['text without quotes', codex, '[mcp_servers.a]\ncommand = b\n', ['b']],
    ['what is no JSON at all', '.mcp.json', '<xml/>', ['<xml']],
    ['a whole file', vscode, { servers: a }, []],
    ['comments and a comma too many', vscode, '{ // x\n"servers":{},}', []],
    ['settings that have servers', '.vscode/settings.json', '{"mcp":{"servers":{"a":{"command":"b" "args":[]}}}}', ['"args"']],
    ['settings about other things', '.vscode/settings.json', '{"editor.tabSize": 2 "x": 1}', []],
    ['an empty file', vscode, '', []],
    ['a merge that is not resolved', vscode, '{\n<<<<<<< a\n"servers":{}\n=======\n"servers":{}\n>>>>>>> b\n}', []],
  ]);

  it('says what is wrong and what comes of it', async () => {
    const [said] = await lookAt('invalid-syntax', '.mcp.json', '{"mcpServers":{"a":{"command":"b" "args":[]}}}');
    assert.equal(said?.message, 'A comma is missing before this. Claude Code may leave out every server of this file without saying so.');
  });
});

describe('rule merge-conflict', () => {
  const conflict = (start: string): string => `{\n${start}\n"servers":{}\n=======\n"servers":{}\n>>>>>>> theirs\n}`;
  underlines('merge-conflict', [
    ['marks with a name', vscode, conflict('<<<<<<< HEAD'), ['<<<<<<< HEAD']],
    ['marks without one', vscode, conflict('<<<<<<<'), ['<<<<<<<']],
    ['two of them', codex, `${conflict('<<<<<<< a')}\n${conflict('<<<<<<< b')}`, ['<<<<<<< a', '<<<<<<< b']],
    ['an arrow in a text', vscode, '{"servers":{"a":{"command":"b","args":["<<<<<<< x"]}}}', []],
    ['a line of a drawing', codex, '# x\n#<<<<<<<\n[mcp_servers.a]\ncommand = "b"\n', []],
    ['a mark that nothing ends', vscode, '{\n<<<<<<< HEAD\n"servers":{}\n}', []],
  ]);

  it('is told instead of a damaged text', async () => {
    assert.deepEqual((await findingsAt(vscode, conflict('<<<<<<< HEAD'))).map(({ ruleId }) => ruleId), ['merge-conflict']);
  });

  it('reads lines that end as on Windows', async () => {
    assert.equal((await lookAt('merge-conflict', vscode, conflict('<<<<<<< HEAD').replaceAll('\n', '\r\n'))).length, 1);
  });
});

describe('rule comments-in-strict-json', () => {
  underlines('comments-in-strict-json', [
    ['a comment', '.mcp.json', '{"mcpServers":{\n// ours\n"a":{"command":"b"}}}', ['// ours']],
    ['a block comment', '.roo/mcp.json', '{/* ours */"mcpServers":{"a":{"command":"b"}}}', ['/* ours */']],
    ['a comma behind the last entry', '.mcp.json', '{"mcpServers":{"a":{"command":"b"},}}', [',']],
    ['a comma behind the last item', '.mcp.json', '{"mcpServers":{"a":{"command":"b","args":["c",]}}}', [',']],
    ['comments where they are read', vscode, '{"servers":{\n// ours\n"a":{"command":"b"},}}', []],
    ['what looks like a comment in a text', '.mcp.json', '{"mcpServers":{"a":{"type":"http","url":"https://h.example//x"}}}', []],
    ['plain JSON', '.mcp.json', { mcpServers: a }, []],
    ['a file without servers', '.mcp.json', '{ // none yet\n"mcpServers":{}}', []],
  ]);
});

describe('rule wrong-root-key', () => {
  underlines('wrong-root-key', [
    ['mcpServers in VS Code’s file', vscode, { mcpServers: a }, ['"mcpServers"']],
    ['mcpServers beside servers', vscode, { servers: a, mcpServers: a }, ['"mcpServers"']],
    ['servers in Cursor’s file', '.cursor/mcp.json', { servers: a }, ['"servers"']],
    ['mcpServers in Codex’s', codex, '[mcpServers.a]\ncommand = "b"\n', ['mcpServers']],
    ['a block of settings in VS Code’s file', vscode, { mcp: { servers: a } }, ['"mcp"']],
    ['no key at all', '.cursor/mcp.json', a, ['"a"']],
    ['the right key', vscode, { servers: a, inputs: [] }, []],
    ['either key in a file that two kinds of readers share', '.mcp.json', { servers: a }, []],
    ['a bare map where that is read', '.mcp.json', a, []],
    ['a server that is called like a key', vscode, { servers: { mcpServers: { command: 'b' } } }, []],
    ['a map of other things', vscode, { servers: {}, mcpServers: { note: { text: 'x' } } }, []],
    ['settings of other things', '.vscode/settings.json', { mcpServers: { x: 1 }, servers: a }, []],
    ['an empty file', vscode, {}, []],
    ['a list', vscode, { mcpServers: ['a'] }, []],
  ]);

  it('is renamed where the right key is free', async () => {
    const said = await lookAt('wrong-root-key', vscode, { mcpServers: a });
    assert.equal(said[0]?.message, 'VS Code looks for servers under `servers` and takes no notice of `mcpServers`: none of the servers below is started.');
    assert.deepEqual(said[0]?.fixes, ['rename-key needs-review']);
    assert.deepEqual((await lookAt('wrong-root-key', vscode, { servers: {}, mcpServers: a }))[0]?.fixes, []);
    assert.equal(await mendedAt('wrong-root-key', 'rename-key', vscode, '{\n  // ours\n  "mcpServers": {"a":{"command":"b"}}\n}'), '{\n  // ours\n  "servers": {"a":{"command":"b"}}\n}');
  });
});

describe('rule rejected-name', () => {
  underlines('rejected-name', [
    ['a blank in Codex', codex, '[mcp_servers."Salesforce DX"]\ncommand = "b"\n', ['"Salesforce DX"']],
    ['a scope in Codex', codex, '[mcp_servers."@h/t"]\ncommand = "b"\n', ['"@h/t"']],
    ['the name that Claude Code keeps', '.mcp.json', { mcpServers: { workspace: { command: 'b' } } }, ['"workspace"']],
    ['that name elsewhere', vscode, { servers: { workspace: { command: 'b' } } }, []],
    ['a blank elsewhere', '.mcp.json', { mcpServers: { 'Salesforce DX': { command: 'b' } } }, []],
    ['a plain name', codex, '[mcp_servers.Sales_force-1]\ncommand = "b"\n', []],
  ]);

  it('offers a name that fits and is free', async () => {
    assert.deepEqual((await lookAt('rejected-name', codex, '[mcp_servers."a b"]\ncommand = "b"\n')).map(({ fixes }) => fixes), [['rename needs-review']]);
    assert.deepEqual((await lookAt('rejected-name', codex, '[mcp_servers."a b"]\ncommand = "b"\n[mcp_servers.a-b]\ncommand = "b"\n')).map(({ fixes }) => fixes), [[]]);
    assert.deepEqual((await lookAt('rejected-name', codex, '[mcp_servers."☃"]\ncommand = "b"\n')).map(({ fixes }) => fixes), [[]]);
  });
});

describe('rule undefined-input', () => {
  const text = { servers: { a: { command: 'b', env: { T: 'x ${input:t}' } } } };
  underlines('undefined-input', [
    ['a use without a definition', vscode, text, ['"x ${input:t}"']],
    ['two uses of it', vscode, { servers: { a: { command: 'b', args: ['${input:t}', '${input:t}'] } } }, ['"${input:t}"']],
    ['a use in a place of its own', vscode, { servers: { a: { type: 'http', url: 'https://h.example', oauth: { clientId: '${input:c}' } } } }, ['"${input:c}"']],
    ['a definition under another id', vscode, { ...text, inputs: [{ type: 'promptString', id: 'T' }] }, ['"x ${input:t}"']],
    ['a use that is defined', vscode, { ...text, inputs: [{ type: 'promptString', id: 't' }] }, []],
    ['inputs that are no list', vscode, { ...text, inputs: {} }, []],
    ['half a use', vscode, { servers: { a: { command: 'b', args: ['${input:'] } } }, []],
    ['a use in another client’s file', '.cursor/mcp.json', { mcpServers: text.servers }, []],
  ]);

  it('is defined so that nobody sees it typed', async () => {
    const after = await mendedAt('undefined-input', 'define-input', vscode, text);
    assert.deepEqual((JSON.parse(after) as { inputs: unknown }).inputs, [{ type: 'promptString', id: 't', description: 't', password: true }]);
  });
});

describe('rule unused-input', () => {
  const servers = { a: { command: 'b', args: ['${input:used}'] } };
  underlines('unused-input', [
    ['one that nothing refers to', vscode, { servers, inputs: [{ id: 'used' }, { id: 'rest' }] }, ['"rest"']],
    ['one id twice', vscode, { servers, inputs: [{ id: 'used' }, { id: 'used' }] }, ['"used"']],
    ['one that another input refers to', vscode, { servers, inputs: [{ id: 'used', command: 'x', args: { key: '${input:rest}' } }, { id: 'rest' }] }, []],
    ['what is no input', vscode, { servers, inputs: [{ id: 'used' }, null, 3, { type: 'promptString' }, { id: 4 }] }, []],
  ]);
});

describe('rule foreign-variable', () => {
  const entry = (value: string, where: 'env' | 'args' | 'url' = 'env'): unknown => ({ a: where === 'url' ? { type: 'http', url: value } : { command: 'b', ...(where === 'env' ? { env: { T: value } } : { args: [value] }) } });
  const at = (file: string, value: string, where?: 'env' | 'args' | 'url'): unknown => ({ [file === vscode ? 'servers' : file === 'opencode.json' ? 'mcp' : 'mcpServers']: entry(value, where) });
  const rows: readonly (readonly [file: string, value: string, found: boolean])[] = [
    [vscode, '${TOKEN}', true], [vscode, 'Bearer $TOKEN', true], [vscode, '{env:TOKEN}', true], [vscode, '${TOKEN:-x}', true], [vscode, '${env:A}-${TOKEN}', true], [vscode, '${input:a}-${TOKEN}', true], ['.mcp.json', '${A}-${env:TOKEN}', true], ['opencode.json', '{env:A}-${TOKEN}', true],
    [vscode, '${env:TOKEN}', false], [vscode, '${input:t}', false], [vscode, '${workspaceFolder}/a', false], [vscode, '${userHome}', false], [vscode, '${config:x.y}', false], [vscode, '${command:x}', false],
    ['.mcp.json', '${TOKEN}', false], ['.mcp.json', '${TOKEN:-x}', false], ['.mcp.json', '${CLAUDE_PLUGIN_ROOT}/a', false], ['.mcp.json', '${env:TOKEN}', true], ['.mcp.json', '${input:t}', true], ['.mcp.json', '${workspaceFolder}/a', true], ['.mcp.json', '$TOKEN', true],
    ['.cursor/mcp.json', '${env:TOKEN}', false], ['.cursor/mcp.json', '${TOKEN}', true], ['.cursor/mcp.json', '${input:t}', true],
    ['.gemini/settings.json', '$TOKEN', false], ['.gemini/settings.json', '${TOKEN}', false], ['.gemini/settings.json', '${env:TOKEN}', true],
    ['.trae/mcp.json', '${TOKEN}', false],
    [vscode, 'costs $5', false], [vscode, 'p$$TOKEN', false], [vscode, '\\$TOKEN', false], [vscode, '${{ secrets.TOKEN }}', false], [vscode, '$(TOKEN)', false], [vscode, '$t', false], [vscode, '${a.b}', false], [vscode, '${user_config.TOKEN}', false], [vscode, '${a.TOKEN:-x}', false], [vscode, '{{env:TOKEN}}', false], [vscode, '${', false], [vscode, '$', false],
  ];
  for (const [file, value, found] of rows) {
    it(`${found ? 'tells of' : 'is silent on'} ${value} in ${file}`, async () => {
      assert.equal((await lookAt('foreign-variable', file, at(file, value))).length, found ? 1 : 0);
    });
  }

  it('looks into arguments, the command and the address too', async () => {
    for (const where of ['args', 'url'] as const) assert.deepEqual((await lookAt('foreign-variable', vscode, at(vscode, 'https://h.example/${TOKEN}', where))).map(({ on }) => on), ['"https://h.example/${TOKEN}"']);
    assert.deepEqual((await lookAt('foreign-variable', vscode, { servers: { a: { command: '${TOKEN}/b' } } })).map(({ on }) => on), ['"${TOKEN}/b"']);
  });

  it('says what becomes of it, and how it is written here', async () => {
    const said = async (file: string, value: string): Promise<string | undefined> => (await lookAt('foreign-variable', file, at(file, value)))[0]?.message;
    assert.equal(await said('.mcp.json', '${env:TOKEN}'), 'Claude Code does not fill in `${env:TOKEN}`: the server gets these characters as they stand. Here it is written `${TOKEN}`.');
    assert.equal(await said('.mcp.json', '${workspaceFolder}/a'), 'Claude Code does not know `${workspaceFolder}`, which is VS Code’s: the server gets these characters as they stand. Use a path, or a variable that Claude Code fills in.');
    assert.equal(await said('.mcp.json', '${input:t}'), 'Claude Code does not fill in `${input:t}`: the server gets these characters as they stand. Use an environment variable, which is written `${NAME}` here.');
  });

  it('knows that Codex fills in nothing', async () => {
    const [said] = await lookAt('foreign-variable', codex, '[mcp_servers.a]\ncommand = "b"\nenv = { T = "${TOKEN}" }\n');
    assert.equal(said?.message, 'Codex fills in no variables in this file: the server gets `${TOKEN}` as it stands.');
  });

  it('leaves to a shell, a bridge and the server what they fill in', async () => {
    for (const server of [
      { command: 'bash', args: ['-c', 'echo $TOKEN'] },
      { command: 'npx', args: ['mcp-remote@0.1.38', 'https://h.example/mcp', '--header', 'Authorization:${TOKEN}'] },
      { command: 'b', args: ['--token=${TOKEN}'], env: { TOKEN: '${env:TOKEN}' } },
    ]) assert.deepEqual(await lookAt('foreign-variable', vscode, { servers: { a: server } }), []);
  });

  it('is rewritten in the client’s own spelling', async () => {
    assert.equal(await mendedAt('foreign-variable', 'own-spelling', vscode, '{"servers":{"a":{"command":"b","env":{"T":"Bearer ${TOKEN}"}}}}'), '{"servers":{"a":{"command":"b","env":{"T":"Bearer ${env:TOKEN}"}}}}');
    assert.equal(await mendedAt('foreign-variable', 'own-spelling', '.mcp.json', '{"mcpServers":{"a":{"command":"b","env":{"T":"${env:TOKEN}"}}}}'), '{"mcpServers":{"a":{"command":"b","env":{"T":"${TOKEN}"}}}}');
  });

  it('shows the variable, and nothing of what stands around it', async () => {
    const [said] = await lookAt('foreign-variable', vscode, at(vscode, 'b7Qw93kdZp02mm4TxY${TOKEN}'));
    assert.ok(said && !said.message.includes('b7Qw'));
  });
});

describe('rule missing-type', () => {
  underlines('missing-type', [
    ['an address without one', '.mcp.json', { mcpServers: { a: { url: 'https://h.example/mcp' } } }, ['"url"']],
    ['an address with one', '.mcp.json', { mcpServers: { a: { type: 'http', url: 'https://h.example/mcp' } } }, []],
    ['a program', '.mcp.json', { mcpServers: a }, []],
    ['an address elsewhere', '.cursor/mcp.json', { mcpServers: { a: { url: 'https://h.example/mcp' } } }, []],
  ]);

  it('adds the one that the address speaks for', async () => {
    assert.equal(await mendedAt('missing-type', 'add-type', '.mcp.json', '{"mcpServers":{"a":{"url":"https://h.example/sse"}}}'), '{"mcpServers":{"a":{"url":"https://h.example/sse", "type": "sse"}}}');
  });
});

describe('rule disabled-in-vain', () => {
  const off = { mcpServers: { a: { command: 'b', disabled: true } } };
  underlines('disabled-in-vain', [
    ['Cursor', '.cursor/mcp.json', off, ['"disabled": true']],
    ['Claude Code', '.mcp.json', off, ['"disabled": true']],
    ['VS Code', vscode, { servers: { a: { command: 'b', enabled: false } } }, ['"enabled": false']],
    ['Roo Code, which follows it', '.roo/mcp.json', off, []],
    ['clients of which it is not known', '.trae/mcp.json', off, []],
    ['a server that is on', '.cursor/mcp.json', { mcpServers: { a: { command: 'b', disabled: false } } }, []],
  ]);
});
