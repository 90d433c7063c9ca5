import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/client';
import { render } from '../../src/core/text/message.ts';
import { discoverVersion, initializeVersions } from '../../src/host/probe/protocol.ts';
import { voice, type VoiceOptions } from '../servers/voice.ts';
import { failed, heard, namesIn } from './listening.ts';
import { temporaryFolder } from './temporary.ts';

describe('both eras of the protocol', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();

  /** What was heard, and how many processes were started for it. */
  async function starts(options: VoiceOptions, limits = {}): Promise<{ eras: string[]; started: number }> {
    const state = path.join(folder(), 'state');
    const { voices } = await heard(voice({ ...options, state }), { limits });
    assert.deepEqual(voices.map(({ tools }) => namesIn(tools)), [['read_ledger', 'post_entry'], ['read_ledger', 'post_entry']]);
    return { eras: voices.map(({ era, protocolVersion }) => `${era} ${protocolVersion}`), started: (JSON.parse(fs.readFileSync(state, 'utf8')) as { connections: number }).connections };
  }

  const old = ['initialize 2025-11-25', 'initialize 2025-11-25'];
  const modern = ['discover 2026-07-28', 'discover 2026-07-28'];
  const cases: [string, VoiceOptions, string[]][] = [
    ['SDK v1', { line: 'v1' }, old],
    ['SDK v2, which speaks both, in the newer one', { line: 'v2', era: 'both' }, modern],
    ['SDK v2 without the older one', { line: 'v2', era: 'discover' }, modern],
    ['a hand-written server of the older era', { era: 'initialize' }, old],
    ['a hand-written server of both', { era: 'both' }, modern],
    ['a hand-written server of the newer era', { era: 'discover' }, modern],
  ];
  for (const [what, options, eras] of cases) {
    it(`${what}: two processes, no more`, async () => {
      assert.deepEqual(await starts(options), { eras, started: 2 });
    });
  }

  it('a server that never answers the newer greeting is greeted the older way by the same process', async () => {
    assert.deepEqual(await starts({ hangs: 'discover' }, { eraProbe: 200 }), { eras: old, started: 2 });
  });

  it('a slow start of a newer server is no reason to take it for an older one', async () => {
    assert.deepEqual(await starts({ line: 'v2', era: 'both' }, { eraProbe: 1 }), { eras: modern, started: 2 });
  });

  it('a server that ends at the newer greeting is started once more, and greeted the older way only', async () => {
    assert.deepEqual(await starts({ endsAt: 'server/discover' }), { eras: old, started: 3 });
  });

  it('a server that ends at both is started twice, and is told by its end', async () => {
    const state = path.join(folder(), 'state');
    // Ends without having read anything.
    const { code, message } = await failed(voice({ state, exits: { code: 7, errors: '' } }));
    assert.deepEqual([code, render(message)], ['ended', 'It ended by itself, with exit code 7, before it had answered.']);
    assert.equal((JSON.parse(fs.readFileSync(state, 'utf8')) as { connections: number }).connections, 2);
  });

  it('identity, instructions and capabilities are kept as they were said, in both', async () => {
    for (const options of [{ line: 'v1' }, { line: 'v2' }, { era: 'discover' }] as const) {
      const { voices: [{ era, greeting }] } = await heard(voice({ ...options, name: 'named', instructions: 'Be kind.' }));
      const said = JSON.parse(greeting) as { instructions: string; capabilities: object; serverInfo?: object; _meta?: Record<string, object> };
      assert.equal(said.instructions, 'Be kind.');
      assert.deepEqual(Object.keys(said.capabilities), ['tools']);
      assert.deepEqual(era === 'initialize' ? said.serverInfo : said._meta?.['io.modelcontextprotocol/serverInfo'], { name: 'named', version: '1.0.0' });
    }
  });

  it('prompts and resource templates are read where a server says that it has them, and not asked for otherwise', async () => {
    const prompts = [{ name: 'greet', description: 'Greets.' }];
    const resourceTemplates = [{ name: 'entry', uriTemplate: 'ledger://{id}' }];
    for (const line of ['raw', 'v1', 'v2'] as const) {
      const { voices: [both] } = await heard(voice({ line, prompts, resourceTemplates }));
      assert.deepEqual([both.prompts.extent, namesIn(both.prompts), both.resourceTemplates.extent, namesIn(both.resourceTemplates)], ['whole', ['greet'], 'whole', ['entry']], line);
    }
    const { voices: [neither] } = await heard(voice());
    assert.deepEqual([neither.prompts, neither.resourceTemplates], [{ items: [], extent: 'none' }, { items: [], extent: 'none' }]);
  });

  it('the revisions are those of the official SDK', () => {
    assert.deepEqual([...initializeVersions], SUPPORTED_PROTOCOL_VERSIONS);
    assert.equal(discoverVersion, '2026-07-28');
  });
});
