import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readSnapshot, snapshotFileFor, writeSnapshot } from '../../../src/core/snapshot/snapshot-file.ts';
import type { Snapshot } from '../../../src/core/snapshot/snapshot.ts';
import { render } from '../../../src/core/text/message.ts';
import { sha256 } from '../manifest/declared.ts';
import { snapshot, tools, whole } from './voices.ts';

function read(text: string): Snapshot {
  const made = readSnapshot(text, sha256);
  assert.ok(!('refused' in made), 'refused' in made ? render(made.refused) : '');
  return made;
}

function refusal(text: string): string {
  const made = readSnapshot(text, sha256);
  assert.ok('refused' in made, 'it was taken');
  return render(made.refused);
}

describe('the snapshot file', () => {
  const text = writeSnapshot(snapshot({ tools: whole(tools[2]!, tools[0]!.replace('Lists', 'Li\u202ests\u200b the\u00a0😀 é')) }));

  it('is made for review: a tool is a line, and hidden characters are seen', () => {
    assert.equal(
      text,
      String.raw`{
  "snapshot": 1,
  "algorithm": "sha256-jcs-1",
  "subject": "npm:@contoso/ledger-mcp",
  "protocolVersion": "2025-11-25",
  "era": "initialize",
  "digest": "DIGEST",
  "server": {
    "info": {"name":"ledger","version":"1.4.2"},
    "capabilities": {"tools":{"listChanged":true}},
    "instructions": "Ask before you post."
  },
  "tools": [
    { "name": "close", "wire": "sha256:76212c2e66fe2109a0fe6b6ca8556b6b2ca038a66e5b9e99d8b05460439f8766", "model": "sha256:76212c2e66fe2109a0fe6b6ca8556b6b2ca038a66e5b9e99d8b05460439f8766", "contract": "sha256:3d0ab6531f113ff56d6bc49caac1719857728c886812715123a41cfd218305a6", "said": {"inputSchema":{"type":"object"},"name":"close"} },
    { "name": "list_accounts", "wire": "WIRE", "model": "MODEL", "contract": "sha256:c4fe131b67bb8530a6858c3cd8b0c76dbbc100ccc9e0ffa38b1a78b5e2485d2d", "said": {"annotations":{"readOnlyHint":true,"title":"Accounts"},"description":"Li\u202ests\u200b the\u00a0😀 é the accounts of a ledger.","inputSchema":{"properties":{"ledger":{"description":"Its id.","type":"string"},"limit":{"default":20,"maximum":100,"minimum":1,"type":"integer"}},"required":["ledger"],"type":"object"},"name":"list_accounts","title":"List accounts"} }
  ],
  "prompts": [],
  "resourceTemplates": []
}
`
        .replace('DIGEST', read(text).digest)
        .replace('WIRE', read(text).tools[1]!.wire)
        .replace('MODEL', read(text).tools[1]!.model),
    );
  });

  it('reads back what was written, its hashes of the characters themselves', () => {
    const made = snapshot({ tools: whole(...tools, '{"name":"\u{E0041}a\\u202e","n":1e400,"__proto__":{"a":18446744073709551615}}'), prompts: whole('null', '{"name":"p","arguments":[{"name":"a"}]}') });
    assert.deepEqual(read(writeSnapshot(made)), made);
    assert.ok(!/[\u200b-\u202e\u{E0000}-\u{E007F}]/u.test(writeSnapshot(made)));
  });

  it('a partial one stays partial', () => {
    const made = snapshot({ tools: { items: tools, extent: 'partial' }, prompts: whole('{') });
    const again = read(writeSnapshot(made));
    assert.deepEqual(again.partial.map(({ list, problem }) => [list, render(problem)]), [['tools', 'The server has more in this list than could be read.'], ['prompts', 'Prompt number 1 cannot be pinned. It is no valid JSON, at `#` (character 2).']]);
    assert.equal(again.digest, made.digest);
    assert.equal(writeSnapshot(again), writeSnapshot(made));
    assert.match(refusal(writeSnapshot(made).replace(/,\n  "partial": [^]*\]\n\}/, '\n}')), /digest in the snapshot file is not that of what stands in it/);
  });

  it('line ends, a byte order mark, spaces and the order of lines do not matter', () => {
    const made = read(text);
    assert.deepEqual(read(`\ufeff${text.replaceAll('\n', '\r\n')}`), made);
    assert.deepEqual(read(JSON.stringify(JSON.parse(text), undefined, 7)), made);
    const parsed = JSON.parse(text) as { tools: unknown[] };
    assert.deepEqual(read(JSON.stringify({ ...parsed, tools: parsed.tools.toReversed() })), made);
  });

  it('what does not agree with itself is refused, and said where', () => {
    const [wire] = /(?<="wire": ")[^"]+/.exec(text)!;
    const other = `sha256:${'0'.repeat(64)}`;
    const rows: [string, string, RegExp][] = [
      ['a changed text', text.replace('accounts of a ledger', 'accounts of every ledger'), /At `#\/tools\/1\/wire`, of `list_accounts`, stands another value than what it says beside it gives/],
      ['a changed hash', text.replace(wire, other), /At `#\/tools\/0\/wire`, of `close`/],
      ['another name beside it', text.replace('"name": "close"', '"name": "clos"'), /At `#\/tools\/0\/name`, of `close`/],
      ['a hash of `_meta` where there is none', text.replace('"said"', `"meta": "${other}", "said"`), /At `#\/tools\/0\/meta`, of `close`/],
      ['a tool taken out', text.replace(/ {4}\{ "name": "close".*\n/, ''), /digest in the snapshot file is not that of what stands in it/],
      ['a tool twice', text.replace(/( {4}\{ "name": "close".*\n)/, '$1$1'), /digest in the snapshot file/],
      ['other instructions', text.replace('Ask before', 'Never ask before'), /digest in the snapshot file/],
      ['another digest', text.replace(/"digest": "[^"]*"/, `"digest": "${other}"`), /digest in the snapshot file/],
      ['something beside the hashes', text.replace('"said"', '"approved": true, "said"'), /not as one is written, at `#\/tools\/0\/approved`/],
      ['something beside it all', text.replace('"era"', '"approved": true, "era"'), /not as one is written, at `#\/approved`/],
      ['something that no hash counts', text.replace('"name":"close"', '"name":"close","_meta":{"traceparent":"x"}'), /`#\/tools\/0\/said\/_meta` stands something that no hash counts/],
      ['a key twice', text.replace('"name":"close"', '"name":"close","name":"close"'), /The key `name` stands twice at `#\/tools\/0\/said`/],
      ['a merge', text.replace('  "tools"', '<<<<<<< HEAD\n  "tools"'), /cannot be read: take the snapshot again\. It is no valid JSON/],
      ['another algorithm', text.replace('sha256-jcs-1', 'sha256-jcs-2'), /made in another way \(`sha256-jcs-2`\) than the one this version knows \(`sha256-jcs-1`\)/],
      ['another layout', text.replace('"snapshot": 1', '"snapshot": 2'), /made in another way/],
      ['another file', '{"servers":{}}', /This is no snapshot of a server/],
      ['a list', '[]', /not as one is written, at `#`/],
      ['no tools', text.replace('"tools": [', '"prompts2": ['), /not as one is written/],
      ['nothing', '', /cannot be read/],
    ];
    for (const [what, changed, expected] of rows) {
      assert.notEqual(changed, text, what);
      assert.match(refusal(changed), expected, what);
    }
  });

  it('no change of a single character goes unseen', () => {
    // All but what no hash counts: the subject, the protocol's version and era, and the blanks.
    const counted = text.indexOf('"digest"');
    const original = read(text);
    fc.assert(
      fc.property(fc.integer({ min: counted, max: text.length - 1 }), fc.constantFrom('x', '0', ' ', '"', 'é', '\u200b'), (at, c) => {
        const made = readSnapshot(text.slice(0, at) + c + text.slice(at + 1), sha256);
        if (!('refused' in made)) assert.deepEqual(made, original);
      }),
      { numRuns: 1000 },
    );
  });

  it('no text makes it throw', () => {
    const part = fc.oneof(fc.json(), fc.constantFrom('"sha256-jcs-1"', '1', '"initialize"', '[]', '{}', '[{"name":"a","said":{}}]', '[{"list":"tools","problem":"x"}]'));
    const file = fc.dictionary(fc.constantFrom('snapshot', 'algorithm', 'subject', 'protocolVersion', 'era', 'digest', 'server', 'tools', 'prompts', 'resourceTemplates', 'partial'), part);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), file.map((all) => `{${Object.entries({ snapshot: '1', algorithm: '"sha256-jcs-1"', ...all }).map(([key, value]) => `"${key}":${value}`).join(',')}}`)), (any) => void readSnapshot(any, sha256)),
    );
  });

  it('stands beside its manifest', () => {
    assert.equal(snapshotFileFor('npm-ledger.server.json'), 'npm-ledger.snapshot.json');
    assert.equal(snapshotFileFor('mcp/registrations/x.y.server.json'), 'mcp/registrations/x.y.snapshot.json');
    assert.equal(snapshotFileFor('C:\\w\\x.server.json'), 'C:\\w\\x.snapshot.json');
    assert.equal(snapshotFileFor('mcp/server.json'), 'mcp/server.snapshot.json');
    assert.equal(snapshotFileFor('ledger.json'), 'ledger.snapshot.json');
  });
});
