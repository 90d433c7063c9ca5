import { compilePolicy, type CompiledPolicy } from '../../../src/core/policy/compile.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { shippedKnowledge } from '../../../src/host/knowledge/shipped-knowledge.ts';
import { root } from '../../cli/run.ts';
import { policyText } from '../policy/subjects.ts';

export const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** Entries of every kind that can be approved. */
export const entries: readonly object[] = [
  { id: 'com.contoso.payments/ledger-query', state: 'approved', owner: 'payments-platform', expires: '2027-05-31', match: [{ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] }, args: { allow: ['--read-only'], denyExtra: true }, env: { allow: ['LEDGER_TOKEN'], denyLiteralSecrets: true } }], tools: { deny: ['post_entry'] } },
  { id: 'com.github/github-mcp-server', state: 'approved', match: [{ url: { scheme: 'https', host: 'api.githubcopilot.com', path: '/mcp/', pathMatch: 'prefix' } }] },
  { id: 'com.github/github-image', state: 'conditional', conditions: 'Read-only tokens only.', match: [{ package: { type: 'oci', name: 'ghcr.io/github/github-mcp-server', versions: [digest] }, env: { allow: ['GITHUB_PERSONAL_ACCESS_TOKEN'] } }] },
  { id: 'com.contoso.platform/files', state: 'conditional', conditions: 'Workspace folder only; no root or home path.', match: [{ package: { type: 'npm', name: '@contoso/files-mcp', versions: ['3.2.0', '3.10.0'] }, args: { denyPatterns: ['^/$'] } }] },
  { id: 'time', state: 'approved', match: [{ package: { type: 'pypi', name: 'mcp-server-time', versions: ['2026.1.26'] } }] },
  { id: 'contoso/reports', state: 'approved', match: [{ package: { type: 'nuget', name: 'Contoso.Reports.Mcp', versions: ['2.0.1'] }, args: { allow: ['serve'], denyExtra: true } }] },
  { id: 'contoso/internal', state: 'approved', match: [{ package: { type: 'npm', name: '@contoso/internal', versions: ['5.0.0'], registry: 'https://packages.contoso.com/npm/' } }] },
  { id: 'notion', state: 'approved', match: [{ serverUrl: 'https://mcp.notion.com/mcp' }] },
  { id: 'linear', state: 'approved', match: [{ url: { host: 'mcp.linear.app', path: '/sse' } }] },
  { id: 'clock', state: 'approved', match: [{ serverCommand: ['npx', '-y', '@contoso/clock@1.0.0', 'serve'] }] },
];

/** Entries that approve nothing which can be put on a shelf, each for a reason of its own. */
export const unshelved: readonly object[] = [
  { id: 'by-name', state: 'approved', match: [{ serverName: 'anything' }] },
  { id: 'any-version', state: 'approved', minIdentity: 'source', match: [{ package: { type: 'npm', name: '@contoso/any' } }] },
  { id: 'range', state: 'approved', minIdentity: 'source', match: [{ package: { type: 'npm', name: '@contoso/range', versions: ['^1.0.0'] } }] },
  { id: 'tag', state: 'approved', minIdentity: 'source', match: [{ package: { type: 'oci', name: 'ghcr.io/contoso/tag', versions: ['v1'] } }] },
  { id: 'whole-host', state: 'approved', minIdentity: 'source', match: [{ url: { host: '*.contoso.com' } }] },
  { id: 'extension', state: 'approved', match: [{ package: { type: 'vscode-extension', name: 'contoso.tools', versions: ['1.0.0'] } }] },
  { id: 'run-out', state: 'approved', expires: '2026-11-20', match: [{ package: { type: 'npm', name: '@contoso/old', versions: ['1.0.0'] } }] },
  { id: 'weak', state: 'approved', minIdentity: 'artifact', match: [{ package: { type: 'npm', name: '@contoso/weak', versions: ['1.0.0'] } }] },
];

export const { catalog } = shippedKnowledge(root);

/** A policy of one part for each list of entries. */
export function policyOf(...parts: readonly (readonly object[])[]): CompiledPolicy {
  return compilePolicy(parts.map((servers, i) => ({ document: readPolicy(policyText({ servers }), `/policy-${i}.json`).document!, approves: true })));
}

export function ready(policy: CompiledPolicy): PolicyState {
  return { kind: 'ready', parts: [], policy };
}
