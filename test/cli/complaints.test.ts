import assert from 'node:assert/strict';
import * as path from 'node:path';
import { tempFolder } from '../files/temp.ts';
import { serve, type TestServer } from '../policy-host/server.ts';
import { TestRegistry } from '../registry/server.ts';
import { config, policyText, run, runWhile, type Ran } from './run.ts';

/**
 * What users of allowlists complain of (needs-and-incidents.md 0.2 and 0.3), each as a test by the number of its thread: approved
 * servers blocked in silence, and policies that look active and do nothing.
 */

interface Row {
  readonly name: string;
  readonly verdict: { readonly state: string; readonly code: string; readonly reason: string };
}

interface Report {
  readonly servers: readonly Row[];
  readonly findings: readonly { readonly ruleId: string; readonly severity: string; readonly message: string }[];
  readonly policy: { readonly status: string; readonly parts: readonly { readonly status: string; readonly kept: string | null; readonly notes: readonly string[]; readonly problems: readonly { readonly message: string }[]; readonly registries: readonly { readonly complete: boolean; readonly problem: string | null }[] }[] };
}

const listed = { command: 'npx', args: ['-y', 'ledger-mcp@1.4.2'] };
const entry = { id: 'ledger', state: 'approved', match: [{ package: { type: 'npm', name: 'ledger-mcp', versions: ['1.4.2'] } }] };
const program = { command: '/opt/contoso/mcp', args: ['--read-only'] };
const byCommand = { id: 'local', state: 'approved', minIdentity: 'source', match: [{ serverCommand: ['/opt/contoso/mcp', '--read-only'] }] };

describe('what users of allowlists complain of', function () {
  this.timeout(60_000);
  let temp: ReturnType<typeof tempFolder>;
  let aside: ReturnType<typeof tempFolder>;
  const servers: (TestServer | { close(): Promise<void> })[] = [];
  beforeEach(() => {
    temp = tempFolder();
    aside = tempFolder();
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
    temp.remove();
    aside.remove();
  });

  const declare = (some: Record<string, unknown>): void => void temp.write('.vscode/mcp.json', config(some));
  const scan = async (policy: string, ...more: string[]): Promise<Ran & { report: Report; states: Record<string, string> }> => {
    const ran = await runWhile(['scan', temp.folder, '--no-user', '--format', 'json', '--policy', policy, ...more], { env: { MCP_ROLL_CALL_STATE: path.join(aside.folder, 'state') } });
    assert.ok(ran.stdout !== '', ran.stderr);
    const report = JSON.parse(ran.stdout) as Report;
    return { ...ran, report, states: Object.fromEntries(report.servers.map(({ name, verdict }) => [name, `${verdict.state} ${verdict.code}`])) };
  };
  const serving = async (...answers: (string | number)[]): Promise<TestServer> => {
    let n = 0;
    const server = await serve((_, response) => {
      const answer = answers[Math.min(n++, answers.length - 1)]!;
      if (typeof answer === 'number') response.writeHead(answer).end('an error page, as proxies send');
      else response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    });
    servers.push(server);
    return server;
  };
  const registry = async (count: number): Promise<TestRegistry> => {
    const made = await TestRegistry.start();
    servers.push({ close: () => made.stop() });
    for (let i = 0; i < count; i++) made.list({ name: `io.example/server-${String(i).padStart(3, '0')}`, version: '1.0.0', packages: [{ registryType: 'npm', identifier: `server-${i}`, version: '1.0.0', transport: { type: 'stdio' } }] });
    return made;
  };
  const trusting = (url: string, some: readonly unknown[] = []): string => aside.write('policy.json', policyText(some, { registries: [{ url, api: 'v0.1', trust: 'approves' }] }));
  const first = { command: 'npx', args: ['-y', 'server-0@1.0.0'] };
  const last = { command: 'npx', args: ['-y', 'server-49@1.0.0'] };

  describe('approved, and blocked all the same', () => {
    it('microsoft/vscode#317553: of a registry more is read than the first page', async () => {
      const pages = await registry(50);
      declare({ first, last });
      const { states, status } = await scan(trusting(pages.url));
      assert.deepEqual([states, status], [{ first: 'approved matched', last: 'approved matched' }, 0]);
      assert.ok(pages.asked.length >= 3, `${pages.asked.length} pages`);
    });

    it('the same where a page does not arrive: what it may hold is undetermined, which is no block, and no tick', async () => {
      const pages = await registry(50);
      pages.fault = ({ page }) => (page === 3 ? { status: 503 } : undefined);
      declare({ first, last });
      const { states, status, report } = await scan(trusting(pages.url));
      assert.deepEqual([states, status], [{ first: 'approved matched', last: 'undetermined registry-unread' }, 4]);
      assert.deepEqual(report.findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`), ['not-approved info']);
      assert.match(report.findings[0]!.message, /^Whether `last` is approved cannot be told: the registry .* could not be read/);
    });

    it('github/copilot-cli#2169, #3756: a policy that answers 404 or 503 takes no approval back, and brings none', async () => {
      const policy = policyText([entry], { serial: 3 });
      const server = await serving(policy, 404, 503);
      declare({ ledger: listed });
      assert.deepEqual((await scan(`${server.origin}/policy.json`)).states, { ledger: 'approved matched' });
      for (const code of [404, 503]) {
        declare({ ledger: listed, other: first });
        const { states, report } = await scan(`${server.origin}/policy.json`, '--refresh');
        assert.deepEqual(states, { ledger: 'approved matched', other: 'unknown not-listed' });
        assert.match(JSON.stringify(report.policy.parts), new RegExp(String(code)));
      }
    });

    it('github/copilot-cli#4512: what cannot be told yet is not dropped for good: the next look has it', async () => {
      const server = await serving(503, policyText([entry]));
      declare({ ledger: listed });
      const before = await scan(`${server.origin}/policy.json`, '--refresh');
      assert.deepEqual([before.states, before.status], [{ ledger: 'undetermined policy-unusable' }, 4]);
      const after = await scan(`${server.origin}/policy.json`, '--refresh');
      assert.deepEqual([after.states, after.status], [{ ledger: 'approved matched' }, 0]);
    });

    it('github/copilot-cli#4419: a policy that cannot be determined is no denial: nothing counts as not approved', async () => {
      const server = await serving(500);
      declare({ ledger: listed, other: first });
      const { states, report, status } = await scan(`${server.origin}/policy.json`);
      assert.deepEqual([states, status], [{ ledger: 'undetermined policy-unusable', other: 'undetermined policy-unusable' }, 4]);
      assert.deepEqual(report.findings.filter(({ severity }) => severity !== 'info'), []);
    });

    it('cline/cline#8141, #8148: local servers do not depend on a registry that is away', async () => {
      const gone = await registry(0);
      gone.fault = () => ({ status: 503 });
      declare({ local: program, other: { command: './mine' } });
      const { states } = await scan(trusting(gone.url, [byCommand]));
      assert.deepEqual(states, { local: 'approved matched', other: 'unknown not-listed' });
    });

    it('anthropics/claude-code#32882, #94803: a plugin’s servers are listed, with a verdict and its reason', async () => {
      temp.write('.claude-plugin/plugin.json', JSON.stringify({ name: 'tools', mcpServers: { deploy: first } }));
      temp.write('.claude-plugin/marketplace.json', JSON.stringify({ name: 'm', owner: { name: 'x' }, plugins: [{ name: 'tools', source: './' }] }));
      const { report } = await scan(aside.write('policy.json', policyText([entry])));
      assert.deepEqual(report.servers.map(({ name, verdict }) => [name, verdict.state, verdict.reason]), [['deploy', 'unknown', '`deploy` is not on the approved list of Contoso. Register it, or pick an approved server that does the same.']]);
    });

    it('microsoft/copilot-intellij-feedback#1236, SonarSource#501: whatever is not approved says why, and what to do', async () => {
      declare({ other: first, floating: { command: 'npx', args: ['-y', 'ledger-mcp'] }, named: { command: 'sh', args: ['-c', 'x'] } });
      const { report } = await scan(aside.write('policy.json', policyText([entry])));
      for (const { name, verdict } of report.servers) {
        assert.ok(verdict.reason.includes(`\`${name}\``), verdict.reason);
        assert.match(verdict.reason, /Register|Pin|Start it directly/);
      }
    });

    it('microsoft/vscode#282879: no policy is no denial', async () => {
      declare({ other: first });
      const { status, stdout } = run(['scan', temp.folder, '--no-user', '--format', 'json']);
      const report = JSON.parse(stdout) as Report;
      assert.deepEqual([status, report.servers.map(({ verdict }) => verdict.code), report.findings], [0, ['no-policy'], []]);
    });
  });

  describe('active to look at, and doing nothing', () => {
    it('anthropics/claude-code#95020: an empty list approves nothing', async () => {
      declare({ ledger: listed, local: program });
      const { states, status } = await scan(aside.write('policy.json', policyText([])));
      assert.deepEqual([states, status], [{ ledger: 'unknown not-listed', local: 'unknown not-listed' }, 1]);
    });

    it('anthropics/claude-code#5555: a denial whose pattern cannot match is told', () => {
      const { status, stdout } = run(['policy', 'check', aside.write('policy.json', policyText([{ id: 'all', state: 'denied', match: [{ serverName: 'mcp__*' }] }]))]);
      assert.equal(status, 1, stdout);
      assert.match(stdout, /mcp__\*/);
    });

    it('microsoft/vscode#318722, github/copilot-cli#3207: a server that an extension brings is held against the policy too', async () => {
      const home = tempFolder();
      home.write('.vscode/extensions/extensions.json', JSON.stringify([{ identifier: { id: 'evil.tools' }, version: '1.0.0', location: { path: path.join(home.folder, '.vscode/extensions/evil.tools-1.0.0'), scheme: 'file' }, relativeLocation: 'evil.tools-1.0.0' }]));
      home.write('.vscode/extensions/evil.tools-1.0.0/package.json', JSON.stringify({ name: 'tools', publisher: 'evil', version: '1.0.0', contributes: { mcpServerDefinitionProviders: [{ id: 'tools', label: 'Tools' }] } }));
      const { status, stdout } = run(['scan', temp.folder, '--format', 'json', '--policy', aside.write('policy.json', policyText([entry]))], { home: home.folder });
      home.remove();
      assert.deepEqual([status, (JSON.parse(stdout) as Report).servers.map(({ verdict }) => verdict.state)], [1, ['unknown']]);
    });

    it('opena2a-org#355: a policy that cannot count says so, and never ends well', async () => {
      declare({ ledger: listed });
      for (const text of ['', '{', '[]', '{"allowedMcpServers":[]}', policyText([entry]).replace('"policyVersion":1', '"policyVersion":2')]) {
        const { status, report } = await scan(aside.write('policy.json', text));
        assert.equal(status, 4, text);
        assert.ok(report.policy.parts[0]!.problems.length > 0, text);
      }
    });

    it('github/copilot-cli#3582: what a client starts although it is marked `disabled` counts as on', async () => {
      temp.write('.mcp.json', JSON.stringify({ mcpServers: { other: { ...first, disabled: true } } }));
      const { status, report } = await scan(aside.write('policy.json', policyText([entry])));
      assert.deepEqual([status, report.servers.map(({ verdict }) => verdict.state)], [1, ['unknown']]);
    });
  });
});
