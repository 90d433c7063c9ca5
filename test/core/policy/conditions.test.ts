import assert from 'node:assert/strict';
import { compileConditions, unmetCondition } from '../../../src/core/policy/conditions.ts';
import { render } from '../../../src/core/text/message.ts';
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

describe('an argument that is ruled out', () => {
  const said = (text: string): string => render(unmetCondition(compileConditions({ path: [], args: { denyExtra: true } }), packaged({ name: 'x', version: '1.0.0' }, { args: [text] }), true)!);
  it('is shown by an option’s name or by its place, never by its value', () => {
    const rows: [string, string][] = [['--dir=hunter2', '`--dir`'], ['-d', '`-d`'], ['hunter2--dir', 'argument 1'], ['x-d=hunter2', 'argument 1'], ['--hunter2 x', 'argument 1'], ['-', 'argument 1']];
    for (const [text, what] of rows) assert.equal(said(text), `\`ledger\` is approved with certain arguments only, and ${what} is not one of them. Take it out, or ask for an approval that names it.`);
  });
});
