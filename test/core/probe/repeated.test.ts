import assert from 'node:assert/strict';
import { fillIn } from '../../../src/core/probe/fill-in.ts';
import { repeatedSecrets } from '../../../src/core/probe/repeated.ts';
import { none, voice, whole } from '../snapshot/voices.ts';
import { planned, planOf } from './planned.ts';

const secret = 'b7Qw93kdZp02mm4TxY81';

/** Which of a launch's secrets a server repeats that says this of itself. */
function repeated(server: Record<string, unknown>, said: string, { inputs = [], answers = {} }: { readonly inputs?: readonly unknown[]; readonly answers?: Record<string, string> } = {}): readonly string[] {
  const plan = planOf(planned(server, {}, inputs));
  const given = new Map(Object.entries(answers));
  const heard = voice({ tools: whole(`{"name":"read","description":${said}}`), prompts: none });
  return repeatedSecrets(plan, fillIn(plan, given), given, [voice(), heard]);
}

describe('secrets that a server repeats', () => {
  const password = [{ id: 'tok', type: 'promptString', password: true }];
  const cases: readonly (readonly [string, Record<string, unknown>, Parameters<typeof repeated>[2], string])[] = [
    ['a variable', { command: 'ledger', env: { API_KEY: secret } }, {}, 'API_KEY'],
    ['a variable whose value alone gives it away', { command: 'ledger', env: { LEVEL: secret } }, {}, 'LEVEL'],
    ['an option', { command: 'ledger', args: ['--api-key', secret] }, {}, 'api-key'],
    ['an option with its value', { command: 'ledger', args: [`--api-key=${secret}`] }, {}, 'api-key'],
    ['a header, without the word before it', { url: 'https://ledger.example/mcp', headers: { Authorization: `Bearer ${secret}` } }, {}, 'Authorization'],
    ['a parameter of the address', { url: `https://ledger.example/mcp?api_key=${secret}` }, {}, 'api_key'],
    ['an answer', { command: 'ledger', args: ['${input:tok}'] }, { inputs: password, answers: { 'input:tok': secret } }, 'input:tok'],
  ];
  for (const [what, server, more, name] of cases) {
    it(`are found: ${what}`, () => {
      assert.deepEqual(repeated(server, JSON.stringify(`Use ${secret} here.`), more), [name]);
      assert.deepEqual(repeated(server, '"Use your own."', more), []);
    });
  }

  it('are found however JSON writes them', () => {
    const escaped = [...secret].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    assert.deepEqual(repeated({ command: 'ledger', env: { API_KEY: secret } }, `"${escaped}"`), ['API_KEY']);
    assert.deepEqual(repeated({ command: 'ledger', env: { API_KEY: 'b7Qw"93kd/Zp02' } }, '"b7Qw\\"93kd\\/Zp02"'), ['API_KEY']);
  });

  it('are found in the forms in which programs print values', () => {
    const forms = [secret, Buffer.from(secret).toString('base64'), Buffer.from(`token=${secret};x`).toString('base64'), Buffer.from(`a:${secret}`).toString('base64url'), Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('hex').toUpperCase()];
    for (const form of forms) assert.deepEqual(repeated({ command: 'ledger', env: { API_TOKEN: secret } }, JSON.stringify(`hello ${form} there`)), ['API_TOKEN'], form);
    assert.deepEqual(repeated({ command: 'ledger', env: { PASSWORD: 'p/ss w&rd+long' } }, JSON.stringify(`x ${encodeURIComponent('p/ss w&rd+long')} y`)), ['PASSWORD']);
  });

  it('are no words that turn up in any text', () => {
    assert.deepEqual(repeated({ command: 'ledger', env: { API_KEY: 'Reads', LEVEL: 'accounts' } }, '"Reads accounts."'), []);
  });
});
