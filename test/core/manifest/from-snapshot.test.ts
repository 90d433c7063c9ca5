import assert from 'node:assert/strict';
import { draftStub, type Draft } from '../../../src/core/manifest/draft.ts';
import { fromSnapshot, type Heard } from '../../../src/core/manifest/from-snapshot.ts';
import { assertValid, contractIn, inputFor, parsed } from './declared.ts';
import { snapshot, whole } from '../snapshot/voices.ts';

const takenAt = '2026-11-22T09:00:00Z';
const entry = { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'] };

function tool(name: string, annotations?: object, properties: object = {}, more: object = {}): string {
  return JSON.stringify({ name, inputSchema: { type: 'object', properties }, ...(annotations && { annotations }), ...more });
}

function heard(...tools: string[]): Heard {
  return { snapshot: snapshot({ tools: whole(...tools) }), takenAt };
}

function effect(name: string, annotations?: object, properties?: object): string {
  const [proposed] = fromSnapshot(heard(tool(name, annotations, properties))).tools!;
  assert.equal(proposed!.consent, proposed!.effect === 'read' ? 'session' : 'every-call');
  return proposed!.effect;
}

describe('a contract filled in from a snapshot', () => {
  describe('proposes what a tool does', () => {
    const rows: [string, string, object | undefined, object | undefined, string][] = [
      ['read_graph', 'a name that reads', undefined, undefined, 'read'],
      ['listAccounts', 'the same in camel case', undefined, undefined, 'read'],
      ['pull_request_read', 'the verb at the end', { readOnlyHint: true }, undefined, 'read'],
      ['create_issue', 'a name that writes', undefined, undefined, 'write'],
      ['create_issue', 'what writes by name is not believed to read', { readOnlyHint: true }, undefined, 'write'],
      ['create_issue', 'and says itself that it destroys', { destructiveHint: true }, undefined, 'destructive'],
      ['delete_all', 'what destroys by name is not believed to read', { readOnlyHint: true, destructiveHint: false }, undefined, 'destructive'],
      ['search_and_delete', 'the graver of two verbs', { readOnlyHint: true }, undefined, 'destructive'],
      ['get_weather', 'a name that reads, and says that it does not', { readOnlyHint: false }, undefined, 'destructive'],
      ['get_weather', 'the same, and leaves things alone', { readOnlyHint: false, destructiveHint: false }, undefined, 'write'],
      ['get_weather', 'a name that reads, and says that it destroys', { destructiveHint: true }, undefined, 'destructive'],
      ['frobnicate', 'a name that says nothing, nor do the hints', undefined, undefined, 'destructive'],
      ['frobnicate', 'a name that says nothing, and is said to read', { readOnlyHint: true }, undefined, 'read'],
      ['frobnicate', 'a name that says nothing, and leaves things alone', { destructiveHint: false }, undefined, 'write'],
      ['query', 'a name that reads, and takes any statement', { readOnlyHint: true }, { sql: { type: 'string' } }, 'destructive'],
    ];
    for (const [name, what, annotations, properties, expected] of rows) {
      it(`${name}, ${what}: ${expected}`, () => assert.equal(effect(name, annotations, properties), expected));
    }
    it('hints of another kind count for nothing', () => assert.equal(effect('frobnicate', { readOnlyHint: 'true', destructiveHint: 0 }), 'destructive'));
  });

  it('of two tools of one name the graver counts; one without a name is left out', () => {
    const { tools } = fromSnapshot(heard(tool('x', { readOnlyHint: true }), tool('x', { destructiveHint: true }, {}, { title: 'b' }), '{"title":"no name"}', '"x"'));
    assert.deepEqual(tools, [{ name: 'x', effect: 'destructive', consent: 'every-call' }]);
  });

  it('a list that was not read whole proposes no tools, and nothing partial gets a digest', () => {
    const tools = { items: [tool('get_x')], extent: 'partial' } as const;
    assert.deepEqual(fromSnapshot({ snapshot: snapshot({ tools }), takenAt }), {});
    assert.deepEqual(Object.keys(fromSnapshot({ snapshot: snapshot({ prompts: { items: [], extent: 'partial' } }), takenAt })), ['tools']);
  });

  describe('in a draft', () => {
    const draft = (given?: Heard, existing?: string): Draft => {
      const input = { ...inputFor(entry), ...(given && { heard: given }) };
      const made = draftStub({ ...input, ...(existing !== undefined && { existing }) });
      assertValid(made.text);
      assert.equal(draftStub({ ...input, existing: made.text }).text, made.text, 'a second draft changed something');
      return made;
    };
    /** The draft as a person left it. */
    // oxlint-disable-next-line typescript/no-explicit-any -- as read from the file
    const edited = (text: string, change: (contract: any) => void): string => {
      const manifest = parsed(text);
      change(manifest._meta['io.github.mcp-roll-call/contract']);
      return JSON.stringify(manifest, undefined, 2);
    };
    const [get, post, remove] = [tool('get_entry'), tool('post_entry'), tool('delete_entry')];

    it('tools, digest and time stand there, the effects marked as inferred', () => {
      const given = heard(get, post);
      const { text, todos } = draft(given);
      const contract = contractIn(text);
      assert.deepEqual(contract.tools, [{ name: 'get_entry', effect: 'read', consent: 'session' }, { name: 'post_entry', effect: 'write', consent: 'every-call' }]);
      assert.deepEqual(contract.toolSnapshot, { algorithm: 'sha256-jcs-1', digest: given.snapshot.digest, takenAt });
      assert.deepEqual(
        contract.detected.evidence.filter(({ field }: { field: string }) => /contract\/tool/.test(field)),
        [
          { field: '/_meta/io.github.mcp-roll-call~1contract/tools', value: contract.tools, source: 'what the server said of itself', confidence: 'low', inferred: true },
          { field: '/_meta/io.github.mcp-roll-call~1contract/toolSnapshot/digest', value: given.snapshot.digest, source: 'what the server said of itself', confidence: 'high', inferred: false },
        ],
      );
      assert.ok(!todos.some((path) => path.includes('tools') || path.includes('toolSnapshot')));
    });

    it('a draft that knew no tools gets them', () => {
      const before = draft().text;
      assert.equal(contractIn(before).tools[0].name, 'TODO: each tool it offers');
      const after = draft(heard(get), before).text;
      assert.deepEqual(contractIn(after), { ...contractIn(draft(heard(get)).text), detected: contractIn(after).detected });
    });

    it('drafted again without listening, it keeps them', () => {
      const { text } = draft(heard(get, post));
      assert.equal(draft(undefined, text).text, text);
    });

    it('listened to again, nothing new changes nothing, the time neither', () => {
      const { text } = draft(heard(get, post));
      const again = draftStub({ ...inputFor(entry), heard: { ...heard(post, get), takenAt: '2027-01-01T00:00:00Z' }, existing: text });
      assert.equal(again.text, text);
      assert.equal(again.repinned, undefined);
    });

    it('what the server changed is taken over, and it is told that the digest is another', () => {
      const { text } = draft(heard(get, post));
      const now = heard(get, remove);
      const after = draft(now, text);
      assert.deepEqual(contractIn(after.text).tools, [{ name: 'delete_entry', effect: 'destructive', consent: 'every-call' }, { name: 'get_entry', effect: 'read', consent: 'session' }]);
      assert.deepEqual(after.repinned, { from: heard(get, post).snapshot.digest, to: now.snapshot.digest });
    });

    it('what a person put, took out or added is never overwritten', () => {
      const { text } = draft(heard(get, post, tool('list_all')));
      const mine = edited(text, (contract) => {
        contract.tools = [{ name: 'planned', effect: 'read', consent: 'session' }, { name: 'get_entry', effect: 'write', consent: 'every-call', why: 'it marks entries as read' }, contract.tools[2]];
      });
      assert.match(mine, /"post_entry"/);
      const { tools } = contractIn(draft(heard(get, remove, tool('list_all'), tool('send_mail')), mine).text);
      assert.deepEqual(tools, [
        { name: 'planned', effect: 'read', consent: 'session' },
        { name: 'get_entry', effect: 'write', consent: 'every-call', why: 'it marks entries as read' },
        // `list_all` was taken out; `post_entry`, which nobody touched, is gone from the server.
        { name: 'delete_entry', effect: 'destructive', consent: 'every-call' },
        { name: 'send_mail', effect: 'write', consent: 'every-call' },
      ]);
    });

    it('a tool that a person began to describe is filled in, and a list taken out stays out', () => {
      const begun = edited(draft().text, (contract) => {
        contract.tools = [{ name: 'get_entry', effect: 'TODO: read, write or destructive', consent: 'every-call' }, { name: 'mine', effect: 'TODO' }];
      });
      assert.deepEqual(contractIn(draft(heard(get), begun).text).tools, [{ name: 'get_entry', effect: 'read', consent: 'every-call' }, { name: 'mine', effect: 'TODO' }]);
      const without = edited(draft(heard(get)).text, (contract) => delete contract.tools);
      assert.equal(contractIn(draft(heard(get, post), without).text).tools, undefined);
      const emptied = edited(draft(heard(get)).text, (contract) => (contract.tools = []));
      assert.deepEqual(contractIn(draft(heard(get), emptied).text).tools, []);
    });

    it('a digest that a person put there stays', () => {
      const own = `sha256:${'a'.repeat(64)}`;
      const mine = edited(draft(heard(get)).text, (contract) => (contract.toolSnapshot.digest = own));
      const after = draft(heard(get, post), mine);
      assert.deepEqual(contractIn(after.text).toolSnapshot, { algorithm: 'sha256-jcs-1', digest: own, takenAt });
      assert.equal(after.repinned, undefined);
    });

    it('a draft of an earlier version names the algorithm once it has a digest', () => {
      const old = draft().text.replace('sha256-jcs-1', 'sha256-jcs');
      assert.equal(contractIn(draft(heard(get), old).text).toolSnapshot.algorithm, 'sha256-jcs-1');
      assert.equal(contractIn(draft(undefined, old).text).toolSnapshot.algorithm, 'sha256-jcs');
    });

    it('a hostile name stands there as it is, and is seen', () => {
      const { text } = draft(heard(JSON.stringify({ name: 'get_\u202eyrtne\u200b"],\n' })));
      assert.ok(text.includes(String.raw`"name": "get_\u202eyrtne\u200b\"],\n"`));
      assert.equal(contractIn(text).tools[0].name, 'get_\u202eyrtne\u200b"],\n');
    });
  });
});
