import assert from 'node:assert/strict';
import type { Loss } from '../../../../src/core/native/compile/plan.ts';
import { companion, fencedFile } from '../../../../src/core/native/loss-report/companion.ts';
import { compiledJson } from '../../../../src/core/native/loss-report/json.ts';
import { letsThrough, lossReport, type LossReport } from '../../../../src/core/native/loss-report/loss-report.ts';
import { lossMarkdown } from '../../../../src/core/native/loss-report/markdown.ts';
import { lossText } from '../../../../src/core/native/loss-report/text.ts';
import { lossSummary } from '../../../../src/core/native/loss-report/words.ts';
import type { NativeSubject } from '../../../../src/core/native/native.ts';
import { say } from '../../../../src/core/text/message.ts';
import { approved, npm, packaged, policyWith } from '../../policy/subjects.ts';
import { asNative, planFor } from '../registry-files/generated.ts';

const target = { id: 'client', name: 'A Client' };
const policy = policyWith({ servers: [approved('ledger', npm('ledger', '1.0.0'))] });
const ledger = asNative(packaged({ name: 'ledger', version: '1.0.0' }));
const other = asNative(packaged({ name: 'other', version: '1.0.0' }, {}, { serverName: 'other' }));
const loss = (direction: Loss['direction'], dimension: Loss['dimension'], message: string, ...covered: NativeSubject[]): Loss => ({ direction, dimension, message: say(message), covers: (subject) => covered.includes(subject) });
const report = (losses: readonly Loss[], seen: readonly NativeSubject[] = [ledger, other]): LossReport => lossReport(target, { ...planFor(policy), seen }, losses);
const markdown = (of: LossReport): string => lossMarkdown(of, (file) => file);

describe('a report of what is lost', () => {
  it('says plainly that nothing is', () => {
    const none = report([]);
    assert.equal(lossSummary(none), 'Nothing is lost: for A Client the files say all that this policy says.');
    assert.equal(letsThrough(none), false);
    assert.match(markdown(none), /^# What A Client cannot say of this policy\n\nPolicy: Contoso, serial 7\.\n\n\*\*Nothing is lost: .*\*\*\n$/);
    assert.equal(lossSummary({ ...none, mode: 'deny-only' }), 'Nothing is lost: for A Client the files say all that this policy says. Only denials are written: what the policy does not speak of goes on working.');
  });

  it('tells what is let through first, of that what concerns a server here, and counts each server once', () => {
    const all = report([loss('blocks', 'name', 'B', ledger), loss('lets-through', 'arguments', 'A'), loss('lets-through', 'environment', 'E'), loss('lets-through', 'time', 'T', other), loss('lets-through', 'name', 'N', other)]);
    assert.deepEqual(all.groups.map(({ direction, dimension }) => `${direction} ${dimension}`), ['lets-through name', 'lets-through time', 'lets-through environment', 'lets-through arguments', 'blocks name']);
    assert.deepEqual(all.servers, { seen: 2, letThrough: 1, blocked: 1 });
    assert.equal(lossSummary(all), 'Written for A Client, 5 things are lost that just this policy says: 4 let more through than it approves, 1 blocks what it approves. Of 2 servers here, 1 is wrongly let through, and 1 wrongly blocked.');
  });

  it('calls nothing let through that the policy approves, though its condition is lost', () => {
    const one = report([loss('lets-through', 'conditions', 'Its condition is said to nobody.', ledger)]);
    assert.deepEqual(one.servers, { seen: 2, letThrough: 0, blocked: 0 });
    assert.deepEqual(one.groups[0]!.losses[0]!.servers.map(({ name }) => name), ['ledger']);
  });

  it('says so where only less works, and where no server was found', () => {
    assert.equal(lossSummary(report([loss('blocks', 'package', 'B')], [])), 'Written for A Client, 1 thing is lost that just this policy says: none let more through than it approves, 1 blocks what it approves. No server was found here to hold against it.');
  });

  it('counts a limit of the target only where a server here is let through by it, and what was agreed to never', () => {
    const general = (...covered: NativeSubject[]): Loss => ({ ...loss('lets-through', 'headers', 'Headers are not looked at.', ...covered), nature: 'general' });
    const agreed: Loss = { ...loss('lets-through', 'time', 'Until a day.', other), nature: 'agreed' };
    const text = (of: LossReport): string => lossText(of, { style: (_, piece) => piece, width: 200, shown: (file) => file });
    const limits = report([general(), { ...general(), dimension: 'registry' }, agreed]);
    assert.equal(letsThrough(limits), false);
    assert.match(text(limits), /^ {2}As with most policies written for A Client, and with no server here: headers, registries\. All of it: --format markdown, or loss-report\.md\.$/m);
    assert.ok(!text(limits).includes('Headers are not looked at.') && text(limits).includes('Until a day.'));
    assert.match(markdown(limits), /Headers are not looked at\./);
    assert.match(lossSummary(limits), /^Written for A Client, nothing is lost that just this policy says\. Beside that stand 3 limits that most policies written for A Client have\. /);
    assert.equal(letsThrough(report([general(ledger)])), false, 'what is approved is not let through');
    assert.equal(letsThrough(report([general(other)])), true);
    assert.match(text(report([general(other)])), /Headers are not looked at\.\n {6}here: other /);
    assert.equal(letsThrough(report([loss('lets-through', 'tools', 'Tools.')])), true);
  });

  it('shows no secret, and nothing of a name that could be markup', () => {
    const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;
    const hostile = asNative(packaged({ name: 'other', version: '1.0.0' }, { args: [token] }, { serverName: `x](https://evil.example) \`| <img src=x> \u001b[31m ${token}` }));
    const made = report([loss('lets-through', 'arguments', 'A `code` word.', hostile)], [hostile]);
    for (const text of [markdown(made), JSON.stringify(compiledJson(made, { files: [], delivery: [], losses: [] })), lossText(made, { style: (_, text) => text, width: 100, shown: (file) => file })]) {
      assert.ok(!text.includes(token) && !text.includes('\u001b'), text);
    }
    // In code nothing is a link, and neither a backtick nor a bar ends it.
    assert.match(markdown(made), /\n {2}- `x\]\(https:\/\/evil\.example\) \\u\{60\}\\u\{7C\} <img src=x> [^`]*` \(npm package other 1\.0\.0\) in `\/src\/\.vscode\/mcp\.json`\n$/);
  });

  it('is versioned as JSON, with the files and where they go', () => {
    const compiled = { files: [{ name: 'a.json', text: '{}\n' }], delivery: ['Somewhere.'], losses: [] };
    assert.deepEqual(JSON.parse(JSON.stringify(compiledJson(report([loss('lets-through', 'name', 'N', other)]), compiled))), {
      schemaVersion: 1, target: 'client', mode: 'allow-and-deny', policies: [{ issuer: 'Contoso', serial: 7 }], files: [{ name: 'a.json', text: '{}\n' }], delivery: ['Somewhere.'],
      letsThrough: true, servers: { seen: 2, letThrough: 1, blocked: 0 },
      losses: [{ direction: 'lets-through', dimension: 'name', entry: null, message: 'N', counts: true, servers: [{ name: 'other', identity: 'npm package other 1.0.0', file: '/src/.vscode/mcp.json' }] }],
    });
  });
});

describe('the text beside the files', () => {
  it('names the policy, the files, where they go, and what they do not say', () => {
    const text = companion(report([]), { files: [{ name: 'a/b.json', text: '' }], delivery: ['First.', '- one\n- two', '- three', 'Last.'], losses: [] });
    assert.equal(text, [
      '# A policy for A Client', '', 'Policy: Contoso, serial 7.', '',
      'Nothing is enforced while these files lie here. Whoever administers the machines puts them where they count, after reading what they do not say. When the policy changes, write them again.', '',
      '## Files', '', '- `a/b.json`', '', '## Where they go', '', 'First.', '', '- one\n- two', '- three', '', 'Last.', '',
      '## What they do not say', '', 'Nothing is lost: for A Client the files say all that this policy says. See [loss-report.md](loss-report.md).', '',
    ].join('\n'));
  });

  it('holds a file as a block that nothing in it ends', () => {
    assert.equal(fencedFile({ name: 'x.md', text: 'a\n````\nb\n' }), '## x.md\n\n`````md\na\n````\nb\n`````\n');
  });
});
