import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Said } from '../../src/core/snapshot/voice.ts';
import { render } from '../../src/core/text/message.ts';
import { voice, type VoiceOptions } from '../servers/voice.ts';
import { heard, namesIn } from './listening.ts';
import { temporaryFolder } from './temporary.ts';

const five = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, inputSchema: { type: 'object' } }));

describe('the lists of a server', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();

  async function toolsIn(options: VoiceOptions): Promise<Said> {
    const { voices: [first] } = await heard(voice(options));
    return first.tools;
  }
  const told = ({ items, extent, problem }: Said): unknown => [items.length, extent, problem && render(problem)];

  for (const options of [{ line: 'v1' }, { line: 'v2' }, { era: 'initialize' }, { era: 'discover' }] as const) {
    it(`are read over all their pages (${JSON.stringify(options)})`, async () => {
      const { voices: [first, second] } = await heard(voice({ ...options, tools: five, pageSize: 2 }));
      assert.deepEqual([namesIn(first.tools), first.tools.extent], [['a', 'b', 'c', 'd', 'e'], 'whole']);
      assert.deepEqual(second.tools, first.tools);
    });
  }

  it('are kept byte for byte: unknown keys, odd numbers, spaces, doubled keys and lone surrogates', async () => {
    const odd = [
      '{"name":"a","x-own":{"1.0":1.0},  "inputSchema":{"type":"object"},"name":"b"}',
      String.raw`{"name":"\ud800","description":"\u202e\u0000","inputSchema":{}}`,
      '{"name":"big","inputSchema":{"maximum":12345678901234567890}}',
    ];
    assert.deepEqual((await toolsIn({ rawTools: odd, tools: [] })).items, odd);
  });

  it('lose nothing to one tool that is malformed', async () => {
    const { items, extent } = await toolsIn({ rawTools: ['{"name":5}', 'null', '"text"', '{"name":"typed","inputSchema":{"type":"array"},"outputSchema":7}'] });
    assert.deepEqual(items.slice(0, 4), ['{"name":5}', 'null', '"text"', '{"name":"typed","inputSchema":{"type":"array"},"outputSchema":7}']);
    assert.deepEqual([items.length, extent], [6, 'whole']);
  });

  it('may hold as many tools as the limit, and what is more is told', async () => {
    assert.deepEqual(told(await toolsIn({ many: 2000, tools: [] })), [2000, 'whole', undefined]);
    assert.deepEqual(told(await toolsIn({ many: 3000 })), [2000, 'partial', 'It lists more than 2000 in answer to `tools/list`; the rest was not read.']);
    assert.deepEqual(told(await toolsIn({ many: 3000, pageSize: 700 })), [2000, 'partial', 'It lists more than 2000 in answer to `tools/list`; the rest was not read.']);
  });

  it('that have no end are left after the limit of pages, or where they lead back', async () => {
    assert.deepEqual(told(await toolsIn({ endless: 'pages', tools: five.slice(0, 1) })), [64, 'partial', 'It lists more than 64 pages in answer to `tools/list`; the rest was not read.']);
    assert.deepEqual(told(await toolsIn({ endless: 'cursor', tools: five.slice(0, 1) })), [2, 'partial', 'Its pages of `tools/list` lead back to one that was read already, so that they have no end.']);
  });

  it('that are refused, or doubled in the answer itself, are partial', async () => {
    assert.deepEqual(told(await toolsIn({ refuses: { code: -32603, message: 'no\u001b[2J' } })), [0, 'partial', 'It does not answer `tools/list`, though it says that it has such a list: no\\u{1B}[2J (-32603).']);
  });

  it('that change between the connections, or with every listing, are heard as they were said each time', async () => {
    const after = { tools: five.slice(0, 1) };
    for (const line of ['raw', 'v1', 'v2'] as const) {
      for (const change of [{ connections: 1 }, { lists: 1 }]) {
        const state = path.join(folder(), 'state');
        fs.rmSync(state, { force: true });
        const { voices } = await heard(voice({ line, state, after: { ...after, ...change } }));
        assert.deepEqual(voices.map(({ tools }) => namesIn(tools)), [['read_ledger', 'post_entry'], ['a']], `${line} ${JSON.stringify(change)}`);
      }
    }
  });

  it('follow the file that a test flips', async () => {
    const file = path.join(folder(), 'now.json');
    assert.deepEqual(namesIn(await toolsIn({ file })), ['read_ledger', 'post_entry']);
    fs.writeFileSync(file, JSON.stringify({ tools: five }));
    assert.deepEqual(namesIn(await toolsIn({ file })), ['a', 'b', 'c', 'd', 'e']);
  });
});
