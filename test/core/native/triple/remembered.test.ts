import assert from 'node:assert/strict';
import { remembered } from '../../../../src/core/native/triple/remembered.ts';

describe('a function whose answers are remembered', () => {
  it('is asked once for each text, also where it has no answer, and again when too much was kept', () => {
    const asked: string[] = [];
    const first = remembered((text) => {
      asked.push(text);
      return text === '' ? undefined : text[0];
    }, 2);
    for (const text of ['ab', '', 'ab', '', 'c', 'ab']) assert.equal(first(text), text === '' ? undefined : text[0]);
    assert.deepEqual(asked, ['ab', '', 'c', 'ab']);
  });

  it('keeps no text that is longer than any address', () => {
    let asked = 0;
    const length = remembered((text) => (asked++, text.length));
    const long = 'x'.repeat(5000);
    assert.deepEqual([length(long), length(long), asked], [5000, 5000, 2]);
  });
});
