import assert from 'node:assert/strict';
import { assessManifest, manifestAssessment } from '../../../src/core/assess-manifest.ts';
import { fitsFromEnd } from '../../../src/core/finding/file-pattern.ts';
import { ignoreComment } from '../../../src/core/finding/ignore-comment.ts';
import { syntaxOf } from '../../../src/core/config/syntaxes.ts';
import { applyEdits } from '../../../src/core/text/edit.ts';
import { render } from '../../../src/core/text/message.ts';
import { accepted, look, policyOf, read, told } from './linted.ts';

const http = '"type": "http", "url": "http://h.example/mcp"';

type Row = [what: string, path: string, text: string, told: readonly string[], accepted: readonly string[]];

const rows: readonly Row[] = [
  ['on the next line', '.vscode/mcp.json', `{ "servers": { "a": { "type": "http",\n// roll-call-ignore plain-http: the tunnel ends here\n"url": "http://h.example/mcp" } } }`, [], ['3 plain-http by comment: the tunnel ends here']],
  ['on its own line, behind something', '.vscode/mcp.json', `{ "servers": { "a": { ${http} } } } // roll-call-ignore plain-http: the tunnel ends here`, [], ['1 plain-http by comment: the tunnel ends here']],
  ['above a server: in all of it', '.vscode/mcp.json', `{\n "servers": {\n  // roll-call-ignore plain-http: the tunnel ends here\n  "a": {\n   "type": "http",\n   "url": "http://h.example/mcp"\n  },\n  "b": {\n   ${http}\n  }\n }\n}`, ['9 warning plain-http'], ['6 plain-http by comment: the tunnel ends here']],
  ['behind a server’s name: on that line alone', '.vscode/mcp.json', `{\n "servers": {\n  "a": { // roll-call-ignore plain-http: the tunnel ends here\n   ${http}\n  }\n }\n}`, ['3 info unused-ignore', '4 warning plain-http'], []],
  ['past other comments', '.vscode/mcp.json', `{\n "servers": {\n  // roll-call-ignore plain-http: the tunnel ends here\n  // ours\n  /* and\n theirs */\n  "a": { ${http} }\n }\n}`, [], ['7 plain-http by comment: the tunnel ends here']],
  ['not past an empty line', '.vscode/mcp.json', `{\n "servers": {\n  // roll-call-ignore plain-http: the tunnel ends here\n\n  "a": { ${http} }\n }\n}`, ['3 info unused-ignore', '5 warning plain-http'], []],
  ['in a block comment', '.vscode/mcp.json', `{\n "servers": {\n  /* roll-call-ignore plain-http: the tunnel ends here */\n  "a": { ${http} }\n }\n}`, [], ['4 plain-http by comment: the tunnel ends here']],
  ['in a block comment over lines', '.vscode/mcp.json', `{\n "servers": {\n  /*\n   * roll-call-ignore plain-http: the\n   tunnel ends here **/\n  "a": { ${http} }\n }\n}`, [], ['6 plain-http by comment: the tunnel ends here']],
  ['several rules at once', '.vscode/mcp.json', `{\n "servers": {\n  // roll-call-ignore unpinned-package ,plain-http: known to us\n  "a": { ${http} }\n }\n}`, ['3 info unused-ignore'], ['4 plain-http by comment: known to us']],
  ['not another rule', '.vscode/mcp.json', `{ "servers": {\n // roll-call-ignore literal-secret: known to us\n "a": { ${http} } } }`, ['2 info unused-ignore', '3 warning plain-http'], []],
  ['not without a reason', '.vscode/mcp.json', `{ "servers": {\n // roll-call-ignore plain-http\n "a": { ${http} } } }`, ['2 warning unused-ignore', '3 warning plain-http'], []],
  ['not with hardly one', '.vscode/mcp.json', `{ "servers": {\n // roll-call-ignore plain-http: ok\n "a": { ${http} } } }`, ['2 warning unused-ignore', '3 warning plain-http'], []],
  ['not without a rule', '.vscode/mcp.json', `{ "servers": {\n // roll-call-ignore: the tunnel ends here\n "a": { ${http} } } }`, ['2 warning unused-ignore', '3 warning plain-http'], []],
  ['not all rules', '.vscode/mcp.json', `{ "servers": {\n // roll-call-ignore *: the tunnel ends here\n "a": { ${http} } } }`, ['2 warning unused-ignore', '3 warning plain-http'], []],
  ['not a rule there is not', '.vscode/mcp.json', `{ "servers": {\n // roll-call-ignore plain-htpp: the tunnel ends here\n "a": { ${http} } } }`, ['2 info unused-ignore', '3 warning plain-http'], []],
  ['not in a string', '.vscode/mcp.json', `{ "servers": { "a": { "headers": { "X": "// roll-call-ignore plain-http: the tunnel ends here" }, ${http} } } }`, ['1 warning plain-http'], []],
  ['not where another word follows', '.vscode/mcp.json', `{ "servers": { "a": { ${http} } } } // roll-call-ignored plain-http: the tunnel ends here`, ['1 warning plain-http'], []],
  ['not where clients may not read comments', '.trae/mcp.json', `{ "mcpServers": {\n // roll-call-ignore plain-http: the tunnel ends here\n "a": { ${http} } } }`, ['2 warning unused-ignore', '3 warning plain-http'], []],
  ['in TOML', '.codex/config.toml', '# roll-call-ignore plain-http: the tunnel ends here\n[mcp_servers.a]\nurl = "http://h.example/mcp"\n', [], ['3 plain-http by comment: the tunnel ends here']],
  ['in TOML, behind something', '.codex/config.toml', '[mcp_servers.a]\nurl = "http://h.example/mcp" # roll-call-ignore plain-http: the tunnel ends here\n', [], ['2 plain-http by comment: the tunnel ends here']],
  ['not in a text of TOML', '.codex/config.toml', '[mcp_servers.a]\nx = """\n# roll-call-ignore plain-http: the tunnel ends here\n"""\nurl = "http://h.example/mcp"\n', ['5 warning plain-http'], []],
  ['in YAML, above an item', '.continue/mcpServers/x.yaml', 'name: x\nmcpServers:\n  # roll-call-ignore plain-http: the tunnel ends here\n  - name: a\n    type: streamable-http\n    url: http://h.example/mcp\n', [], ['6 plain-http by comment: the tunnel ends here']],
  ['in YAML, behind something', '.continue/mcpServers/x.yaml', 'name: x\nmcpServers:\n  - name: a\n    type: streamable-http\n    url: http://h.example/mcp # roll-call-ignore plain-http: the tunnel ends here\n', [], ['5 plain-http by comment: the tunnel ends here']],
  ['not in a text of YAML', '.continue/mcpServers/x.yaml', 'name: x\nmcpServers:\n  - name: a\n    type: streamable-http\n    x: |\n      # roll-call-ignore plain-http: the tunnel ends here\n    url: http://h.example/mcp\n', ['7 warning plain-http'], []],
  ['in front matter', '.github/agents/x.md', '---\nmcp-servers:\n  # roll-call-ignore plain-http: the tunnel ends here\n  a: { type: http, url: http://h.example/mcp }\n---\n', [], ['4 plain-http by comment: the tunnel ends here']],
  ['not in the page behind it', '.github/agents/x.md', '---\nmcp-servers:\n  a: { type: http, url: http://h.example/mcp }\n---\n# roll-call-ignore plain-http: the tunnel ends here\n', ['3 warning plain-http'], []],
  ['with CRLF and a byte order mark', '.vscode/mcp.json', `\ufeff// roll-call-ignore plain-http: the tunnel ends here\r\n{ "servers": { "a": { ${http} } } }\r\n`, [], ['2 plain-http by comment: the tunnel ends here']],
];

describe('ignore comments', () => {
  for (const [what, path, text, expected, ignored] of rows) {
    it(`ignore ${what}`, async () => {
      const found = await look({ [path]: text });
      assert.deepEqual(told(found), expected);
      assert.deepEqual(accepted(found), ignored);
    });
  }

  it('may be about what only servers together show', async () => {
    const files = (comment: string): Record<string, string> => ({ '.vscode/mcp.json': `{ "servers": {\n ${comment}\n "a": { "command": "npx", "args": ["x@1.0.0"] } } }`, '~/.config/Code/User/mcp.json': '{ "servers": { "a": { "command": "npx", "args": ["y@1.0.0"] } } }' });
    const bare = await look(files(''));
    const one = bare.findings.find(({ ruleId }) => ruleId === 'shadowed-server');
    assert.ok(one, told(bare).join());
    const commented = await look(files('// roll-call-ignore shadowed-server: on purpose here'));
    if (one.file.endsWith('/w/.vscode/mcp.json')) {
      assert.deepEqual(accepted(commented), ['3 shadowed-server by comment: on purpose here']);
      assert.ok(!told(commented).some((row) => row.includes('unused-ignore')));
    }
  });

  it('are taken for unused only where the rule looked', async () => {
    const text = '{ "servers": {\n // roll-call-ignore plain-http: the tunnel ends here\n "a": { "type": "http", "url": "https://h.example/mcp" } } }';
    assert.deepEqual(told(await look({ '.vscode/mcp.json': text })), ['2 info unused-ignore']);
    assert.deepEqual(told(await look({ '.vscode/mcp.json': text }, { lint: { severities: { 'plain-http': 'off' } } })), []);
  });

  it('without a use can be taken out', async () => {
    const fixed = async (text: string): Promise<string> => {
      const { findings, files } = await look({ '.vscode/mcp.json': text });
      const fix = findings.find(({ ruleId }) => ruleId === 'unused-ignore')!.fixes[0]!;
      return applyEdits(text, syntaxOf('json')!.edits(text, files[0]!.tree!, fix.changes)!);
    };
    assert.equal(await fixed(`{ "servers": {\n // roll-call-ignore plain-http: known to us\n "a": { "command": "x" } } }`), `{ "servers": {\n "a": { "command": "x" } } }`);
    assert.equal(await fixed(`{ "servers": {} // roll-call-ignore plain-http: known to us\n}`), `{ "servers": {}\n}`);
    assert.equal(await fixed(`{ "servers": {\n // roll-call-ignore x-y, plain-http, z: known to us\n "a": { ${http} } } }`), `{ "servers": {\n // roll-call-ignore plain-http: known to us\n "a": { ${http} } } }`);
  });

  it('hold no secret in what is told of them', async () => {
    const token = ['ghp', '0123456789abcdefABCDEF0123456789abcd'].join('_');
    const { ignored } = await look({ '.vscode/mcp.json': `{ "servers": {\n // roll-call-ignore plain-http: token ${token}\n "a": { ${http} } } }` });
    assert.ok(ignored[0]!.reason.startsWith('token '));
    assert.ok(!ignored[0]!.reason.includes(token));
  });

  it('are found in time in a file full of them', async () => {
    const many = `{ "servers": {\n${'// roll-call-ignore plain-http, unpinned-package: known to us\n'.repeat(20_000)}"a": { ${http} }, // ${'*'.repeat(20_000)}\n "b": /* roll-call-ignore x: ${'* '.repeat(20_000)} */ {} } }`;
    const start = performance.now();
    assert.equal((await look({ '.vscode/mcp.json': many })).ignored.length, 1);
    assert.ok(performance.now() - start < 5000);
  });
});

describe('a quick fix’s ignore comment', () => {
  const cases: readonly [path: string, text: string, expected: string | undefined][] = [
    ['.vscode/mcp.json', `{\r\n\t"servers": {\r\n\t\t"a": { ${http} }\r\n\t}\r\n}`, `{\r\n\t"servers": {\r\n\t\t// roll-call-ignore plain-http: the tunnel ends here\r\n\t\t"a": { ${http} }\r\n\t}\r\n}`],
    ['.vscode/mcp.json', `\ufeff{ "servers": { "a": { ${http} } } }`, `\ufeff// roll-call-ignore plain-http: the tunnel ends here\n{ "servers": { "a": { ${http} } } }`],
    ['.trae/mcp.json', `{ "mcpServers": { "a": { ${http} } } }`, undefined],
    ['.codex/config.toml', '[mcp_servers.a]\n  url = "http://h.example/mcp"\n', '[mcp_servers.a]\n  # roll-call-ignore plain-http: the tunnel ends here\n  url = "http://h.example/mcp"\n'],
    ['.continue/mcpServers/x.yaml', 'name: x\nmcpServers:\n  - name: a\n    type: streamable-http\n    url: http://h.example/mcp\n', 'name: x\nmcpServers:\n  - name: a\n    type: streamable-http\n    # roll-call-ignore plain-http: the tunnel ends here\n    url: http://h.example/mcp\n'],
    ['.github/agents/x.md', '---\nmcp-servers:\n  a:\n    type: http\n    url: http://h.example/mcp\n---\n', '---\nmcp-servers:\n  a:\n    type: http\n    # roll-call-ignore plain-http: the tunnel ends here\n    url: http://h.example/mcp\n---\n'],
  ];
  for (const [path, text, expected] of cases) {
    it(`in ${path} makes the finding an accepted one: ${JSON.stringify(text.slice(0, 20))}`, async () => {
      const { findings } = await look({ [path]: text });
      const finding = findings.find(({ ruleId }) => ruleId === 'plain-http')!;
      const edits = ignoreComment(await read(path, text), finding, ' the tunnel\nends here ');
      const after = edits && applyEdits(text, edits);
      assert.equal(after, expected);
      if (after !== undefined) assert.equal(accepted(await look({ [path]: after })).length, 1);
    });
  }

  it('is none without a reason, and none for a verdict', async () => {
    const text = `{ "servers": { "a": { ${http} } } }`;
    const { findings } = await look({ '.vscode/mcp.json': text }, { policy: policyOf({}) });
    const file = await read('.vscode/mcp.json', text);
    assert.equal(ignoreComment(file, findings.find(({ ruleId }) => ruleId === 'plain-http')!, ' ok '), undefined);
    assert.equal(ignoreComment(file, findings.find(({ ruleId }) => ruleId === 'not-approved')!, 'the tunnel ends here'), undefined);
  });
});

describe('ignores in settings and policy', () => {
  const text = { '.vscode/mcp.json': `{ "servers": {\n "a": { ${http} },\n "b": { ${http} } } }` };
  const ignore = { rule: 'plain-http', reason: 'known to us' };

  it('hold for a file, a server, until a day', async () => {
    const with_ = async (more: object, now?: string): Promise<string[]> => accepted(await look(text, { lint: { ignores: [{ ...ignore, ...more }] }, ...(now && { now }) }));
    const both = ['2 plain-http by user: known to us', '3 plain-http by user: known to us'];
    assert.deepEqual(await with_({}), both);
    assert.deepEqual(await with_({ server: 'b' }), ['3 plain-http by user: known to us']);
    assert.deepEqual(await with_({ file: '.vscode/*.json' }), both);
    assert.deepEqual(await with_({ file: '.cursor/mcp.json' }), []);
    assert.deepEqual(await with_({ expires: '2026-11-21' }), both.map((row) => `${row} until 2026-11-21`));
    assert.deepEqual(await with_({ expires: '2026-11-20' }), []);
    assert.deepEqual(await with_({ expires: '2026-11-21' }, '2026-11-22T00:30:00+02:00'), both.map((row) => `${row} until 2026-11-21`));
    assert.deepEqual(await with_({ expires: 'some day' }), []);
    assert.deepEqual(await with_({ reason: ' ok  ' }), []);
  });

  it('hold in the policy, and end there too', async () => {
    assert.deepEqual(accepted(await look(text, { policy: policyOf({ ignores: [{ ...ignore, server: 'a' }] }) })).filter((row) => row.includes('plain-http')), ['2 plain-http by policy: known to us']);
    assert.deepEqual(accepted(await look(text, { policy: policyOf({ ignores: [{ ...ignore, expires: '2026-11-20' }] }) })), []);
  });

  it('do nothing for what the policy locks, unless the same document says both', async () => {
    const locked = { rules: { 'plain-http': { severity: 'error', locked: true } } };
    assert.deepEqual(accepted(await look(text, { policy: policyOf(locked), lint: { ignores: [ignore] } })), []);
    assert.deepEqual(accepted(await look(text, { policy: policyOf(locked, { ignores: [ignore] }) })), []);
    assert.deepEqual(accepted(await look(text, { policy: policyOf({ ...locked, ignores: [ignore] }) })).length, 2);
    assert.deepEqual(accepted(await look(text, { policy: policyOf({ ...locked, ignores: [ignore] }, locked) })), []);
  });

  it('in a document that may only tighten do nothing', async () => {
    assert.deepEqual(accepted(await look(text, { policy: policyOf({}, { ignores: [ignore], approves: false }) })), []);
  });

  it('for a verdict hold only in the policy, and only if every document says so', async () => {
    const verdict = { rule: 'not-approved', reason: 'in review' };
    assert.deepEqual(accepted(await look(text, { policy: policyOf({}), lint: { ignores: [verdict] } })), []);
    assert.deepEqual(accepted(await look(text, { policy: policyOf({ ignores: [verdict] }, {}) })), []);
    assert.deepEqual(accepted(await look(text, { policy: policyOf({ ignores: [verdict] }, { ignores: [verdict] }) })).length, 2);
  });

  it('hold for manifests, as severities do', () => {
    const manifest = JSON.stringify({ $schema: 'https://static.modelcontextprotocol.io/schemas/2025-10-17/server.schema.json', name: 'x', _meta: { 'io.modelcontextprotocol.registry/publisher-provided': { approved: true } } });
    const [first] = assessManifest('/w/server.json', manifest);
    assert.ok(first);
    const { findings, ignored } = manifestAssessment('/w/server.json', manifest, { lint: { ignores: [{ rule: first.ruleId, reason: 'known to us' }] } });
    assert.ok(!findings.some(({ ruleId }) => ruleId === first.ruleId));
    assert.ok(ignored.every(({ finding, by }) => finding.ruleId === first.ruleId && by === 'user'));
    assert.ok(assessManifest('/w/server.json', manifest, { lint: { severities: { [first.ruleId]: 'info' } } }).every(({ ruleId, severity }) => ruleId !== first.ruleId || severity === 'info'));
  });

  it('know files by the end of their path', () => {
    const cases: readonly [pattern: string, path: string, fits: boolean][] = [
      ['mcp.json', '/w/.vscode/mcp.json', true],
      ['.vscode/mcp.json', '/w/.vscode/mcp.json', true],
      ['.vscode/mcp.json', 'C:\\w\\.VSCode\\mcp.json', true],
      ['vscode/mcp.json', '/w/.vscode/mcp.json', false],
      ['*.json', '/w/.vscode/mcp.json', true],
      ['*/mcp.json', '/w/a/.vscode/mcp.json', true],
      ['a/*/mcp.json', '/w/a/b/c/mcp.json', false],
      ['a/**/mcp.json', '/w/a/b/c/mcp.json', true],
      ['a/**/mcp.json', '/w/a/mcp.json', true],
      ['a/**', '/w/a/b/mcp.json', true],
      ['**', '/w/mcp.json', true],
      ['/w/mcp.json', '/w/mcp.json', true],
      ['mcp.json', '/w/mcp.json.bak', false],
      ['', '/w/mcp.json', false],
      ['**/**/**/**/x', `/${'a/'.repeat(500)}y`, false],
    ];
    for (const [pattern, path, fits] of cases) assert.equal(fitsFromEnd(pattern, path), fits, `${pattern} ${path}`);
  });
});

it('messages of ignores that do nothing say what to do', async () => {
  const { findings } = await look({ '.vscode/mcp.json': '{ "servers": {\n // roll-call-ignore not-approved: known to us\n "a": { "command": "x" } } }' });
  assert.ok(findings.some(({ ruleId, message }) => ruleId === 'ignored-verdict' && /keeps your organisation’s policy can accept/.test(render(message))));
});
