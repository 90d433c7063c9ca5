import assert from 'node:assert/strict';
import { compileConditions, unmetCondition } from '../../../src/core/policy/conditions.ts';
import { packaged } from './subjects.ts';

const meets = (allowed: string, cwd: string): boolean => unmetCondition(compileConditions({ path: [], cwd: { allow: [allowed] } }), packaged({ name: 'x', version: '1.0.0' }, { cwd }), false) === undefined;

describe('the folder a launch is approved in', () => {
  const rows: [string, string, boolean][] = [
    ['/srv', '/srv', true],
    ['/srv/', '/srv', true],
    ['/srv', '/srv///', true],
    ['C:\\srv', 'C:/srv\\', true],
    ['/', '/', true],
    ['/', '//', true],
    ['/srv', '/srv/x', false],
    ['/srv', '/', false],
    ['/srv', '', false],
  ];
  for (const [allowed, cwd, expected] of rows) it(`${allowed} ${expected ? 'is' : 'is not'} ${JSON.stringify(cwd)}`, () => assert.equal(meets(allowed, cwd), expected));

  it('is compared in linear time, however many slashes it holds', () => {
    for (const cwd of ['/'.repeat(400_000), `${'/'.repeat(400_000)}x`, '\\'.repeat(400_000)]) {
      const start = performance.now();
      meets('/srv', cwd);
      assert.ok(performance.now() - start < 3000);
    }
  });
});
