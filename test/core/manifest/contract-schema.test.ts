import assert from 'node:assert/strict';
import published from '../../../media/schemas/server.schema.2025-12-11.json';
import { declarations } from '../../../src/core/manifest/contract-draft.ts';
import { contractSchema, manifestHelpSchema } from '../../../src/core/manifest/contract-schema.ts';

interface Schema {
  readonly description?: string;
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Every key of a value that a schema says nothing of. */
function unknownIn(value: unknown, schema: Schema | undefined, way: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => unknownIn(item, schema?.items, `${way}/*`));
  if (typeof value !== 'object' || value === null) return schema?.description === undefined ? [way] : [];
  return Object.entries(value).flatMap(([key, part]) => unknownIn(part, schema?.properties?.[key], `${way}/${key}`));
}

function keysIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(keysIn);
  return typeof schema === 'object' && schema !== null ? Object.entries(schema).flatMap(([key, part]) => [key, ...keysIn(part)]) : [];
}

describe('the schema that helps to write a manifest', () => {
  it('says something of every part of a contract that a draft has', () => {
    assert.deepEqual(unknownIn({ contractVersion: 1, kind: '', ...declarations({ location: '', egress: ['x'] }) }, contractSchema() as Schema, ''), []);
  });

  it('has the contract where a manifest has it, and all that the registry’s own schema has', () => {
    const help = manifestHelpSchema(published) as { definitions: { ServerDetail: { properties: Readonly<Record<string, { properties?: Readonly<Record<string, Schema>> }>> } } };
    const { properties } = help.definitions.ServerDetail;
    assert.deepEqual(Object.keys(properties).sort(), Object.keys(published.definitions.ServerDetail.properties).sort());
    assert.equal(properties['_meta']!.properties!['io.github.mcp-roll-call/contract']!.type, 'object');
  });

  it('asks for nothing: what is wrong the rules say, once', () => {
    const keys = new Set(keysIn(manifestHelpSchema(published)));
    for (const key of ['required', 'pattern', 'maxLength', 'minLength', 'additionalProperties']) assert.ok(!keys.has(key), key);
    assert.ok(keys.has('enum') && keys.has('description'));
  });
});
