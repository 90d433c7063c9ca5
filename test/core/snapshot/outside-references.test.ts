import assert from 'node:assert/strict';
import { outsideReferences } from '../../../src/core/snapshot/outside-references.ts';

const of = (inputSchema: unknown): readonly string[] => outsideReferences(JSON.stringify({ name: 'a', inputSchema }));

describe('references out of a schema', () => {
  it('are those that lead to another document, each once and in their order', () => {
    assert.deepEqual(of({ $ref: 'https://a.example/x', properties: { b: { $ref: 'file:///etc/passwd' }, c: { items: [{ $dynamicRef: '//b.example/y#z' }] } }, allOf: [{ $ref: 'https://a.example/x' }] }), ['https://a.example/x', 'file:///etc/passwd', '//b.example/y#z']);
  });

  it('are not those within it, by fragment or by its own `$id`', () => {
    assert.deepEqual(of({ $id: 'https://a.example/root', $ref: '#/$defs/a', $defs: { a: { $id: 'a.json' }, b: { $ref: 'a.json#/x' }, c: { $ref: 'https://a.example/root' } } }), []);
  });

  it('are none where data stands, and are some where a property has the name of such a key', () => {
    assert.deepEqual(of({ const: { $ref: 'a' }, enum: [{ $ref: 'b' }], properties: { $ref: { type: 'string' }, default: { type: 'object', $ref: 'c.json' } } }), ['c.json']);
  });

  it('are looked for in whatever comes, however deep', () => {
    assert.deepEqual(['', 'null', '5', '{"$ref":7}', '[', `${'['.repeat(200_000)}${']'.repeat(200_000)}`].flatMap(outsideReferences), []);
    assert.deepEqual(outsideReferences(`${'{"a":'.repeat(100_000)}{"$ref":"x"}${'}'.repeat(100_000)}`), ['x']);
  });
});
