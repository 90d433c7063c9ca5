import assert from 'node:assert/strict';
import * as crypto from 'node:crypto';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import schema from '../../../media/schemas/server.schema.2025-12-11.json';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import type { ServerDeclaration } from '../../../src/core/config/config-file.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { identify } from '../../../src/core/identity/identify.ts';
import type { Identity } from '../../../src/core/identity/identity.ts';
import { contractKey } from '../../../src/core/manifest/contract.ts';
import type { DraftInput } from '../../../src/core/manifest/draft.ts';
import type { Evidence } from '../../../src/core/manifest/evidence.ts';

export function sha256(text: string): string {
  return crypto.createHash('sha256').update(text).digest('hex');
}

/** A server entry as it stands in `.vscode/mcp.json`, read and identified. */
export function declared(entry: unknown, name = 'ledger'): { server: ServerDeclaration; identity: Identity } {
  const file = '.vscode/mcp.json';
  const text = JSON.stringify({ servers: Object.fromEntries([[name, entry]]) });
  const config = readConfigFile({ path: `/w/${file}`, root: '/w', known: workspaceFileAt(file)!, live: true, content: { text } });
  const server = config.declarations[0]!;
  return { server, identity: identify(server, { scope: 'workspace' }) };
}

export function inputFor(entry: unknown, evidence: readonly Evidence[] = [], name = 'ledger'): DraftInput {
  return { ...declared(entry, name), source: `.vscode/mcp.json#/servers/${name}`, evidence, sha256 };
}

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(schema);

/** Fails with the schema's own words where a text is no valid manifest. */
export function assertValid(text: string): void {
  const valid = validate(JSON.parse(text));
  assert.ok(valid, `${ajv.errorsText(validate.errors)}\n${text}`);
}

// oxlint-disable-next-line typescript/no-explicit-any -- read as whoever opens the file would
export function parsed(text: string): any {
  return JSON.parse(text);
}

// oxlint-disable-next-line typescript/no-explicit-any -- the same
export function contractIn(text: string): any {
  return parsed(text)._meta[contractKey];
}
