import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { assess, type Assessment } from '../../../src/core/assess.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';
import { syntaxOf } from '../../../src/core/config/syntaxes.ts';
import { noFacts } from '../../../src/core/facts.ts';
import type { Fix } from '../../../src/core/finding/finding.ts';
import type { CompiledPolicy } from '../../../src/core/policy/compile.ts';
import { render } from '../../../src/core/text/message.ts';
import { applyEdits } from '../../../src/core/text/edit.ts';
import { shippedKnowledge } from '../../../src/host/knowledge/shipped-knowledge.ts';
import { root } from '../../cli/run.ts';
import { now } from '../policy/subjects.ts';
import { digest, entries, policyOf, ready } from './stock.ts';

const known = shippedKnowledge(root);
const npm = (id: string, name: string, version: string, more: object = {}): object => ({ id, state: 'approved', match: [{ package: { type: 'npm', name, versions: [version] } }], ...more });

async function look(path: string, text: string, policy: CompiledPolicy): Promise<Assessment> {
  const file = await readPlace({ path: `/w/${path}`, root: '/w', known: workspaceFileAt(path)!, live: true, content: { text } });
  return assess({ files: [file], policy: ready(policy), facts: noFacts, known, now });
}

function fixesOf({ findings }: Assessment): readonly Fix[] {
  return findings.filter(({ ruleId }) => ruleId === 'not-approved').flatMap(({ fixes }) => fixes);
}

async function offered(server: object, policy: CompiledPolicy, path = '.vscode/mcp.json'): Promise<string[]> {
  return fixesOf(await look(path, JSON.stringify({ [path === '.vscode/mcp.json' ? 'servers' : 'mcpServers']: { s: server } }), policy)).map(({ title }) => render(title));
}

function made(assessment: Assessment, fix: Fix): string {
  const [file] = assessment.files;
  const edits = syntaxOf(file!.syntax)!.edits(file!.document.text, file!.tree!, fix.changes);
  assert.ok(edits, fix.id);
  return applyEdits(file!.document.text, edits);
}

async function after(text: string, policy: CompiledPolicy, path = '.vscode/mcp.json'): Promise<{ text: string; note: string }> {
  const assessment = await look(path, text, policy);
  const fix = fixesOf(assessment).find(({ id }) => id === 'use-approved');
  assert.ok(fix, 'nothing offered');
  assert.equal(fix.safety, 'needs-review');
  return { text: made(assessment, fix), note: fix.note ? render(fix.note) : '' };
}

describe('use the approved one instead', () => {
  const policy = policyOf(entries);
  const ledger = npm('ledger', '@contoso/ledger-mcp', '1.4.2');
  const use = (title: string, what: string): string => `Use the approved \`${title}\` instead (${what})`;
  const github = use('GitHub MCP Server', 'https://api.githubcopilot.com/mcp/');

  const good: [string, object, readonly object[], readonly string[]][] = [
    ['what documentation calls its successor or puts at the same service: the archived GitHub server', { command: 'npx', args: ['-y', '@modelcontextprotocol/server-github@2025.4.8'] }, entries, [github, use('GitHub MCP Server', `container image ghcr.io/github/github-mcp-server@${digest}`)]],
    ['the same server in another form: a package for an address', { command: 'npx', args: ['-y', '@notionhq/notion-mcp-server@1.8.0'] }, entries, [use('Notion', 'https://mcp.notion.com/mcp')]],
    ['another’s server for the same service', { command: 'npx', args: ['-y', '@suekou/mcp-notion-server@1.0.0'] }, entries, [use('Notion', 'https://mcp.notion.com/mcp')]],
    ['another address of the same server', { url: 'https://mcp.linear.app/mcp' }, entries, [use('Linear', 'https://mcp.linear.app/sse')]],
    ['another address at the same host', { url: 'https://tools.contoso.com/v1/sse' }, [{ id: 'tools', state: 'approved', match: [{ url: { host: 'tools.contoso.com', path: '/mcp' } }] }], [use('tools', 'https://tools.contoso.com/mcp')]],
    ['another package of the same scope for the same thing', { command: 'npx', args: ['-y', '@contoso/mcp-server-ledger@9.0.0'] }, [ledger], [use('ledger', 'npm package @contoso/ledger-mcp 1.4.2')]],
    ['the same package at an approved version, with arguments that are not', { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2', '--write'] }, entries, [use('ledger-query', 'npm package @contoso/ledger-mcp 1.4.2')]],
    ['what the policy itself names', { command: 'npx', args: ['-y', 'old-server@1.0.0'] }, [ledger, npm('old', 'old-server', '1.0.0', { state: 'revoked', replacedBy: 'ledger' })], [use('ledger', 'npm package @contoso/ledger-mcp 1.4.2')]],
  ];
  for (const [what, server, stock, titles] of good) it(`is offered: ${what}`, async () => assert.deepEqual(await offered(server, policyOf(stock)), titles));

  const silent: [string, object, readonly object[]][] = [
    ['a server that nothing on the shelf is like', { command: 'npx', args: ['-y', 'weather-mcp-server@2.0.1'] }, entries],
    ['another server of one scope, for something else', { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2026.1.1'] }, [npm('memory', '@modelcontextprotocol/server-memory', '2026.1.1')]],
    ['a scope whose name is all that two packages share', { command: 'npx', args: ['-y', '@contoso/mcp@1.0.0'] }, [npm('other', '@contoso/server', '1.0.0')]],
    ['two tenants of one gateway', { url: 'https://gateway.contoso.com/jira/mcp' }, [{ id: 'github', state: 'approved', match: [{ url: { host: 'gateway.contoso.com', path: '/github/mcp' } }] }]],
    ['two servers that one company hosts for others', { url: 'https://google-calendar-mcp.obot.ai/mcp' }, [{ id: 'gmail', state: 'approved', match: [{ url: { host: 'gmail-mcp.obot.ai', path: '/mcp' } }] }]],
    ['two databases that are whatever they are pointed at', { command: 'npx', args: ['-y', '@modelcontextprotocol/server-postgres@0.6.2'] }, [{ id: 'mysql', state: 'approved', match: [{ package: { type: 'npm', name: '@benborla29/mcp-server-mysql', versions: ['2.0.0'] } }] }]],
    ['two servers of one vendor', { url: 'https://docs.mcp.cloudflare.com/mcp' }, [{ id: 'radar', state: 'approved', match: [{ url: { host: 'blog.mcp.cloudflare.com', path: '/mcp' } }] }]],
    ['a name that only looks alike', { command: 'npx', args: ['-y', 'ledger-mcp@1.4.2'] }, [ledger]],
    ['two images of one registry', { command: 'docker', args: ['run', '-i', '--rm', `ghcr.io/other/ledger@${digest}`] }, [{ id: 'l', state: 'approved', match: [{ package: { type: 'oci', name: 'ghcr.io/contoso/ledger', versions: [digest] } }] }]],
    ['what hides what it starts', { command: 'bash', args: ['-c', 'npx @modelcontextprotocol/server-github'] }, entries],
    ['what is approved', { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'] }, [ledger]],
    ['an alternative that has run out', { url: 'https://mcp.notion.com/sse' }, [{ id: 'n', state: 'approved', expires: '2026-01-01', match: [{ url: { host: 'mcp.notion.com', path: '/mcp' } }] }]],
    ['an alternative that is denied by its name', { url: 'https://mcp.notion.com/sse' }, [{ id: 'n', state: 'approved', match: [{ url: { host: 'mcp.notion.com', path: '/mcp' } }] }, { id: 'no', state: 'denied', match: [{ serverName: 's' }] }]],
  ];
  for (const [what, server, stock] of silent) it(`is not offered: ${what}`, async () => assert.deepEqual((await offered(server, policyOf(stock))).filter((title) => title.startsWith('Use')), []));

  it('is not offered beside the fix that pins the version of the same package', async () => {
    assert.deepEqual(await offered({ command: 'npx', args: ['-y', '@contoso/ledger-mcp', '--read-only'] }, policy), ['Pin to 1.4.2, the approved version']);
    assert.deepEqual(await offered({ command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.0.0'] }, policy), ['Pin to 1.4.2, the approved version']);
  });

  it('is not offered for a server whose text is read in two ways, or that stands twice', async () => {
    for (const text of ['{"servers":{"s":{"url":"https://mcp.notion.com/sse","command":"npx"}}}', '{"servers":{"s":{"url":"https://mcp.notion.com/sse"},"s":{"url":"https://mcp.notion.com/sse"}}}', '{"servers":{"s":{"url":"https://mcp.notion.com/sse","url":"https://mcp.notion.com/sse"}}}']) {
      assert.deepEqual(fixesOf(await look('.vscode/mcp.json', text, policy)), [], text);
    }
  });

  it('replaces what says what runs, with what only that was given; the name, comments, and the rest of the file stay', async () => {
    const text = `{
  // ours
  "servers": {
    "gh": { // GitHub
      "type": "stdio",
      "command": "npx",
      "args": ["-y", "@modelcontextprotocol/server-github@2025.4.8"],
      "env": { "GITHUB_TOKEN_OLD": "b7Qw93kdZp02mm4T" },
      "timeout": 30
    },
    "other": { "command": "contoso" }
  }
}
`;
    const { text: is, note } = await after(text, policy);
    assert.equal(is, `{
  // ours
  "servers": {
    "gh": { // GitHub
      "type": "http",
      "timeout": 30,
      "url": "https://api.githubcopilot.com/mcp/"
    },
    "other": { "command": "contoso" }
  }
}
`);
    assert.equal(note, 'Taken out with the other server: GITHUB_TOKEN_OLD. Both are documented to be for the same service. Names of tools may differ.');
  });

  it('asks for the secrets of the new one, and keeps a value that stands under the same name', async () => {
    const image = policyOf([entries[2]!]);
    const { text } = await after('{"servers":{"gh":{"command":"npx","args":["-y","@modelcontextprotocol/server-github@2025.4.8"]}}}', image);
    const { servers, inputs } = JSON.parse(text);
    assert.deepEqual(servers.gh.args, ['run', '-i', '--rm', '-e', 'GITHUB_PERSONAL_ACCESS_TOKEN', `ghcr.io/github/github-mcp-server@${digest}`]);
    assert.deepEqual(servers.gh.env, { GITHUB_PERSONAL_ACCESS_TOKEN: '${input:gh-github-personal-access-token}' });
    assert.deepEqual(inputs.map(({ id, password }: { id: string; password: boolean }) => [id, password]), [['gh-github-personal-access-token', true]]);
    const kept = await after('{"servers":{"gh":{"command":"npx","args":["-y","@modelcontextprotocol/server-github@2025.4.8"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${env:GH}","OTHER":"x"}}}}', image);
    assert.deepEqual(JSON.parse(kept.text).servers.gh.env, { GITHUB_PERSONAL_ACCESS_TOKEN: '${env:GH}' });
    assert.equal(JSON.parse(kept.text).inputs, undefined);
    assert.deepEqual(JSON.parse(kept.text).servers.gh.args.slice(3, 5), ['-e', 'GITHUB_PERSONAL_ACCESS_TOKEN']);
  });

  it('takes back what the user let the other server do unasked', async () => {
    const { text } = await after('{"mcpServers":{"notion":{"command":"npx","args":["-y","@notionhq/notion-mcp-server"],"alwaysAllow":["search"],"timeout":60,"cwd":"/srv"}}}', policy, '.roo/mcp.json');
    assert.deepEqual(JSON.parse(text).mcpServers.notion, { timeout: 60, type: 'streamable-http', url: 'https://mcp.notion.com/mcp' });
  });

  it('is written as each client writes it', async () => {
    const { text } = await after('[mcp_servers.notion]\ncommand = "npx"\nargs = ["-y", "@notionhq/notion-mcp-server@1.0.0"] # old\nstartup_timeout_sec = 20\n', policy, '.codex/config.toml');
    assert.equal(text, '[mcp_servers.notion]\nstartup_timeout_sec = 20\nurl = "https://mcp.notion.com/mcp"\n');
    const gemini = await after('{"mcpServers":{"n":{"url":"https://mcp.notion.com/sse"}}}', policy, '.gemini/settings.json');
    assert.deepEqual(JSON.parse(gemini.text).mcpServers.n, { httpUrl: 'https://mcp.notion.com/mcp' });
  });

  it('whatever is offered is approved once it is made, and leaves every other server as it was', async () => {
    const names = ['@modelcontextprotocol/server-github', '@notionhq/notion-mcp-server', '@suekou/mcp-notion-server', '@contoso/mcp-server-ledger', '@contoso/ledger-mcp', 'weather'];
    const launch = fc.oneof(
      fc.record({ command: fc.constant('npx'), args: fc.tuple(fc.constant('-y'), fc.constantFrom(...names).chain((name) => fc.constantFrom(name, `${name}@1.0.0`, `${name}@1.4.2`)), fc.constantFrom('--read-only', '--write')) }, { requiredKeys: ['command', 'args'] }),
      fc.record({ type: fc.constantFrom('http', 'sse'), url: fc.constantFrom('https://mcp.notion.com/sse', 'https://mcp.linear.app/mcp', 'https://api.githubcopilot.com/mcp'), headers: fc.dictionary(fc.constantFrom('Authorization', 'X-A'), fc.constantFrom('Bearer ${input:a}', 'b')) }, { requiredKeys: ['url'] }),
    );
    const entry = fc.tuple(launch, fc.dictionary(fc.constantFrom('env', 'cwd', 'envFile', 'timeout', 'disabled', 'dev'), fc.constantFrom<unknown>({ LEDGER_TOKEN: 'x', B: 'y' }, '${workspaceFolder}', 3, {}, null))).map(([one, more]) => ({ ...one, ...more }));
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom('a', 'b', 'c'), entry, { minKeys: 1 }), fc.constantFrom(0, 2), async (servers, indent) => {
        const text = JSON.stringify({ servers }, null, indent);
        const before = await look('.vscode/mcp.json', text, policy);
        for (const finding of before.findings.filter(({ ruleId }) => ruleId === 'not-approved')) {
          assert.ok(finding.fixes.filter(({ id }) => id === 'use-approved').length <= 2);
          for (const fix of finding.fixes.filter(({ id }) => id === 'use-approved')) {
            seen++;
            const name = finding.server!.at(-1) as string;
            const done = await look('.vscode/mcp.json', made(before, fix), policy);
            const server = done.servers.find(({ declaration }) => declaration.name === name)!;
            assert.ok(['approved', 'conditional'].includes(server.verdict.state), `${text}: ${render(fix.title)}: ${server.verdict.code}`);
            const rest = ({ servers: all }: Assessment): unknown => all.filter(({ declaration }) => declaration.name !== name).map(({ declaration: { name: one, args, env, url }, verdict }) => [one, args, env, url, verdict.state]);
            assert.deepEqual(rest(done), rest(before));
          }
        }
      }),
      { numRuns: 80 },
    );
    assert.ok(seen > 20, String(seen));
  });

  it('costs a scan of a thousand unknown servers under ten thousand entries next to nothing', async () => {
    const many = policyOf(Array.from({ length: 10_000 }, (_, i) => npm(`e${i}`, `@contoso/tool-${i}`, '1.0.0')));
    const text = JSON.stringify({ servers: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`s${i}`, { command: 'npx', args: ['-y', `@other/tool-${i}@1.0.0`] }])) });
    const assessment = await look('.vscode/mcp.json', text, many);
    const start = performance.now();
    assert.equal(fixesOf(assessment).length, 0);
    assert.ok(performance.now() - start < 1500, `${performance.now() - start} ms`);
  });
});
