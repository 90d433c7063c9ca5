import assert from 'node:assert/strict';
import { identify } from '../../../src/core/identity/identify.ts';
import { stepsOf } from '../../../src/core/identity/steps.ts';
import { render } from '../../../src/core/text/message.ts';
import { declared } from '../policy/subjects.ts';

const secret = 'SEKRETa4x9q8w7e6r5t4y3u2';
const steps = (server: unknown): string => stepsOf(identify(declared('x', server), { scope: 'workspace' })).map(render).join('\n');

describe('the steps of an explanation', () => {
  const rows: [string, unknown][] = [
    ['an address', { type: 'http', url: `https://h.example/s/${secret}/mcp?k=v` }],
    ['an address behind a bridge', { command: 'npx', args: ['-y', 'mcp-remote@0.1.0', `https://h.example/s/${secret}/mcp?k=v`] }],
  ];
  for (const [name, server] of rows) {
    it(`mask ${name}`, () => {
      const text = steps(server);
      assert.ok(!text.includes(secret), text);
      assert.ok(text.includes('https://h.example/s/•••/mcp?k=•••'), text);
    });
  }

  it('mask a registry’s login', () => {
    const text = steps({ command: 'npx', args: ['-y', '--registry', `https://u:${secret}@r.example/`, 'x@1.0.0'] });
    assert.ok(!text.includes(secret), text);
    assert.ok(text.includes('r.example'), text);
  });
});
