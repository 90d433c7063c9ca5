import assert from 'node:assert/strict';
import { clientOf, clients, userFiles, workspaceFiles } from '../../../src/core/clients/clients.ts';
import type { Client, ClientId } from '../../../src/core/clients/client.ts';
import type { KnownFile } from '../../../src/core/clients/known-file.ts';
import { readLoaded, readPlace } from '../../../src/core/config/read-place.ts';
import type { ConfigFile } from '../../../src/core/config/config-file.ts';
import type { Circumstances } from '../../../src/core/assess.ts';
import { assessFile } from '../../../src/core/assess-file.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { declarationFor, type ShelfDeclaration, type ShelfFile } from '../../../src/core/shelf/declaration-for.ts';
import { isMainFile } from '../../../src/core/shelf/place-for.ts';
import { shelfOf } from '../../../src/core/shelf/shelf.ts';
import { applyEdits } from '../../../src/core/text/edit.ts';
import { now } from '../policy/subjects.ts';
import { catalog, digest, entries, policyOf, ready } from './stock.ts';

const environment = { platform: 'linux' as const, home: '/home/u', env: {}, vscodeUserFolder: '/home/u/.config/Code/User' };
const all: readonly KnownFile[] = [...workspaceFiles, ...userFiles(environment)];

function mainFileOf(client: Client): KnownFile | undefined {
  return all.find((known) => isMainFile(client, known));
}

/** A file as it is on the disk, and what the policy would say of it; its syntax is loaded. */
async function fileOf(known: KnownFile, text: string, under: Circumstances): Promise<ShelfFile & { readonly file: ConfigFile }> {
  const workspace = known.scope === 'workspace';
  const place = { path: workspace ? `/w/${known.path}` : known.path, ...(workspace && { root: '/w' }), known, live: true };
  const file = await readPlace({ ...place, content: { text } });
  return { file, known, text, supposed: (other) => assessFile(readLoaded({ ...place, content: { text: other } }), under) };
}

/** Texts that a file of each syntax may hold already. */
const texts: Readonly<Record<string, readonly string[]>> = {
  json: ['', '{}', '{\n  "other": { "kept": [1, 2] }\n}\n', '{"mcpServers":{"time":{"command":"contoso"}},"servers":{"time":{"command":"contoso"}},"context_servers":{},"mcp":{},"inputs":[]}'],
  toml: ['', '# mine\nmodel = "x"\n\n[mcp_servers.time]\ncommand = "contoso"\n', '[other]\nkept = true'],
  yaml: ['name: mine\nversion: 1.0.0\n', '# mine\nmcpServers:\n  - name: time\n    command: contoso\nextensions:\n  time:\n    type: stdio\n    cmd: contoso\n'],
};

/** What each client cannot be given, since it is not known how it would be written there: everything else on the shelf it can. */
const without: Readonly<Partial<Record<ClientId, readonly string[]>>> = {
  // Only what is started, and no way to ask for a secret.
  'claude-desktop': ['github', 'github-image', 'ledger-query', 'linear', 'notion'],
  'amazon-q': ['github', 'github-image', 'ledger-query', 'linear', 'notion'],
  'copilot-jetbrains': ['github', 'github-image', 'ledger-query', 'linear', 'notion'],
  junie: ['github', 'github-image', 'ledger-query', 'linear', 'notion'],
  trae: ['github', 'github-image', 'ledger-query', 'linear', 'notion'],
  // No way to ask for a secret, nor SSE.
  antigravity: ['github-image', 'ledger-query', 'linear'],
  factory: ['github-image', 'ledger-query', 'linear'],
  'lm-studio': ['github-image', 'ledger-query', 'linear'],
  zed: ['github-image', 'ledger-query', 'linear'],
  warp: ['github-image', 'ledger-query'],
  // No SSE.
  amp: ['linear'],
  codex: ['linear'],
  goose: ['linear'],
  kiro: ['linear'],
};

describe('a shelf item in a client’s file', () => {
  const policy = policyOf(entries);
  const circumstances = { policy: ready(policy), facts: noFacts, now };
  const { items } = shelfOf(policy, catalog, now);
  const short = (id: string): string => (id === 'com.github/github-mcp-server' ? 'github' : id.slice(id.lastIndexOf('/') + 1));
  const itemCalled = (id: string) => items.find((item) => short(item.id) === id)!;

  async function put(id: string, client: ClientId, text = '', taken?: ReadonlySet<string>): Promise<ShelfDeclaration> {
    const made = declarationFor(itemCalled(id), await fileOf(mainFileOf(clientOf(client))!, text, circumstances), taken);
    if ('why' in made) throw new Error(made.why);
    return made;
  }

  for (const client of clients.filter(({ writes }) => writes)) {
    it(`is approved there, without a finding, beside what was there: ${client.name}`, async () => {
      const known = mainFileOf(client)!;
      const offered = new Set<string>();
      for (const text of texts[known.locations[0]!.syntax]!) {
        const file = await fileOf(known, text, circumstances);
        for (const item of items) {
          const made = declarationFor(item, file);
          const what = `${item.id} in ${client.id}: ${text}`;
          if ('why' in made) {
            assert.equal(made.why, 'no-way', what);
            continue;
          }
          offered.add(short(item.id));
          const { file: after } = await fileOf(known, applyEdits(text, made.edits), circumstances);
          assert.equal(after.document.text, made.text, what);
          assert.equal(after.status, 'read', what);
          assert.deepEqual(after.problems, [], what);
          assert.ok(after.declarations.some(({ name }) => name === made.name), what);
          assert.ok(file.file.declarations.every(({ name }) => name !== made.name), what);
          assert.deepEqual(made.findings.map(({ ruleId }) => ruleId), [], what);
          assert.equal(made.server.verdict.state, item.state, what);
          for (const { span } of made.edits) assert.equal(span.start, span.end, `takes something out: ${what}`);
        }
      }
      assert.deepEqual(items.map(({ id }) => short(id)).filter((id) => !offered.has(id)).toSorted(), [...(without[client.id] ?? [])].toSorted());
    });
  }

  it('is written as its client writes it, with secrets asked for or named', async () => {
    const made = async (id: string, client: ClientId): Promise<string> => (await put(id, client)).text;
    assert.deepEqual(JSON.parse(await made('ledger-query', 'vscode')), {
      servers: { 'ledger-query': { type: 'stdio', command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2', '--read-only'], env: { LEDGER_TOKEN: '${input:ledger-query-ledger-token}' } } },
      inputs: [{ type: 'promptString', id: 'ledger-query-ledger-token', description: 'LEDGER_TOKEN for ledger-query', password: true }],
    });
    assert.deepEqual(JSON.parse(await made('ledger-query', 'claude-code')).mcpServers['ledger-query'].env, { LEDGER_TOKEN: '${LEDGER_TOKEN}' });
    assert.deepEqual(JSON.parse(await made('ledger-query', 'cursor')).mcpServers['ledger-query'].env, { LEDGER_TOKEN: '${env:LEDGER_TOKEN}' });
    assert.deepEqual(JSON.parse(await made('ledger-query', 'opencode')).mcp['ledger-query'], { type: 'local', command: ['npx', '-y', '@contoso/ledger-mcp@1.4.2', '--read-only'], environment: { LEDGER_TOKEN: '{env:LEDGER_TOKEN}' } });
    assert.equal(await made('ledger-query', 'codex'), '[mcp_servers.ledger-query]\ncommand = "npx"\nargs = ["-y", "@contoso/ledger-mcp@1.4.2", "--read-only"]\nenv_vars = ["LEDGER_TOKEN"]\n');
    assert.deepEqual(JSON.parse(await made('github-image', 'vscode')).servers.github, {
      type: 'stdio',
      command: 'docker',
      args: ['run', '-i', '--rm', '-e', 'GITHUB_PERSONAL_ACCESS_TOKEN', `ghcr.io/github/github-mcp-server@${digest}`],
      env: { GITHUB_PERSONAL_ACCESS_TOKEN: '${input:github-personal-access-token}' },
    });
    assert.deepEqual(JSON.parse(await made('github', 'gemini-cli')).mcpServers.github, { httpUrl: 'https://api.githubcopilot.com/mcp/' });
    assert.deepEqual(JSON.parse(await made('github', 'windsurf')).mcpServers.github, { serverUrl: 'https://api.githubcopilot.com/mcp/' });
    assert.deepEqual(JSON.parse(await made('linear', 'vscode')).servers.linear, { type: 'sse', url: 'https://mcp.linear.app/sse' });
    assert.deepEqual(JSON.parse(await made('reports', 'vscode')).servers.reports, { type: 'stdio', command: 'dnx', args: ['Contoso.Reports.Mcp@2.0.1', '--yes', '--', 'serve'] });
    assert.deepEqual(JSON.parse(await made('time', 'zed')).context_servers.time, { command: 'uvx', args: ['mcp-server-time==2026.1.26'] });
    assert.equal((await put('time', 'continue', 'name: mine\nversion: 1.0.0\nmcpServers:\n  - name: other\n    command: contoso\n')).text, 'name: mine\nversion: 1.0.0\nmcpServers:\n  - name: other\n    command: contoso\n  - name: time\n    type: stdio\n    command: uvx\n    args:\n      - mcp-server-time==2026.1.26\n');
  });

  it('takes the newest of several approved versions, by number', async () => {
    assert.match((await put('files', 'vscode')).text, /@contoso\/files-mcp@3\.10\.0/);
  });

  it('names a registry that is not the usual one only where the folder’s own settings do not', async () => {
    assert.deepEqual(JSON.parse((await put('internal', 'vscode')).text).servers.internal.args, ['-y', '--registry=https://packages.contoso.com/npm/', '@contoso/internal@5.0.0']);
  });

  it('has a name of its own: not another’s in the file, nor one that would take the place of another file’s, in whatever case', async () => {
    assert.equal((await put('time', 'vscode', '{"servers":{"Time":{"command":"contoso"}}}')).name, 'time-2');
    assert.equal((await put('time', 'vscode', '{"servers":{"time":{"command":"contoso"},"time-2":{"command":"contoso"}}}', new Set(['TIME-3']))).name, 'time-4');
  });

  it('has inputs of its own', async () => {
    const text = '{"servers":{},"inputs":[{"type":"promptString","id":"github-personal-access-token","description":"mine"}]}';
    const { inputs, servers } = JSON.parse((await put('github-image', 'vscode', text)).text);
    assert.deepEqual(inputs.map(({ id }: { id: string }) => id), ['github-personal-access-token', 'github-personal-access-token-2']);
    assert.equal(servers.github.env.GITHUB_PERSONAL_ACCESS_TOKEN, '${input:github-personal-access-token-2}');
  });

  it('leaves a file that is itself the map of servers one: a key around the new server alone would switch the others off', async () => {
    const { text } = await put('time', 'claude-code', '{"other":{"command":"contoso"}}');
    assert.deepEqual(Object.keys(JSON.parse(text)), ['other', 'time']);
  });

  it('is put into a file that another bundle knows of', async () => {
    for (const id of ['vscode', 'gemini-cli', 'windsurf'] as const) {
      const file = await fileOf(mainFileOf(clientOf(id))!, '{}', circumstances);
      const known = JSON.parse(JSON.stringify(file.known)) as KnownFile;
      assert.ok(isMainFile(clientOf(id), known), id);
      assert.ok('name' in declarationFor(itemCalled('time'), { ...file, known }), id);
    }
  });

  it('is not put into a damaged text', async () => {
    for (const text of ['{"servers": {', '{"servers": {"a": }}', '<<<<<<< HEAD\n{}']) {
      assert.deepEqual(declarationFor(itemCalled('time'), await fileOf(mainFileOf(clientOf('vscode'))!, text, circumstances)), { why: 'damaged' });
    }
  });

  it('is not put where the policy would not approve it: the name is one that is denied', async () => {
    const strict = policyOf([...entries, { id: 'no', state: 'denied', match: [{ serverName: 'time' }] }]);
    const made = declarationFor(itemCalled('time'), await fileOf(mainFileOf(clientOf('vscode'))!, '', { ...circumstances, policy: ready(strict) }));
    assert.ok('why' in made && made.why === 'not-approved' && made.verdict.state === 'denied');
  });

  it('comments and layout stay', async () => {
    const text = '{\n\t// mine\n\t"servers": {\n\t\t"a": { "command": "contoso" }, // first\n\t},\n}\n';
    const { text: after } = await put('time', 'vscode', text);
    assert.equal(after, '{\n\t// mine\n\t"servers": {\n\t\t"a": { "command": "contoso" }, // first\n\t\t"time": {\n\t\t\t"type": "stdio",\n\t\t\t"command": "uvx",\n\t\t\t"args": ["mcp-server-time==2026.1.26"]\n\t\t},\n\t},\n}\n');
  });
});
