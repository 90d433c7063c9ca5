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
import { shippedCatalog } from '../../src/host/knowledge/shipped-catalog.ts';
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
  { command: 'bash', args: ['-c', 'npx @playwright/mcp'] },
);
const matcher = fc.constantFrom<object>(
  { package: { type: 'npm', name: '@playwright/mcp', versions: ['0.0.70'] } },
  { package: { type: 'npm', name: '@modelcontextprotocol/server-github' } },
  { package: { type: 'pypi', name: 'mcp-server-fetch' } },
  { url: { host: 'mcp.notion.com', path: '/mcp' } },
  { serverName: 's0' },
);
const entry = fc.tuple(matcher, fc.constantFrom('approved', 'conditional', 'pending', 'deprecated', 'denied', 'revoked')).map(([match, state]) => ({ state, match: [match] }));

function told({ servers, findings, summary }: Assessment): unknown {
  return {
    summary,
    servers: servers.map(({ verdict }) => ({ state: verdict.state, code: verdict.code, entry: verdict.entry?.id, reason: render(verdict.reason) })),
    findings: findings.map(({ ruleId, severity, at, message, fixes }) => [ruleId, severity, at, render(message), fixes.length]),
  };
}

describe('the catalog and the verdict', () => {
  it('have nothing to do with each other: with the catalog asked or not, verdicts, findings and explanations are the same', () => {
    const known = workspaceFileAt('.vscode/mcp.json')!;
    let sentences = 0;
    fc.assert(
      fc.property(fc.array(launch, { minLength: 1, maxLength: 5 }), fc.option(fc.array(entry, { maxLength: 4 }), { nil: undefined }), (launches, entries) => {
        const text = JSON.stringify({ servers: Object.fromEntries(launches.map((server, i) => [`s${i}`, server])) });
        const files = [readConfigFile({ path: '/w/.vscode/mcp.json', root: '/w', known, live: true, content: { text } })];
        const policy: PolicyState = entries ? { kind: 'ready', source: { path: '/policy.json', namedBy: 'setting' }, policy: policyWith({ servers: entries.map((one, i) => ({ id: `e${i}`, ...one })) }), problems: [] } : { kind: 'none' };
        const without = assess({ files, policy, facts: noFacts, now });
        const explained = without.servers.map((server) => explain(server, without, now).steps.map(render));
        const before = told(without);
        const catalog = shippedCatalog(root);
        for (const server of without.servers) {
          const found = catalog.serverInCatalog(server.identity);
          if (found) sentences += knownAs(found, server.identity).sentences.length;
        }
        const after = assess({ files, policy, facts: noFacts, now });
        assert.deepEqual(told(after), before);
        assert.deepEqual(after.servers.map((server) => explain(server, after, now).steps.map(render)), explained);
      }),
      { numRuns: 60 },
    );
    assert.ok(sentences > 100, 'the catalog knew hardly any of them');
  });

  it('cannot have: nothing that a verdict or a finding comes from knows the catalog', () => {
    const core = path.join(root, 'src/core');
    const judging = ['policy', 'rules', 'identity', 'finding', 'config', 'clients', 'manifest', 'providers', 'secret'].flatMap((folder) => fs.readdirSync(path.join(core, folder), { recursive: true, encoding: 'utf8' }).map((name) => path.join(core, folder, name)));
    const files = [...judging.filter((name) => name.endsWith('.ts')), ...['assess.ts', 'facts.ts', 'assess-manifest.ts'].map((name) => path.join(core, name))];
    assert.ok(files.length > 100, String(files.length));
    for (const name of files) assert.doesNotMatch(fs.readFileSync(name, 'utf8'), /from '[^']*catalog/, name);
  });
});
