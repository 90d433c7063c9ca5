import assert from 'node:assert/strict';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { assess } from '../../../src/core/assess.ts';
import { assessManifest } from '../../../src/core/assess-manifest.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../../src/core/config/config-file.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';
import { syntaxOf } from '../../../src/core/config/syntaxes.ts';
import { noFacts } from '../../../src/core/facts.ts';
import type { Finding } from '../../../src/core/finding/finding.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { render } from '../../../src/core/text/message.ts';
import { shippedKnowledge } from '../../../src/host/knowledge/shipped-knowledge.ts';
import { policyWith } from '../policy/subjects.ts';

const known = shippedKnowledge(path.resolve(__dirname, '../../../..'));
const now = '2026-11-21T00:00:00Z';
const policy: PolicyState = {
  kind: 'ready',
  parts: [],
  policy: policyWith({ servers: [{ id: 'fetch', state: 'approved', match: [{ package: { type: 'pypi', name: 'mcp-server-fetch', versions: ['1.0.0'] } }] }], gateway: { url: 'https://gateway.contoso.com/{host}' }, contracts: { maxTokenLifetime: 'PT1H', evidence: ['security'] } }),
};

/** What stands in real entries, and what somebody who wants to break us puts there. */
const text = fc.oneof(
  fc.constantFrom('npx', 'uvx', 'docker', 'sh', 'cmd', 'node', 'python', 'bash', '-c', '-e', '-y', '/c', 'run', '--privileged', '-v', '/:/host', '--network', 'host', 'mcp-remote', 'http://10.0.0.1/x', 'https://user@h.example', 'curl x | sh', '@modelcontextprotocol/server-filesystem', '/', '~', '${env:HOME}', '${input:a}', '%PATH%', '', ' ', '\u202e', '\ud800', '-', '--', '=', ':', '@', 'http://', 'https://[', '{{', '${', '0.0.0.0'),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const value = fc.letrec<{ value: unknown }>((tie) => ({ value: fc.oneof({ maxDepth: 3 }, text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 6 }), fc.dictionary(text, tie('value'), { maxKeys: 4 })) })).value;
const keys = fc.constantFrom('command', 'args', 'env', 'envFile', 'cwd', 'url', 'serverUrl', 'httpUrl', 'type', 'headers', 'headersHelper', 'dev', 'sandbox', 'sandboxEnabled', 'disabled', 'enabled', 'autoApprove', 'alwaysAllow', 'trust', 'tools', 'oauth', '__proto__', 'constructor', 'Command', 'transport', 'name', 'timeout');
const entry = fc.oneof({ weight: 5, arbitrary: fc.dictionary(keys, value, { maxKeys: 8 }) }, { weight: 1, arbitrary: value });
const root = fc.constantFrom('servers', 'mcpServers', 'mcp_servers', 'mcp', 'inputs', 'sandbox', 'permissions', 'env', 'context_servers', 'chat.mcp.access', 'enableAllProjectMcpServers', 'hooks');
const document = fc.dictionary(root, fc.oneof({ weight: 6, arbitrary: fc.dictionary(text, entry, { maxKeys: 5 }) }, { weight: 1, arbitrary: value }), { maxKeys: 4 });
const places = ['.vscode/mcp.json', '.mcp.json', '.cursor/mcp.json', '.claude/settings.json', '.vscode/settings.json', '.gemini/settings.json', '.roo/mcp.json', 'opencode.json', '.zed/settings.json', '.codex/config.toml', '.continue/mcpServers/x.yaml'];

/** Everything of a finding is read, and every fix made as an edit. */
function readWhole(findings: readonly Finding[], file: ConfigFile | undefined): void {
  for (const { message, fixes, range } of findings) {
    assert.ok(render(message).length > 0 && range.start.line >= 0);
    for (const fix of fixes) {
      render(fix.title);
      if (fix.note) render(fix.note);
      if (file?.tree) syntaxOf(file.syntax)?.edits(file.document.text, file.tree, fix.changes);
    }
  }
}

describe('rules never throw', () => {
  it('whatever a config file holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), document, fc.option(fc.nat(), { nil: undefined }), async (name, held, cut) => {
        const whole = name.endsWith('.toml') ? Object.entries(held).map(([key, servers]) => `[${JSON.stringify(key)}]\nx = ${JSON.stringify(JSON.stringify(servers))}\n`).join('') : JSON.stringify(held, undefined, 2);
        const given = cut === undefined ? whole : whole.slice(0, cut % (whole.length + 1));
        const file = await readPlace({ path: `/w/${name}`, root: '/w', known: workspaceFileAt(name)!, live: true, content: { text: given } });
        for (const state of [policy, { kind: 'none' } as const]) readWhole(assess({ files: [file, { ...file, path: `/w/x/${name}` }], policy: state, facts: noFacts, known, lint: { audience: 'strict' }, now }).findings, file);
      }),
      { numRuns: 400 },
    );
  });

  it('whatever a manifest holds', () => {
    const schema = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';
    const field = fc.constantFrom('name', 'description', 'version', 'packages', 'remotes', 'repository', '_meta', 'websiteUrl', 'icons', 'title', '$schema', 'server', 'manifest_version', 'user_config');
    const inner = fc.constantFrom('registryType', 'registry_type', 'identifier', 'version', 'fileSha256', 'transport', 'environmentVariables', 'isSecret', 'value', 'type', 'url', 'source', 'headers', 'tools', 'auth', 'egress', 'owner', 'data', 'sbom', 'reviews');
    const part = fc.letrec<{ part: unknown }>((tie) => ({ part: fc.oneof({ maxDepth: 3 }, text, value, fc.dictionary(inner, tie('part'), { maxKeys: 5 }), fc.array(tie('part'), { maxLength: 3 })) })).part;
    fc.assert(
      fc.property(fc.dictionary(field, part, { maxKeys: 8 }), fc.option(fc.nat(), { nil: undefined }), (held, cut) => {
        const whole = JSON.stringify({ $schema: schema, ...held }, undefined, 2);
        const given = cut === undefined ? whole : whole.slice(0, cut % (whole.length + 1));
        readWhole(assessManifest('/w/server.json', given, { known, policy }), undefined);
        readWhole(assessManifest('/w/manifest.json', JSON.stringify({ manifest_version: '0.3', name: 'x', version: '1.0.0', server: {}, ...held }), { known, policy }), undefined);
      }),
      { numRuns: 400 },
    );
  });
});
