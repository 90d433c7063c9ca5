import assert from 'node:assert/strict';
import { ErrorOutput } from '../../src/host/probe/stdio/error-output.ts';

function shown(env: Record<string, string>, args: readonly string[], ...chunks: (string | Buffer)[]): string | undefined {
  const output = new ErrorOutput(env, args);
  for (const chunk of chunks) output.take(Buffer.from(chunk as string));
  return output.text();
}

describe('what is kept of a server’s error output', () => {
  it('nothing, where it wrote nothing', () => assert.deepEqual([shown({}, []), shown({}, [], '\n  \n')], [undefined, undefined]));

  it('is without the values of its variables, in whatever form they are printed', () => {
    const value = 'pass "word" ünd';
    assert.equal(
      shown({ A: value }, [], `${value}|${JSON.stringify(value)}|${encodeURIComponent(value)}|${Buffer.from(value).toString('base64')}`),
      '•••|"•••"|•••|•••==',
    );
    assert.equal(shown({ A: 'first line\nsecond line' }, [], 'second line, first line'), '•••, •••');
    assert.equal(shown({ A: 'on', B: '' }, [], 'it is on'), 'it is on');
  });

  it('is without the longer of two values where one begins like the other', () => assert.equal(shown({ A: 'abcd', B: 'abcdefgh' }, [], 'abcdefgh'), '•••'));

  it('is without what an argument gives for a secret', () => {
    assert.equal(shown({}, ['--api-key', 'plain words', '--token=other words', '--file', 'name'], 'plain words; other words; name'), '•••; •••; name');
  });

  it('is without what looks like a credential', () => assert.doesNotMatch(shown({}, [], `GITHUB_TOKEN=ghp_${'a1B2'.repeat(9)}`) ?? '', /ghp_/));

  it('is its end: the last lines, of the last 64 kB', () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `line ${i}`);
    const text = shown({}, [], ...lines.map((line) => `${line}\n`)) ?? '';
    assert.deepEqual(text.split('\n'), lines.slice(-40));
    assert.equal(shown({}, [], 'x'.repeat(200_000)), undefined);
  });

  it('does not begin with the rest of a secret that was cut', () => {
    const secret = 'correct horse battery staple';
    for (let at = 0; at < secret.length; at++) {
      const tail = `\n${'y'.repeat(64 * 1024 - 1 - at)}`;
      assert.doesNotMatch(shown({ A: secret }, [], `${secret}${tail}`) ?? '', /[a-x]/);
    }
  });
});
