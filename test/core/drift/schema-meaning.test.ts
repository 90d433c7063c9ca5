import assert from 'node:assert/strict';
import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { rank, worstOf } from '../../../src/core/drift/classes.ts';
import type { Json } from '../../../src/core/drift/json-value.ts';
import { schemaChanges } from '../../../src/core/drift/schema/compare-schema.ts';

const ajv = new Ajv({ strict: false, logger: false, validateFormats: false });

const values: readonly unknown[] = [null, true, false, 0, 1, 2, 5, 10, 1.5, -3, '', 'a', 'b', 'ab', 'abcdef', [], [1], ['a'], [1, 1], ['a', 'b', 'c'], {}, { a: 1 }, { a: 'x' }, { a: 1, b: 2 }, { b: true }, { c: 1, d: 2, e: 3 }];

const small = fc.integer({ min: 0, max: 3 });
const type = fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'array', 'object');
/** Of fields always the same two: that one came or went is not read by what is valid, but by what is asked for. */
const { schema } = fc.letrec<{ schema: unknown; bounds: object }>((tie) => ({
  bounds: fc.record(
    {
      type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
      enum: fc.uniqueArray(fc.constantFrom<Json[]>('a', 'b', 1, 2, null, true), { minLength: 1, maxLength: 3, selector: (one) => JSON.stringify(one) }),
      const: fc.constantFrom<Json[]>('a', 1, null),
      minimum: small, maximum: small, exclusiveMinimum: small, multipleOf: fc.integer({ min: 1, max: 3 }),
      minLength: small, maxLength: small, pattern: fc.constantFrom('^a', 'b$'),
      minItems: small, maxItems: small, uniqueItems: fc.boolean(), items: tie('schema'),
      minProperties: small, maxProperties: small, required: fc.uniqueArray(fc.constantFrom('a', 'b'), { maxLength: 2 }),
      properties: fc.record({ a: tie('schema'), b: tie('schema') }), additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      not: tie('schema'), anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }), oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }), allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: [] },
  ),
  // Few keywords each, so that most schemas let something through.
  schema: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.boolean(), fc.tuple(tie('bounds'), fc.nat(), fc.integer({ min: 0, max: 3 })).map(([bounds, from, count]) => pick(bounds, from, count))),
}));

function pick(bounds: object, from: number, count: number): object {
  const entries = Object.entries(bounds);
  return Object.fromEntries(Array.from({ length: Math.min(count, entries.length) }, (_, i) => entries[(from + i * 7) % entries.length]!));
}

/** One keyword of the first is as in the second, or gone. */
function altered(one: unknown, other: unknown, which: number): unknown {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return other;
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const key = keys[which % Math.max(1, keys.length)];
  if (key === undefined) return one;
  const { [key]: _, ...rest } = one as Record<string, unknown>;
  return Object.hasOwn(other, key) ? { ...rest, [key]: (other as Record<string, unknown>)[key] } : rest;
}

describe('the class of a schema’s change', () => {
  it('is never harmless where a value is taken that was not', () => {
    let wider = 0;
    fc.assert(
      fc.property(schema, schema, fc.nat(), fc.boolean(), (one, other, which, little) => {
        const [before, after] = [one, little ? altered(one, other, which) : other];
        // That fields are no longer named is told as that, however many more may stand there.
        const fields = (value: unknown): boolean => JSON.stringify(value).includes('"properties"');
        fc.pre(fields(before) === fields(after));
        const [was, is] = [ajv.compile(before as object), ajv.compile(after as object)];
        const taken = values.find((value) => is(value) && !was(value));
        if (taken === undefined) return;
        wider++;
        const changes = schemaChanges('t', 'input', 'inputSchema', before as Json, after as Json);
        const worst = worstOf(changes);
        assert.ok(worst !== undefined && rank(worst) <= rank('widening'), `${JSON.stringify(before)} -> ${JSON.stringify(after)} takes ${JSON.stringify(taken)}: ${worst}`);
      }),
      { numRuns: 1000 },
    );
    assert.ok(wider > 30, String(wider));
  }).timeout(120_000);
});
