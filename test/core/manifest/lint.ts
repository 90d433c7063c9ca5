import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { assessManifest, type ManifestCircumstances } from '../../../src/core/assess-manifest.ts';
import { json } from '../../../src/core/config/json.ts';
import { pointer } from '../../../src/core/config/node.ts';
import type { Finding } from '../../../src/core/finding/finding.ts';
import { compilePolicy } from '../../../src/core/policy/compile.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { render } from '../../../src/core/text/message.ts';
import { applyEdits } from '../../../src/core/text/edit.ts';
import { shippedKnowledge } from '../../../src/host/knowledge/shipped-knowledge.ts';

/** What ships, from wherever below the repository the bundled tests lie. */
export const knowledge = shippedKnowledge(repository(__dirname));

function repository(folder: string): string {
  return fs.existsSync(path.join(folder, 'media', 'schemas')) ? folder : repository(path.dirname(folder));
}

export const schemaAt = (edition: string): string => `https://static.modelcontextprotocol.io/schemas/${edition}/server.schema.json`;
export const contractKey = 'io.github.mcp-roll-call/contract';

export type Fields = Record<string, unknown>;

/** A package in which nothing is wrong. */
export const npm: Fields = { registryType: 'npm', identifier: '@contoso/ledger-mcp', version: '1.4.2', transport: { type: 'stdio' } };

/** A manifest in which nothing is wrong, but for what is given; undefined takes a field out. */
export function manifest(fields: Fields = {}): Fields {
  const all: Fields = { $schema: schemaAt('2025-12-11'), name: 'com.contoso.payments/ledger', description: 'Lets an agent read the ledger.', version: '1.4.2', packages: [npm], ...fields };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** The manifest of a bundle in which nothing is wrong, but for what is given. */
export function bundle(fields: Fields = {}): Fields {
  const server = { type: 'node', entry_point: 'index.js', mcp_config: { command: 'node', args: ['${__dirname}/index.js'] } };
  const all: Fields = { manifest_version: '0.4', name: 'ledger', version: '1.4.2', description: 'Reads the ledger.', author: { name: 'Contoso' }, server, ...fields };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

export function findingsIn(document: unknown, circumstances: ManifestCircumstances = {}, file = 'server.json'): readonly Finding[] {
  const text = typeof document === 'string' ? document : JSON.stringify(document, undefined, 2);
  return assessManifest(`/w/${file}`, text, { known: knowledge, ...circumstances });
}

/** What one rule says: where, and the words. */
export function said(rule: string, document: unknown, circumstances?: ManifestCircumstances, file?: string): string[] {
  return findingsIn(document, circumstances, file).filter(({ ruleId }) => ruleId === rule).map(({ at, message }) => `${pointer(at)} ${render(message)}`);
}

/** Where one rule speaks. */
export function spots(rule: string, document: unknown, circumstances?: ManifestCircumstances, file?: string): string[] {
  return findingsIn(document, circumstances, file).filter(({ ruleId }) => ruleId === rule).map(({ at }) => pointer(at));
}

/** What becomes of a manifest with the first fix of a rule, which takes the finding away. */
export function mended(rule: string, document: unknown, circumstances?: ManifestCircumstances, file = 'server.json'): unknown {
  const text = JSON.stringify(document, undefined, 2);
  const fix = findingsIn(text, circumstances, file).find(({ ruleId }) => ruleId === rule)?.fixes[0];
  assert.ok(fix, `${rule} has no fix here`);
  const edits = json.edits(text, json.parse(text).tree!, fix.changes);
  assert.ok(edits, `${fix.id} cannot be made`);
  const after = applyEdits(text, edits);
  assert.deepEqual(spots(rule, after, circumstances, file), [], 'the finding stays');
  return JSON.parse(after);
}

export function policyWith(contracts: Fields): PolicyState {
  const source = { at: '/policy.json', kind: 'file', namedBy: 'setting' } as const;
  const { document, problems } = readPolicy(JSON.stringify({ policyVersion: 1, serial: 1, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z', contracts, servers: [] }), source.at);
  assert.deepEqual(problems, []);
  return { kind: 'ready', parts: [], policy: compilePolicy([{ document: document!, approves: true }]) };
}
