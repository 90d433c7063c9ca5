import assert from 'node:assert/strict';
import { render, say } from '../../../src/core/text/message.ts';

describe('a message', () => {
  const rows: [string, string, Record<string, string | number>, string][] = [
    ['has its arguments put in', '`{name}` has {count} parts, `{name}`', { name: 'a', count: 2 }, '`a` has 2 parts, `a`'],
    ['does not put anything into its arguments', '{a} {b}', { a: '{b}', b: '{a}' }, '{b} {a}'],
    ['takes signs of a pattern as they are', '[{a}]', { a: '$& $1 $` $$' }, '[$& $1 $` $$]'],
    ['keeps a place without an argument', '{a} {missing}', { a: 'x' }, 'x {missing}'],
    ['keeps a place that is called like a method', '{constructor} {toString} {__proto__}', {}, '{constructor} {toString} {__proto__}'],
    ['keeps other braces', '{} {a b} {{a}} ${a}', { a: 'x' }, '{} {a b} {x} $x'],
    ['shows what is hidden in an argument', 'server `{name}`', { name: 'a\u001b[2J\n\u202e' }, 'server `a\\u{1B}[2J\\u{A}\\u{202E}`'],
    ['cuts a long argument', '{a}', { a: 'x'.repeat(1000) }, `${'x'.repeat(200)}…`],
    ['has an empty argument', '[{a}]', { a: '' }, '[]'],
  ];
  for (const [what, template, args, expected] of rows) it(what, () => assert.equal(render(say(template, args)), expected));

  it('keeps its template, for translation, and its arguments as they are shown', () => {
    const message = say('server `{name}`', { name: 'a\tb' });
    assert.equal(message.template, 'server `{name}`');
    assert.deepEqual(message.args, { name: 'a\\u{9}b' });
    assert.deepEqual(say('plain').args, {});
  });

  it('can be put into another', () => assert.equal(render(say('line {line}: {problem}', { line: 3, problem: render(say('`{key}` is odd', { key: 'a\nb' })) })), 'line 3: `a\\u{A}b` is odd'));
});
