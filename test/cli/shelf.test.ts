import assert from 'node:assert/strict';
import { tempFolder } from '../files/temp.ts';
import { policyText, run } from './run.ts';

const policy = policyText([
  { id: 'com.contoso.payments/ledger-query', state: 'conditional', owner: 'payments-platform', conditions: 'Read only.', match: [{ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] }, args: { allow: ['--read-only'], denyExtra: true }, env: { allow: ['LEDGER_TOKEN'] } }] },
  { id: 'com.notion/mcp', state: 'approved', match: [{ url: { host: 'mcp.notion.com', path: '/mcp' } }] },
  { id: 'any', state: 'approved', match: [{ package: { type: 'npm', name: '@contoso/any' } }] },
  { id: 'no', state: 'denied', match: [{ package: { type: 'npm', name: 'evil' } }] },
]);

describe('shelf', () => {
  const temp = tempFolder();
  temp.write('policy.json', policy);
  const shelf = (...args: string[]) => run(['shelf', '--policy', 'policy.json', ...args], { cwd: temp.folder });
  after(() => temp.remove());

  it('lists what is approved, with what each touches, whose it is and on which conditions', () => {
    const { status, stdout, stderr } = shelf();
    assert.equal(status, 0, stderr);
    assert.equal(
      stdout.replace(/\n {12}(?=\S)/g, '\n    '),
      [
        'conditional ledger-query  com.contoso.payments/ledger-query',
        '    npm package @contoso/ledger-mcp 1.4.2',
        '    condition: Read only. · owner payments-platform · approved by Contoso as',
        '    com.contoso.payments/ledger-query',
        'approved    Notion  com.notion/mcp',
        '    https://mcp.notion.com/mcp',
        '    touches private data, a way out; data goes to Notion · approved by Contoso as',
        '    com.notion/mcp',
        '',
      ].join('\n'),
    );
    assert.match(stderr, /so that nothing can be put into a file by them: 1\./);
  });

  it('is searched by words', () => {
    assert.match(shelf('--search', 'payments READ').stdout, /^conditional ledger-query/);
    assert.equal(shelf('--search', 'nothing-like-it').stdout, 'No approved server with nothing-like-it in it. Without --search all are listed.\n');
  });

  it('as JSON has what it starts or calls as purl or address', () => {
    const { servers, leftOut } = JSON.parse(shelf('--format', 'json').stdout);
    assert.deepEqual(servers.map(({ id, package: purl, url, conditions }: Record<string, unknown>) => [id, purl ?? url, conditions]), [['com.contoso.payments/ledger-query', 'pkg:npm/%40contoso/ledger-mcp@1.4.2', ['Read only.']], ['com.notion/mcp', 'https://mcp.notion.com/mcp', []]]);
    assert.deepEqual(leftOut, ['any']);
  });

  it('--add prints what to put into a client’s file, and writes nothing', () => {
    const { status, stdout, stderr } = shelf('--add', 'com.contoso.payments/ledger-query', '--client', 'codex');
    assert.equal(status, 0, stderr);
    assert.equal(stdout, '[mcp_servers.ledger-query]\ncommand = "npx"\nargs = ["-y", "@contoso/ledger-mcp@1.4.2", "--read-only"]\nenv_vars = ["LEDGER_TOKEN"]\n');
    assert.match(stderr, /For \.codex\/config\.toml\.\nTaken from the environment: LEDGER_TOKEN\./);
    assert.deepEqual(Object.keys(JSON.parse(shelf('--add', 'com.notion/mcp', '--client', 'vscode').stdout).servers), ['notion']);
    assert.equal(shelf('--add', 'com.notion/mcp', '--client', 'goose').stdout, 'extensions:\n  notion:\n    type: streamable_http\n    uri: https://mcp.notion.com/mcp\n    enabled: true\n    timeout: 300\n');
  });

  it('says what is wrong with what it was asked', () => {
    assert.match(shelf('--add', 'nothing', '--client', 'vscode').stderr, /There is no nothing on the shelf/);
    assert.match(shelf('--add', 'com.notion/mcp', '--client', 'aider').stderr, /--client is one of vscode, claude-code/);
    assert.match(shelf('--add', 'com.notion/mcp').stderr, /go together/);
    assert.match(shelf('--add', 'com.contoso.payments/ledger-query', '--client', 'claude-desktop').stderr, /not known how Claude Desktop would be told of this one without a secret/);
    assert.match(run(['shelf'], { cwd: temp.folder }).stderr, /No policy is configured/);
    temp.write('broken.json', '{');
    const broken = run(['shelf', '--policy', 'broken.json'], { cwd: temp.folder });
    assert.equal(broken.status, 4);
    assert.match(broken.stderr, /broken\.json cannot be used, so nothing is known to be approved\.\n {2}broken\.json:1\n {4}error: /);
  });
});
