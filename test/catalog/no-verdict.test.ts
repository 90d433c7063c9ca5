import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { assess, type Assessment } from '../../src/core/assess.ts';
import { knownAs } from '../../src/core/catalog/known-as.ts';
import { readConfigFile } from '../../src/core/config/read.ts';
import { workspaceFileAt } from '../../src/core/clients/clients.ts';
import { explain } from '../../src/core/explain.ts';
import { noFacts } from '../../src/core/facts.ts';
import type { PolicyState } from '../../src/core/policy/policy-state.ts';
import { render } from '../../src/core/text/message.ts';
import { ruleCalled } from '../../src/core/rules/rules.ts';
import { shippedKnowledge } from '../../src/host/knowledge/shipped-knowledge.ts';
import { root } from '../cli/run.ts';
import { now, policyWith } from '../core/policy/subjects.ts';

/** Launches that the catalog knows, and some that it does not. */
const launch = fc.constantFrom<object>(
  { command: 'npx', args: ['-y', '@playwright/mcp'] },
  { command: 'npx', args: ['-y', '@playwright/mcp@0.0.70'] },
  { command: 'npx', args: ['-y', '@modelcontextprotocol/server-github'] },
  { command: 'uvx', args: ['mcp-server-fetch'] },
  { command: 'docker', args: ['run', '-i', '--rm', 'ghcr.io/github/github-mcp-server'] },
  { url: 'https://api.githubcopilot.com/mcp/' },
  { url: 'https://mcp.notion.com/mcp' },
  { url: 'https://unknown.example/mcp' },
  { command: 'npx', args: ['-y', 'unknown-package@1.0.0'] },
  { command: 'npx', args: ['-y', 'postmark-mcp@1.0.16'] },
  { command: 'npx', args: ['-y', 'mcp-remote@0.1.15', 'https://mcp.notion.com/mcp'] },
  { command: 'npx', args: ['-y', '@playwrigth/mcp@0.0.70'] },
  { command: 'bash', args: ['-c', 'npx @playwright/mcp'] },
);
const matcher = fc.constantFrom<object>(
  { package: { type: 'npm', name: '@playwright/mcp', versions: ['0.0.70'] } },
  { package: { type: 'npm', name: '@modelcontextprotocol/server-github' } },
  { package: { type: 'pypi', name: 'mcp-server-fetch' } },
  { package: { type: 'npm', name: 'postmark-mcp', versions: ['1.0.16'] } },
  { url: { host: 'mcp.notion.com', path: '/mcp' } },
  { serverName: 's0' },
);
const entry = fc.tuple(matcher, fc.constantFrom('approved', 'conditional', 'pending', 'deprecated', 'denied', 'revoked')).map(([match, state]) => ({ state, match: [match] }));

/** All that follows from the policy: what ships about servers and packages may add findings beside it, never move this. */
function judged({ servers, findings, summary }: Assessment): unknown {
  return {
    summary,
    servers: servers.map(({ verdict, identity }) => ({ identity, state: verdict.state, code: verdict.code, entry: verdict.entry?.id, reason: render(verdict.reason) })),
    findings: findings.filter(({ ruleId }) => ruleCalled(ruleId)?.verdict).map(({ ruleId, severity, at, message }) => [ruleId, severity, at, render(message)]),
  };
}

describe('what ships about servers and packages', () => {
  it('moves no verdict: with it or without, verdicts, what is told of them and explanations are the same', () => {
    const known = workspaceFileAt('.vscode/mcp.json')!;
    let sentences = 0;
    let more = 0;
    fc.assert(
      fc.property(fc.array(launch, { minLength: 1, maxLength: 5 }), fc.option(fc.array(entry, { maxLength: 4 }), { nil: undefined }), (launches, entries) => {
        const text = JSON.stringify({ servers: Object.fromEntries(launches.map((server, i) => [`s${i}`, server])) });
        const files = [readConfigFile({ path: '/w/.vscode/mcp.json', root: '/w', known, live: true, content: { text } })];
        const policy: PolicyState = entries ? { kind: 'ready', parts: [], policy: policyWith({ servers: entries.map((one, i) => ({ id: `e${i}`, ...one })) }) } : { kind: 'none' };
        const lint = { audience: 'strict' as const };
        const without = assess({ files, policy, facts: noFacts, lint, now });
        const knowledge = shippedKnowledge(root);
        const withIt = assess({ files, policy, facts: noFacts, lint, now, known: knowledge });
        for (const { identity } of without.servers) {
          const found = knowledge.catalog.serverInCatalog(identity);
          if (found) sentences += knownAs(found, identity).sentences.length;
        }
        assert.deepEqual(judged(withIt), judged(without));
        assert.deepEqual(withIt.servers.map((server) => explain(server, withIt, now).steps.map(render)), without.servers.map((server) => explain(server, without, now).steps.map(render)));
        more += withIt.findings.length - without.findings.length;
      }),
      { numRuns: 60 },
    );
    assert.ok(sentences > 100, 'the catalog knew hardly any of them');
    assert.ok(more > 0, 'no finding came of it at all');
  });

  it('cannot move one: nothing that a verdict comes from knows of it', () => {
    const core = path.join(root, 'src/core');
    const judging = ['policy', 'identity', 'config', 'clients', 'providers', 'rules/verdict'].flatMap((folder) => fs.readdirSync(path.join(core, folder), { recursive: true, encoding: 'utf8' }).map((name) => path.join(core, folder, name)));
    const files = [...judging.filter((name) => name.endsWith('.ts')), path.join(core, 'facts.ts')];
    assert.ok(files.length > 100, String(files.length));
    for (const name of files) assert.doesNotMatch(fs.readFileSync(name, 'utf8'), /from '[^']*(?:catalog|knowledge|advisories)|\bknown\.(?:catalog|advisories)/, name);
  });
});
