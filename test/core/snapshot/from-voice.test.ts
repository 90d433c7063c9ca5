import assert from 'node:assert/strict';
import { snapshotOf } from '../../../src/core/snapshot/from-voice.ts';
import type { Pinned } from '../../../src/core/snapshot/snapshot.ts';
import { render } from '../../../src/core/text/message.ts';
import { sha256 } from '../manifest/declared.ts';
import { greeting, none, snapshot, tools, voice, whole } from './voices.ts';

const one = (raw: string): Pinned => snapshot({ tools: whole(raw) }).tools[0]!;
const base = '{"name":"t","title":"T","description":"d","inputSchema":{"type":"object","properties":{"description":{"type":"string","description":"x","default":"a","minLength":1}},"required":["description"]},"annotations":{"readOnlyHint":true,"title":"T"},"_meta":{"a":1}}';

/** Which hashes of a tool a change of its text reaches. */
function reached(from: string, to: string): string {
  assert.ok(base.includes(from), from);
  const [a, b] = [one(base), one(base.replace(from, to))];
  return (['wire', 'model', 'contract', 'meta'] as const).filter((hash) => a[hash] !== b[hash]).join(' ');
}

describe('a snapshot of a voice', () => {
  // Digests that somebody approved must never change under them: another way of making them needs another name (`snapshotAlgorithm`).
  it('the hashes of sha256-jcs-1 are these', () => {
    const made = snapshot();
    assert.equal(made.algorithm, 'sha256-jcs-1');
    assert.equal(made.digest, 'sha256:b776eae5a29664979a50e84bac58ed6e8d6c7754b5e7c9e70b6f4c807cbd53a2');
    assert.deepEqual(
      made.tools.map(({ name, wire, model, contract, meta }) => [name, wire, model, contract, meta]),
      [
        ['close', 'sha256:76212c2e66fe2109a0fe6b6ca8556b6b2ca038a66e5b9e99d8b05460439f8766', 'sha256:76212c2e66fe2109a0fe6b6ca8556b6b2ca038a66e5b9e99d8b05460439f8766', 'sha256:3d0ab6531f113ff56d6bc49caac1719857728c886812715123a41cfd218305a6', undefined],
        ['list_accounts', 'sha256:7af1e13a0481097aa58671e207c4abcee04b111d87d9155c7f355ebac7a27bb8', 'sha256:42b54b17a39bc20c792a6536e03aba3d667ed867ffb1969716ff79bdb2f5eae0', 'sha256:c4fe131b67bb8530a6858c3cd8b0c76dbbc100ccc9e0ffa38b1a78b5e2485d2d', undefined],
        ['post_entry', 'sha256:014f910d17b125189a289f409b64e0e8f1e3fe45c1ad1d08cba47af1fa9c7365', 'sha256:115edf59bbb9bdcec77d4a46942488a46a058a0df4c2d3cd66d36f472c2b1637', 'sha256:36a60bf3e20afea5441ac0b7d5a053199fa5bf81abd9f10cfc33440acdf775a2', 'sha256:a8f062e33aa845b5573e3d8dce83255257b70128bbe95019043756da56b4fab7'],
      ],
    );
    assert.equal(made.tools[1]!.canonical, '{"annotations":{"readOnlyHint":true,"title":"Accounts"},"description":"Lists the accounts of a ledger.","inputSchema":{"properties":{"ledger":{"description":"Its id.","type":"string"},"limit":{"default":20,"maximum":100,"minimum":1,"type":"integer"}},"required":["ledger"],"type":"object"},"name":"list_accounts","title":"List accounts"}');
    assert.deepEqual(made.server, {
      info: '{"name":"ledger","version":"1.4.2"}',
      capabilities: '{"tools":{"listChanged":true}}',
      instructions: '"Ask before you post."',
    });
  });

  it('the digest is made as it is documented, so that others can make it', () => {
    const hash = (text: string): string => `sha256:${sha256(text)}`;
    const { tools: [close, list, post] } = snapshot();
    const canonical = `{"algorithm":"sha256-jcs-1","prompts":[],"resourceTemplates":[],"server":{"capabilities":"${hash('{"tools":{"listChanged":true}}')}","info":"${hash('{"name":"ledger","version":"1.4.2"}')}","instructions":"${hash('"Ask before you post."')}"},"tools":[["close","${close!.wire}"],["list_accounts","${list!.wire}"],["post_entry","${post!.wire}"]]}`;
    assert.equal(snapshot().digest, hash(canonical));
    assert.equal(close!.wire, hash('{"inputSchema":{"type":"object"},"name":"close"}'));
  });

  it('a change reaches the hashes it bears on', () => {
    assert.equal(reached('"description":"d"', '"description":"e"'), 'wire model');
    assert.equal(reached('"description":"x"', '"description":"y"'), 'wire model');
    assert.equal(reached('"title":"T",', ''), 'wire model');
    assert.equal(reached('"annotations":{"readOnlyHint":true,"title":"T"', '"annotations":{"readOnlyHint":true,"title":"U"'), 'wire model');
    assert.equal(reached('"minLength":1', '"minLength":2'), 'wire contract');
    assert.equal(reached('"readOnlyHint":true', '"readOnlyHint":false'), 'wire contract');
    assert.equal(reached('"readOnlyHint":true,', ''), 'wire contract');
    assert.equal(reached('"annotations"', '"execution":{"taskSupport":"required"},"annotations"'), 'wire contract');
    assert.equal(reached('"default":"a"', '"default":"b"'), 'wire model contract');
    assert.equal(reached('"type":"string"', '"type":"string","x-mcp-header":"Authorization"'), 'wire model contract');
    assert.equal(reached('"properties":{"description"', '"properties":{"text"'), 'wire model contract');
    assert.equal(reached('"name":"t"', '"name":"u"'), 'wire model');
    assert.equal(reached('"title":"T",', '"title":"T","x-new":1,'), 'wire');
    assert.equal(reached('"a":1', '"a":2'), 'meta');
    assert.equal(reached(',"_meta":{"a":1}', ''), 'meta');
    assert.equal(reached('"readOnlyHint":true,', '"readOnlyHint":true,"_meta":{},'), 'wire contract', 'only the tool’s own `_meta` is counted apart');
  });

  it('the trace context in `_meta` is another each time, and left out', () => {
    const traced = one(base.replace('"a":1', '"a":1,"traceparent":"00-1","tracestate":"x","baggage":"y"'));
    assert.deepEqual(traced, one(base));
    const only = one(base.replace('"a":1', '"traceparent":"00-1"'));
    assert.equal(only.meta, undefined);
    assert.deepEqual(only, one(base.replace(',"_meta":{"a":1}', '')));
  });

  it('the digest counts every tool, prompt, template and what the server says of itself', () => {
    const { digest } = snapshot();
    const others = [
      snapshot({ tools: whole(...tools.slice(1)) }),
      snapshot({ tools: whole(...tools, '{"name":"new","inputSchema":{"type":"object"}}') }),
      snapshot({ tools: whole(...tools, tools[2]!) }),
      snapshot({ tools: whole(...tools.slice(0, 2), tools[2]!.replace('close', 'shut')) }),
      snapshot({ prompts: whole('{"name":"p"}') }),
      snapshot({ resourceTemplates: whole('{"name":"p","uriTemplate":"a://{b}"}') }),
      snapshot({ prompts: whole(...tools), tools: none }),
      ...['"1.4.2"', '"ledger"', 'listChanged', 'Ask'].map((part) => snapshot({ greeting: greeting.replace(part, part.replace(/\w/, 'X')) })),
    ].map((made) => made.digest);
    assert.equal(new Set([digest, ...others]).size, others.length + 1);
  });

  it('what belongs to an answer and not to the server is no part of it', () => {
    const { digest } = snapshot();
    assert.equal(snapshot({ greeting: greeting.replace('{', '{"ttlMs":5,"cacheScope":"public","resultType":"complete","_meta":{"x":1},') }).digest, digest);
    assert.equal(snapshot({ protocolVersion: '2025-06-18', greeting: greeting.replace('2025-11-25', '2025-06-18'), transport: 'http' }).digest, digest);
    const discovered = '{"resultType":"complete","supportedVersions":["2026-07-28"],"ttlMs":0,"cacheScope":"private","capabilities":{"tools":{"listChanged":true}},"instructions":"Ask before you post.","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"ledger","version":"1.4.2"}}}';
    assert.equal(snapshot({ era: 'discover', protocolVersion: '2026-07-28', greeting: discovered }).digest, digest, 'the same server in both eras');
  });

  it('two tools of one name are both pinned, whichever comes first', () => {
    const [a, b] = ['{"name":"x","description":"a"}', '{"name":"x","description":"b"}'];
    assert.equal(snapshot({ tools: whole(a, b) }).tools.length, 2);
    assert.deepEqual(snapshot({ tools: whole(a, b) }), snapshot({ tools: whole(b, a) }));
  });

  it('a tool that is only wrong is pinned as it is', () => {
    const { tools: pinned, partial } = snapshot({ tools: whole('{"name":"a","inputSchema":7}', '{"description":"no name"}', '{"name":5}', 'null', '"text"', '[1]') });
    assert.deepEqual(partial, []);
    assert.deepEqual(pinned.map(({ name, canonical }) => `${name} ${canonical}`).toSorted((a, b) => (a < b ? -1 : 1)), [' "text"', ' [1]', ' null', ' {"description":"no name"}', ' {"name":5}', 'a {"inputSchema":7,"name":"a"}']);
    assert.equal(new Set(pinned.map(({ wire }) => wire)).size, 6);
  });

  it('a template is told by its address, whatever it is called', () => {
    const { resourceTemplates } = snapshot({ resourceTemplates: whole('{"name":"File","uriTemplate":"file:///{path}"}', '{"name":"File","uriTemplate":"https://{host}"}', '{"name":"none"}') });
    assert.deepEqual(resourceTemplates.map(({ name }) => name), ['file:///{path}', 'https://{host}', 'none']);
  });

  it('a tool that can be read in two ways makes the list partial, and hides no other', () => {
    const doubled = '{"name":"evil","description":"a","description":"b"}';
    const { tools: pinned, partial, digest } = snapshot({ tools: whole(doubled, ...tools, '{"name":"half","title":"\\ud800"}', '{"name":"\\u202ecba","a":[1,}') });
    assert.deepEqual(pinned.map(({ name }) => name), ['close', 'list_accounts', 'post_entry']);
    assert.deepEqual(partial.map(({ list, problem }) => `${list}: ${render(problem)}`), [
      'tools: The tool `evil` cannot be pinned. The key `description` stands twice at `#`, so that it depends on the reader which of the two counts.',
      'tools: The tool `half` cannot be pinned. A text at `#/title` holds half of a character (a lone surrogate), of which each reader makes something else.',
      'tools: Tool number 6 cannot be pinned. It is no valid JSON, at `#/a/1` (character 28).',
    ]);
    assert.notEqual(digest, snapshot().digest, 'what is not whole must never have the digest of something whole');
  });

  it('a list that has more than was read is partial, and says why', () => {
    const { partial } = snapshot({ tools: { items: tools, extent: 'partial' }, prompts: { items: Array.from({ length: 8 }, () => '{'), extent: 'whole' } });
    assert.deepEqual(partial.map(({ list }) => list), ['tools', ...Array.from({ length: 6 }, () => 'prompts')]);
    assert.equal(render(partial[0]!.problem), 'The server has more in this list than could be read.');
    assert.equal(render(partial.at(-1)!.problem), '3 more items of this list could not be read for certain either.');
    assert.notEqual(snapshot({ tools: { items: tools, extent: 'partial' } }).digest, snapshot().digest);
  });

  it('a greeting that can be read in two ways is refused', () => {
    for (const text of ['{"serverInfo":1,"serverInfo":2}', '[]', 'x', '']) {
      const made = snapshotOf(voice({ greeting: text }), 'npm:x', sha256);
      assert.ok('refused' in made);
      assert.match(render(made.refused), /^What the server says of itself cannot be pinned/);
    }
  });
});
