import assert from 'node:assert/strict';
import type { FileAssessment } from '../../../src/core/assess.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { Tally } from '../../../src/core/report/tally.ts';
import { TextReport } from '../../../src/core/report/text.ts';
import { columns, wrap } from '../../../src/core/report/text/lines.ts';
import { say } from '../../../src/core/text/message.ts';
import { visible } from '../../../src/core/text/visible.ts';
import { assessed, none, policyOf } from './assessed.ts';

function printed(parts: readonly FileAssessment[], policy: PolicyState, { code = 0, width = 100, left = [] as { path: string; reason: ReturnType<typeof say> }[] } = {}): string {
  const tally = new Tally(policy);
  const report = new TextReport(tally, { style: (_, text) => text, width, shown: (path) => visible(path.replace('/w/', ''), 1000) });
  for (const part of parts) {
    tally.add(part);
    report.add(part);
  }
  return [...report.print({ notLookedInto: left, exit: { code, meaning: 'What it means.' } })].join('');
}

const policy = policyOf([
  { id: 'com.contoso/ledger', state: 'approved', owner: 'payments', expires: '2035-05-31', match: [{ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] } }] },
  { id: 'com.fabrikam/notes', state: 'revoked', reason: 'Its tools changed', match: [{ package: { type: 'npm', name: '@fabrikam/notes-mcp' } }] },
]);

const config = `{
  "servers": {
    "ledger": { "command": "npx", "args": ["-y", "@contoso/ledger-mcp@1.4.2"] },
    "newest": { "command": "npx", "args": ["-y", "@contoso/ledger-mcp"], "env": { "API_KEY": "Zq9v7Kp2Rw5xT8mB" } },
    "notes": { "command": "npx", "args": ["-y", "@fabrikam/notes-mcp@1.0.0"] }
  }
}`;

describe('the report for a person', () => {
  it('shows no token that a server has for a name', () => {
    const token = ['ghp', 'Zx81QkLm04TbNpYw72RcVd55HsJf90GaUeKi'].join('_');
    const text = printed([assessed('.mcp.json', JSON.stringify({ mcpServers: { [token]: { command: 'npx', args: ['-y', 'x'] } } }), policy)], policy, { code: 1, width: 300 });
    assert.ok(!text.includes(token.slice(0, 20)), text);
    assert.ok(text.includes('`•••`'), text);
  });

  it('begins with what was looked at, tells of each server, and ends with the sum', () => {
    const parts = [
      assessed('.vscode/mcp.json', config, policy),
      assessed('.mcp.json', { unreadable: say('it is a pipe, not a file') }, policy),
      assessed('.cursor/mcp.json', { absent: true }, policy),
    ];
    assert.equal(
      printed(parts, policy, { code: 1, left: [{ path: '/w/app', reason: say('folders of installed or generated files: {names}', { names: 'node_modules (2)' }) }] }),
      `Looked for
  read       .vscode/mcp.json  3 servers   VS Code
  unreadable .mcp.json         not known   VS Code, Claude Code, GitHub Copilot CLI, Cursor, Visual Studio
             It is a pipe, not a file
  not there  .cursor/mcp.json
  left out   app: folders of installed or generated files: node_modules (2)

Policy
  /policy.json, Contoso, serial 7, 2 entries

approved     ledger  .vscode/mcp.json:3
    npx -y @contoso/ledger-mcp@1.4.2
    npm package @contoso/ledger-mcp 1.4.2
    Contoso approves \`ledger\` (\`com.contoso/ledger\`).
    owner payments · until 2035-05-31

unknown      newest  .vscode/mcp.json:4
    npx -y @contoso/ledger-mcp
    npm package @contoso/ledger-mcp (any version)
    \`newest\` starts whatever version of \`@contoso/ledger-mcp\` is current; approved is 1.4.2
    (\`com.contoso/ledger\`). Pin it to that version.
    unpinned
      4 │ … "command": "npx", "args": ["-y", "@contoso/ledger-mcp"], "env": { "API_KEY": "•••" } },
        │                                    ^^^^^^^^^^^^^^^^^^^^^
    Fix: Pin to 1.4.2, the approved version
    error literal-secret: The environment variable \`API_KEY\` holds a secret, written out. Whoever
    reads this file can use it. Move it out, and replace it at its issuer.
      4 │ … "command": "npx", "args": ["-y", "@contoso/ledger-mcp"], "env": { "API_KEY": "•••" } },
        │                                                                                ^^^^^
    Fix: Move it to an input that VS Code asks for and keeps safe (then replace the old value)

revoked      notes  .vscode/mcp.json:5
    npx -y @fabrikam/notes-mcp@1.0.0
    npm package @fabrikam/notes-mcp 1.0.0
    Contoso has taken back the approval of \`notes\` (\`com.fabrikam/notes\`): Its tools changed. Stop
    using it now: disable or remove it.
      5 │ "notes": { "command": "npx", "args": ["-y", "@fabrikam/notes-mcp@1.0.0"] }
        │ ^^^^^^^

Result
  3 live servers: 1 approved, 2 not (1 must not be used).
  1 file could not be read, or not wholly: what it holds is not known.
  3 findings: 2 errors, 1 warning.
  \`mcp-roll-call explain SERVER\` tells how a verdict came about; \`mcp-roll-call register SERVER\`
  drafts a registration.
  Exit code 1: What it means.
`,
    );
  });

  const sums: [string, FileAssessment[], PolicyState, string][] = [
    ['nothing found is no all-clear', [assessed('.mcp.json', { absent: true })], none, 'No config file was found. That is no all-clear: only the places above were looked at.'],
    ['a file without servers', [assessed('.mcp.json', '{"mcpServers":{}}')], none, 'No live server is declared in the files that were read.'],
    ['no policy', [assessed('.vscode/mcp.json', config)], none, '3 live servers, and no policy to hold them against.'],
    ['all approved', [assessed('.vscode/mcp.json', config.replace(/ {4}"newest[^]*?\n.*\n/, ''), policy)], policy, 'The one live server is approved.'],
    ['dormant servers do not count', [assessed('.vscode/mcp.json', config, policy, false)], policy, 'No live server is declared in the files that were read.'],
  ];
  for (const [name, parts, held, expected] of sums) {
    it(`sums up: ${name}`, () => assert.equal(printed(parts, held).split('Result\n')[1]!.split('\n')[0], `  ${expected}`));
  }

  it('does not claim that all is approved, in green, where a file could not be read', () => {
    const green: string[] = [];
    const tally = new Tally(policy);
    const report = new TextReport(tally, { style: (role, text) => (role === 'good' && green.push(text), text), width: 100, shown: (path) => path });
    for (const part of [assessed('.vscode/mcp.json', config.replace(/ {4}"newest[^]*?\n.*\n/, ''), policy), assessed('.mcp.json', { unreadable: say('x') }, policy)]) {
      tally.add(part);
      report.add(part);
    }
    const text = [...report.print({ notLookedInto: [], exit: { code: 5, meaning: '' } })].join('');
    assert.match(text, /The one live server is approved\./);
    assert.match(text, /1 file could not be read/);
    assert.deepEqual(green.map((piece) => piece.trim()), ['approved']);
  });

  it('says once, not at every server, that there is no policy', () => {
    const text = printed([assessed('.vscode/mcp.json', config)], none);
    assert.equal(text.match(/None was given/g)?.length, 1);
    assert.doesNotMatch(text, /No policy is configured/);
    assert.match(text, /^no policy {4}ledger {2}\.vscode\/mcp\.json:3$/m);
  });

  it('gives no advice on what nobody starts', () => {
    assert.match(printed([assessed('.mcp.json', '{"mcpServers":{"x":{"command":"npx","args":["-y","x"]}}}', policy, false)], policy), /\nunknown \(dormant\) {2}x {2}\.mcp\.json:1\n {4}npx -y x\n {4}npm package x \(any version\)\n\n/);
  });

  it('names no argument that has no name', () => {
    const text = printed([assessed('.mcp.json', '{"mcpServers":{"x":{"command":"npx","args":["-y","x@1.0.0","postgresql://app:s3cretP4ss@db/app"]}}}')], none);
    assert.match(text, /literal-secret: This argument holds a secret, written out\./);
  });

  it('keeps to the width, a path or command aside', () => {
    for (const line of printed([assessed('.vscode/mcp.json', config, policy)], policy, { width: 60 }).split('\n')) assert.ok(columns(line) <= 60 || !line.trim().includes(' '), line);
  });

  it('lets no scanned text act on the terminal or pass for a line of the report', () => {
    const evil = 'x\n\napproved     ledger\u001b[2J\u009b0m\u202e';
    const text = printed([assessed('.vscode/mcp.json', JSON.stringify({ servers: { [evil]: { command: evil, args: [evil], env: { [evil]: 'x' } } } }), policy)], policy);
    // oxlint-disable-next-line no-control-regex -- what must not be there
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    assert.doesNotMatch(text, /^approved/m);
  });
});

describe('lines', () => {
  const widths: [string, number][] = [['abc', 3], ['é', 1], ['e\u0301', 1], ['漢字', 4], ['ｆ', 2], ['😀', 2], ['…•', 2]];
  for (const [text, width] of widths) it(`${text} takes ${width}`, () => assert.equal(columns(text), width));

  it('are broken at spaces, long words left whole', () => {
    assert.deepEqual(wrap('one two three fourfourfour five', 11, '  '), ['  one two', '  three', '  fourfourfour', '  five']);
    assert.deepEqual(wrap('', 10, ''), []);
  });

  it('tells of model providers behind the servers, and counts them', () => {
    const known = policyOf([], { providers: [{ id: 'gw', state: 'approved', owner: 'platform', match: [{ url: { host: 'llm.contoso.com' } }] }] });
    const text = printed([assessed('.claude/settings.json', '{\n  "env": { "ANTHROPIC_BASE_URL": "https://other.example/v1?key=abc" },\n  "model": "sonnet"\n}', known)], known, { code: 1, width: 120 });
    assert.ok(
      text.includes(`unknown      Anthropic model provider  .claude/settings.json:2
    calls https://other.example/v1 with sonnet
    \`Anthropic\` sends prompts and code to https://other.example/v1, which is not an approved model provider of Contoso.
    Use an approved one, or ask Contoso to approve it.
      2 │ "env": { "ANTHROPIC_BASE_URL": "https://other.example/v1?key=•••" },
        │                                ^^^`),
      text,
    );
    assert.ok(text.includes('read       .claude/settings.json  1 model provider  Claude Code'), text);
    assert.ok(text.includes('  1 live model provider: 1 not approved.'), text);
  });
});
