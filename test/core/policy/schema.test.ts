import assert from 'node:assert/strict';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { policyJsonSchema } from '../../../src/core/policy/policy-json-schema.ts';
import example from './example-policy.json';
import { approved, npm, policyText } from './subjects.ts';

describe('the JSON Schema of the policy', () => {
  const schema = policyJsonSchema();
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  const accepts = (value: unknown): boolean => validate(value);

  it('is draft-07 and accepts the example', () => {
    assert.equal(schema['$schema'], 'http://json-schema.org/draft-07/schema#');
    assert.ok(accepts(example), JSON.stringify(validate.errors));
  });

  it('refuses what reading refuses', () => {
    const base = JSON.parse(policyText({ servers: [approved('a', npm('x', '1.0.0'))] })) as Record<string, unknown>;
    assert.ok(accepts(base));
    for (const broken of [
      { ...base, policyVersion: 2 },
      { ...base, server: [] },
      { ...base, serial: undefined },
      { ...base, servers: [approved('a', { ...npm('x', '1.0.0'), serverName: 'y' })] },
      { ...base, servers: [approved('a', { args: {} })] },
      { ...base, servers: [approved('a', npm('${X}'))] },
      { ...base, servers: [approved('a', npm('x', '1.0.0'), { expires: 'soon' })] },
      { ...base, servers: [approved('a', npm('x', '1.0.0'), { state: 'ok' })] },
      { ...base, servers: [approved('a', npm('x', '1.0.0'), { typo: 1 })] },
    ]) {
      assert.ok(!accepts(JSON.parse(JSON.stringify(broken))), JSON.stringify(broken));
    }
  });

  it('describes every property', () => {
    const silent: string[] = [];
    const visit = (node: unknown, way: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(value as Record<string, { description?: string; items?: unknown }>)) {
            if (!property.description && name !== '$schema') silent.push(`${way}.${name}`);
          }
        }
        visit(value, key === 'properties' ? way : `${way}.${key}`);
      }
    };
    visit(schema, '');
    assert.deepEqual(silent, []);
  });
});
