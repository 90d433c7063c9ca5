import assert from 'node:assert/strict';
import { repeatedSecrets } from '../../../src/core/probe/repeated.ts';
import type { Voice } from '../../../src/core/snapshot/voice.ts';

const secret = 'b7Qw93kdZp02mm4TxY81';

function repeatedIn(said: string, launched: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> }): readonly string[] {
  const target = { kind: 'stdio', command: 'x', args: [], env: [] } as const;
  const nothing = { items: [], extent: 'none' } as const;
  const voice: Voice = { era: 'initialize', protocolVersion: '2025-11-25', transport: 'stdio', greeting: '{}', tools: { items: [JSON.stringify({ name: 'a', description: said })], extent: 'whole' }, prompts: nothing, resourceTemplates: nothing };
  return repeatedSecrets({ target, asks: [] }, { kind: 'stdio', command: 'x', args: [], env: {}, ...launched }, new Map(), [voice]);
}

describe('a secret that a server repeats', () => {
  it('is found in the forms in which programs print values', () => {
    const forms = [secret, Buffer.from(secret).toString('base64'), Buffer.from(`token=${secret};x`).toString('base64'), Buffer.from(`a:${secret}`).toString('base64url'), Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('hex').toUpperCase()];
    for (const form of forms) assert.deepEqual(repeatedIn(`hello ${form} there`, { env: { API_TOKEN: secret } }), ['API_TOKEN'], form);
    assert.deepEqual(repeatedIn(`x ${encodeURIComponent('p/ss w&rd+long')} y`, { env: { PASSWORD: 'p/ss w&rd+long' } }), ['PASSWORD']);
    assert.deepEqual(repeatedIn('nothing of it', { env: { API_TOKEN: secret } }), []);
  });

  it('is found where it was an argument', () => {
    assert.equal(repeatedIn(`hello ${secret}`, { args: ['--token', secret] }).length, 1);
    assert.equal(repeatedIn(`hello ${secret}`, { args: [`--api-key=${secret}`] }).length, 1);
  });
});
