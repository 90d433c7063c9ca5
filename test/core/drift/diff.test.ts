import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diffLines } from '../../../src/core/drift/diff/diff-lines.ts';
import { diffBlock } from '../../../src/core/drift/diff/diff-markdown.ts';
import { serverDocument } from '../../../src/core/drift/diff/documents.ts';
import { textDiff } from '../../../src/core/drift/diff/pieces.ts';
import { snapshotOfServer } from './said.ts';

const hostile = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]|\p{Surrogate}|\u2800/u;
const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(fc.constantFrom('word', ' ', '\n', '\u202e', '\u200b', '`', '```', '[-', '-]', '{+', '+}', '[U+202E]', '<b>', '|', '\u001b[2J', '⏎', 'а', 'a', '\r\n', '@all', '\u{e0041}', '~', '\u0301')).map((words) => words.join('')));

describe('a difference of texts', () => {
  it('shows what went and what came, word by word', () => {
    assert.deepEqual(diffLines('Searches the ledger for an entry.', 'Searches the ledger and sends it for an entry.'), ['+ Searches the ledger {+and sends it +}for an entry.']);
    assert.deepEqual(diffLines('Reads one page.', 'Deletes one page.'), ['~ [-Reads-]{+Deletes+} one page.']);
    assert.deepEqual(diffLines('One.\nTwo.', 'One.\nTwo.\nThree.'), ['  One.⏎', '+ Two.{+⏎+}', '+ {+Three.+}']);
    assert.deepEqual(diffLines('', 'New.'), ['+ {+New.+}']);
    assert.deepEqual(diffLines('Old.', ''), ['- [-Old.-]']);
  });

  it('shows what nobody sees', () => {
    assert.deepEqual(diffLines('Search.', 'Sea\u200brch.\u202e'), ['~ [-Search-]{+Sea[U+200B]rch+}.{+[U+202E]+}']);
    assert.deepEqual(diffLines('a b', 'a\u00a0b'), ['~ a[- -]{+[U+00A0]+}b']);
    assert.deepEqual(diffLines('a b', 'a\nb'), ['~ a[- -]{+⏎+}', '  b']);
    assert.deepEqual(diffLines('search', 'seаrch'), ['~ [-search-]{+se[U+0430]rch+}']);
    assert.deepEqual(diffLines('a', 'a\t'), ['+ a{+[U+0009]+}']);
  });

  it('cannot be made to look like another one', () => {
    assert.deepEqual(diffLines('', '[-gone-] {+here+} [U+202E]'), ['+ {+[U+005B]-gone[U+002D]] [U+007B]+here[U+002B]} [U+005B]U+202E]+}']);
    assert.ok(diffLines('x', 'x\n+ approved\n  approved').every((line) => /^[-+~ ] /.test(line)));
    const [fence, ...rest] = diffBlock('a', 'a\n````\n<script>@all');
    assert.equal(fence, '`````diff');
    assert.equal(rest.at(-1), '`````');
  });

  it('never shows a secret, and says where one differs', () => {
    const token = (last: string): string => ['ghp', `_${'0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, 35)}${last}`].join('');
    assert.deepEqual(diffLines(`use ${token('a')}`, `use ${token('b')}`), ['~ What differs looks like a secret, and is not shown.']);
    assert.ok(!diffLines('use it', `use ${token('a')}`).join('').includes(token('a')));
    assert.ok(!serverDocument(snapshotOfServer({ tools: [{ name: 'a', description: token('a') }] })).includes(token('a')));
  });

  it('of long texts stays short, and takes no time', () => {
    const long = Array.from({ length: 120_000 }, (_, i) => `word${i % 977}`).join(' ');
    const lines = diffLines(long, long.replace('word976 word0', 'word976 and word0'));
    assert.equal(lines.length, 1);
    assert.match(lines[0]!, /^\+ \[… \d+ characters …\].*\{\+and \+\}.*\[… \d+ characters …\]$/);
    assert.deepEqual(diffLines(`a${long}`, `${long.split(' ').toReversed().join(' ')}b`), [`~ Too long to show in parts: ${long.length + 1} characters before, ${long.length + 1} now.`]);
    assert.ok(diffLines('', 'x\n'.repeat(100_000)).length < 70);
    const [one, other] = [Array.from({ length: 9000 }, (_, i) => `line ${i}`), Array.from({ length: 9000 }, (_, i) => (i % 1000 === 0 ? `other ${i}` : `line ${i}`))];
    assert.equal(textDiff(one.join('\n'), other.join('\n')).kind, 'pieces');
  });

  it('is both texts, whatever they are, and nothing in it acts', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const diff = textDiff(before, after);
        if (diff.kind === 'pieces') {
          assert.equal(diff.pieces.filter(({ kind }) => kind !== 'added').map(({ text }) => text).join(''), before);
          assert.equal(diff.pieces.filter(({ kind }) => kind !== 'removed').map(({ text }) => text).join(''), after);
          if (before !== after) assert.ok(diff.pieces.some(({ kind }) => kind !== 'kept'));
        }
        for (const line of diffLines(before, after)) {
          assert.doesNotMatch(line, hostile);
          assert.match(line, /^[-+~ ] /);
        }
        const block = diffBlock(before, after);
        assert.ok(block.slice(1, -1).every((line) => !line.includes(block.at(-1)!)));
      }),
      { numRuns: 400 },
    );
  });
});

describe('what a server says, as a document', () => {
  it('shows all of it, tools by name, and nothing in it acts', () => {
    const text = serverDocument(snapshotOfServer({ tools: [{ name: 'b', description: 'One.\nTwo \u202eorders.', inputSchema: {} }, { name: 'a' }], instructions: 'Ask.', partial: ['prompts'] }));
    assert.equal(text, [
      'Protocol 2025-11-25', '',
      'Server', '{', '  "name": "ledger",', '  "version": "1.0.0"', '}', '',
      'Can do', '{', '  "tools": {}', '}', '',
      'Instructions', '"Ask."', '',
      'Tool "a"', '{', '  "name": "a"', '}', '',
      'Tool "b"', '{', '  "description": "One.\\n', '      Two [U+202E]orders.",', '  "inputSchema": {},', '  "name": "b"', '}', '',
      '(This list of prompts could not be read whole.)', '',
    ].join('\n'));
  });

  it('is the same whatever the order, and another one with every character', () => {
    const of = (...tools: object[]): string => serverDocument(snapshotOfServer({ tools }));
    assert.equal(of({ name: 'a' }, { name: 'b' }), of({ name: 'b' }, { name: 'a' }));
    assert.notEqual(of({ name: 'a', description: 'x\u200b' }), of({ name: 'a', description: 'x' }));
    assert.notEqual(of({ name: 'a', description: 'x\u200b' }), of({ name: 'a', description: 'x[U+200B]' }));
  });
});
