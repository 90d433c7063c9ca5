import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { pointer } from '../../../src/core/config/node.ts';
import { outsideReferences, referenceNotes } from '../../../src/core/snapshot/outside-references.ts';
import { render } from '../../../src/core/text/message.ts';

const found = (inputSchema: object): string[] => outsideReferences([JSON.stringify({ name: 't', inputSchema })]).map(({ at, to }) => `${pointer(at)} ${to}`);

describe('references out of a tool', () => {
  it('addresses, files, hosts and names of nothing that is there are found, wherever they stand', () => {
    for (const to of ['https://evil.example/a.json', 'http://evil.example/a.json#/b', 'file:///etc/passwd', '//evil.example/x', 'other.json', '/x', 'urn:a:b', '\u202ehttps://x.example']) {
      assert.deepEqual(found({ properties: { a: { anyOf: [{ $ref: to }] } } }), [`/inputSchema/properties/a/anyOf/0/$ref ${to}`]);
    }
    assert.deepEqual(found({ $defs: { x: { $dynamicRef: 'https://e.example/x' } }, 'x-more': { $ref: 'https://e.example/y' } }).toSorted(), ['/inputSchema/$defs/x/$dynamicRef https://e.example/x', '/inputSchema/x-more/$ref https://e.example/y']);
    assert.deepEqual(outsideReferences(['{"outputSchema":{"$ref":"https://e.example"}}']), [{ name: '', at: ['outputSchema', '$ref'], to: 'https://e.example' }]);
  });

  it('what stays within the schema is none', () => {
    assert.deepEqual(found({ $ref: '#/$defs/a', $dynamicRef: '#a', $defs: { a: {} } }), []);
    assert.deepEqual(found({ $id: 'https://contoso.com/tool.json', $ref: 'tool.json#/$defs/a', properties: { a: { $ref: 'part.json' } }, $defs: { a: { $id: 'part.json' } } }), []);
    assert.deepEqual(found({ $id: 'https://contoso.com/tool.json', $ref: 'other.json' }), ['/inputSchema/$ref other.json']);
  });

  it('a parameter of that name, and data, are none', () => {
    assert.deepEqual(found({ properties: { $ref: { type: 'string' } }, default: { $ref: 'https://e.example' }, enum: [{ $ref: 'https://e.example' }], const: { $ref: 'https://e.example' } }), []);
  });

  it('is told in few words, whatever they hold', () => {
    const many = Array.from({ length: 7 }, (_, i) => JSON.stringify({ name: `t\u202e${i}`, inputSchema: { $ref: 'https://e.example/\u001b[31m' } }));
    const notes = referenceNotes(['{', ...many]).map(render);
    assert.equal(notes[0], 'The tool `t\\u{202E}0` refers at `/inputSchema/$ref` to a schema elsewhere: `https://e.example/\\u{1B}[31m`. It was not fetched, and what it says there is not pinned.');
    assert.deepEqual([notes.length, notes[5]], [6, '2 more references lead to schemas elsewhere.']);
    assert.deepEqual(referenceNotes(['{"name":"t","inputSchema":{"type":"object"}}']), []);
  });

  it('no text makes it throw', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.json(), fc.json().map((schema) => `{"inputSchema":{"$id":${schema},"$ref":${schema},"x":{"$ref":"a","$id":"http://[","y":${schema}}}}`))), (tools) => void outsideReferences(tools)));
  });
});
