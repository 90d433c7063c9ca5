import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readSnapshot, writeSnapshot } from '../../../src/core/snapshot/snapshot-file.ts';
import { snapshotOf } from '../../../src/core/snapshot/from-voice.ts';
import { sha256 } from '../manifest/declared.ts';
import { rewritten } from './rewritten.ts';
import { snapshot, tools as real, voice, whole } from './voices.ts';

const word = fc.oneof(fc.constantFrom('name', 'title', 'description', '_meta', 'type', 'properties', 'inputSchema', 'annotations', '__proto__', 'readOnlyHint', 'é', '\u202e'), fc.string({ unit: 'grapheme', maxLength: 8 }));
const plain = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, word, fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), tie('object')),
  object: fc.dictionary(word.filter((key) => key !== '__proto__'), tie('value'), { maxKeys: 5 }),
}));
/** Tools of any make. */
const anyTool = fc.oneof(fc.constantFrom(...real).map((text) => JSON.parse(text) as unknown), fc.record({ name: word, inputSchema: plain.object }), plain.object, plain.value);
const anyTools = fc.array(anyTool, { maxLength: 6 });

describe('snapshots of whatever a server says', function () {
  this.timeout(60_000);
  it('the order of tools and keys, blanks and escapes change nothing', () => {
    fc.assert(
      fc.property(anyTools, fc.nat(), fc.nat(), (tools, seed, turn) => {
        const one = snapshot({ tools: whole(...tools.map((tool) => JSON.stringify(tool))) });
        const turned = [...tools.slice(turn % (tools.length || 1)), ...tools.slice(0, turn % (tools.length || 1))];
        assert.deepEqual(snapshot({ tools: whole(...turned.map((tool, i) => rewritten(tool, seed + i))), greeting: rewritten(JSON.parse(voice().greeting), seed) }), one);
      }),
    );
  });

  it('a change of any key, text or number changes its tool and the digest', () => {
    fc.assert(
      fc.property(anyTools.filter((tools) => tools.length > 0), fc.nat(), fc.nat(), (tools, which, at) => {
        const i = which % tools.length;
        const [before] = [JSON.stringify(tools[i])];
        const after = changed(before, at);
        if (after === undefined) return;
        const texts = tools.map((tool) => JSON.stringify(tool));
        const [a, b] = [snapshot({ tools: whole(...texts) }), snapshot({ tools: whole(...texts.with(i, after)) })];
        if (b.partial.length > 0) return;
        const all = (made: typeof a): string => JSON.stringify(made.tools.map(({ name, wire, meta }) => [name, wire, meta]));
        assert.notEqual(all(b), all(a), `${before} ${after}`);
        const wires = (made: typeof a): string => JSON.stringify(made.tools.map(({ wire }) => wire));
        assert.equal(b.digest === a.digest, wires(b) === wires(a), 'only `_meta` is no part of the digest');
      }),
      { numRuns: 500 },
    );
  });

  it('what is written is read back, and written the same', () => {
    fc.assert(
      fc.property(anyTools, anyTools, (tools, prompts) => {
        const made = snapshot({ tools: whole(...tools.map((tool) => JSON.stringify(tool))), prompts: whole(...prompts.map((one) => JSON.stringify(one))) });
        const text = writeSnapshot(made);
        const read = readSnapshot(text, sha256);
        assert.deepEqual(read, made);
        assert.deepEqual(JSON.parse(text).digest, made.digest, 'it is valid JSON');
        assert.ok(!('refused' in read));
        assert.equal(writeSnapshot(read), text);
      }),
    );
  });

  it('no item makes it throw', () => {
    const raw = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constantFrom(...real).chain((text) => fc.nat(text.length).map((at) => text.slice(0, at))));
    fc.assert(fc.property(fc.array(raw), raw, (items, hello) => void snapshotOf(voice({ tools: whole(...items), greeting: hello }), 'npm:x', sha256)));
  });
});

/** The text with one character of it changed, where the value is another then; undefined where that is no JSON any more, or says the same. */
function changed(text: string, at: number): string | undefined {
  const spot = at % text.length;
  const c = text[spot]!;
  const other = /[0-8]/.test(c) ? String(Number(c) + 1) : /[a-y]/i.test(c) ? String.fromCharCode(c.charCodeAt(0) + 1) : undefined;
  if (other === undefined) return undefined;
  const after = text.slice(0, spot) + other + text.slice(spot + 1);
  try {
    // A changed digit may be one that says nothing: an exponent of 0.
    return JSON.stringify(JSON.parse(after)) === text ? undefined : after;
  } catch {
    return undefined;
  }
}
