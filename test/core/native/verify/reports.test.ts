import assert from 'node:assert/strict';
import { verificationJson } from '../../../../src/core/native/verify/report-json.ts';
import { verificationMarkdown } from '../../../../src/core/native/verify/report-markdown.ts';
import { verificationText } from '../../../../src/core/native/verify/report-text.ts';
import { enforcementLines, type EnforcementLine } from '../../../../src/core/native/verify/tree-lines.ts';
import { render } from '../../../../src/core/text/message.ts';
import { approved, denied, npm, policyOf } from '../../policy/subjects.ts';
import { config, listing, ready, verified } from './literal-client.ts';

describe('what verification is told as', () => {
  const policy = ready(policyOf(approved('ledger', npm('ledger', '1.0.0')), denied('shell', npm('shell'))));
  const hostile = 'ev\u202eil](command:x)|@everyone';
  const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;
  const files = [
    config({ ledger: { command: 'npx', args: ['-y', 'ledger@1.0.0'] }, [hostile]: { command: 'npx', args: ['-y', 'other@1.0.0', '--token', token] } }, { root: '/repo' }),
    listing('/etc/p.json', 'managed', { deny: ['npx -y shell@1.0.0', 'ledger'] }),
  ];
  const verification = verified(policy, files, { installed: [{ client: 'vscode', versions: ['1.140.0'], at: '/x' }, { client: 'zed', versions: [], at: '/z' }] });

  it('text: the result, then what is blocked although approved, then what gets through', () => {
    const text = verificationText(verification, { style: (_, piece) => piece, width: 100, shown: (path) => path });
    const lines = text.split('\n');
    assert.equal(lines[0], 'VS Code 1.140.0: partly enforced');
    const titles = ['Approved, and blocked all the same', 'Not approved, and gets through', 'Canaries', 'Read from'];
    assert.deepEqual(lines.filter((line) => titles.includes(line.trim())).map((line) => line.trim()), titles);
    assert.ok(text.includes('    Its deny list names it.\n      ledger  /repo/.vscode/mcp.json:1  npx -y ledger@1.0.0\n'));
    assert.ok(text.includes('    Would start: unapproved package; unapproved address; unapproved program. No list keeps it out.\n'), text);
    assert.ok(text.includes('    /etc/p.json: managed, no allow list, denies 2\n'));
    assert.match(text, /Not enforced, since they have no lists of their own that are documented: Zed\. Only CI/);
    assert.match(text, /\nIn all: 1 partly enforced, 1 not enforced\.\nTo write the policy as its own lists: `mcp-roll-call policy compile --to vscode --out FOLDER`\. /);
    assert.ok(!text.includes(token) && !text.includes('\u202e'), 'no secret, nothing invisible');
  });

  it('Markdown: from which no scanned text can break out', () => {
    const text = verificationMarkdown(verification, (path) => path);
    assert.match(text, /\n\| VS Code 1\.140\.0 \| ⚠️ partly enforced \| .* \|\n/);
    assert.match(text, /\n\*\*Approved, and blocked all the same\*\*\n\n- `ledger` in `\/repo\/\.vscode\/mcp\.json:1`, `npx -y ledger@1\.0\.0`\. /);
    assert.ok(text.includes('- `ev\\u{202E}il](command:x)\\u{7C}@everyone` in `/repo/.vscode/mcp.json:1`'));
    assert.ok(!text.includes(token));
    assert.ok(!/(?<!`[^`\n]*)@everyone/.test(text.replaceAll(/`[^`\n]*`/g, '')), 'nobody is mentioned');
  });

  it('JSON: versioned, with every key', () => {
    const text = verificationJson(verification, 1);
    const { schemaVersion, exitCode, policy: kind, clients: [client], withoutLists } = JSON.parse(text) as { schemaVersion: number; exitCode: number; policy: string; clients: Record<string, unknown>[]; withoutLists: unknown[] };
    assert.deepEqual([schemaVersion, exitCode, kind, withoutLists], [1, 1, 'ready', [{ client: 'zed', name: 'Zed', versions: [], status: 'not-enforced', serversNotApproved: 0 }]]);
    assert.deepEqual(Object.keys(client!), ['client', 'name', 'versions', 'installedAt', 'status', 'summary', 'restricts', 'sources', 'unseen', 'servers', 'blocked', 'blockedAlthoughApproved', 'getsThrough', 'undetermined', 'canaries', 'untried', 'caveats']);
    assert.deepEqual((client!['blockedAlthoughApproved'] as Record<string, unknown>[])[0], {
      name: 'ledger', file: '/repo/.vscode/mcp.json', line: 1, launch: 'npx -y ledger@1.0.0', verdict: 'approved', verdictReason: (client!['blockedAlthoughApproved'] as Record<string, unknown>[])[0]!['verdictReason'],
      reason: 'Its deny list names it.', decidedBy: { file: '/etc/p.json', at: '/deny/1' }, onlyIn: null, switchedOffInVain: false,
    });
    assert.ok(!text.includes(token));
  });

  it('lines of the view: open where something is wrong, leading to the declaration', () => {
    const lines = enforcementLines(verification, { words: render, place: (path) => path });
    assert.deepEqual(lines.map(({ label, description, open }) => [label, description, open]), [['VS Code 1.140.0', 'partly enforced', true], ['1 without lists of their own', 'not enforced', undefined]]);
    assert.deepEqual(lines[0]!.below.map(({ label, description }) => [label, description]), [
      ['Approved, and blocked all the same', '1'], ['Not approved, and gets through', '1'],
      ['Canaries', '3 of 6 blocked; 0 of 1 allowed'], ['Read from', '1'],
    ]);
    const blocked = lines[0]!.below[0]!.below[0]!;
    assert.deepEqual([blocked.label, blocked.leadsTo], ['ledger', { file: '/repo/.vscode/mcp.json', path: ['servers', 'ledger'] }]);
    const ids = (all: readonly EnforcementLine[]): string[] => all.flatMap(({ id, below }) => [id, ...ids(below)]);
    assert.equal(new Set(ids(lines)).size, ids(lines).length);
  });
});
