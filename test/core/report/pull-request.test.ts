import assert from 'node:assert/strict';
import type { FileAssessment } from '../../../src/core/assess.ts';
import { GithubReport } from '../../../src/core/report/github.ts';
import { MarkdownReport, plainMarkdown } from '../../../src/core/report/markdown.ts';
import type { ReportContext } from '../../../src/core/report/report.ts';
import { relativeUri } from '../../../src/core/report/sarif/location.ts';
import { Tally } from '../../../src/core/report/tally.ts';
import { say } from '../../../src/core/text/message.ts';
import { assessed, none, policyOf } from './assessed.ts';
import { places } from './places.ts';

const context: ReportContext = { notLookedInto: [], exit: { code: 1, meaning: 'What it means.' } };
type Writer = 'github' | 'markdown';

function printed(as: Writer, parts: readonly FileAssessment[], more: Partial<ReportContext> = {}, policy = none): string {
  const tally = new Tally(policy);
  const report = as === 'github' ? new GithubReport(tally, places) : new MarkdownReport(tally, { places, link: (file, line) => `${relativeUri(places.named(file))}#L${line}` });
  for (const part of parts) {
    tally.add(part);
    report.add(part);
  }
  return [...report.print({ ...context, ...more })].join('');
}

const text = '{"mcpServers":{\n  "a":{"command":"npx","args":["-y","x"]},\n  "b":{"url":"http://h.example/mcp","headers":{"Authorization":"Bearer Zq9v7Kp2Rw5xT8mB1z"},"type":"http"}}}';
const evil = 'x|`](https://evil.example) @octocat #1 <img src=x> ::error::,:%0A\r\n::stop-commands::x\u001b[2J\u202e';
const hostile = (): FileAssessment => assessed('.mcp.json', JSON.stringify({ mcpServers: { [evil]: { command: evil, args: ['-y', evil], env: { [evil]: 'x' } }, npx: { command: 'npx', args: ['-y', evil] }, url: { url: `http://${evil}` } } }), policyOf([]));

describe('annotations of GitHub Actions', () => {
  it('stand where the finding does, the worst first, and end with the sum', () => {
    assert.equal(
      printed('github', [assessed('.mcp.json', text)]),
      `::error file=.mcp.json,line=3,col=64,endColumn=91,title=MCP Roll Call%3A literal-secret::The header \`Authorization\` holds a secret, written out. Whoever reads this file can use it. Move it out, and replace it at its issuer.
::warning file=.mcp.json,line=2,col=37,endColumn=40,title=MCP Roll Call%3A unpinned-package::\`x\` has no version: each start may run code that nobody has looked at. Pin an exact version.
::warning file=.mcp.json,line=3,col=14,endColumn=36,title=MCP Roll Call%3A plain-http::\`h.example\` is called over plain HTTP: what is sent, tokens included, can be read and changed on the way. Use \`https://\`.
MCP Roll Call: 1 config file looked at, 2 live servers; 1 error, 2 warnings, 0 info, 0 ignored, 0 baselined. Exit code 1: What it means.
`,
    );
  });

  it('say what could not be read, and that nothing was found', () => {
    assert.match(printed('github', [assessed('a,b:c%.json'.replace(/.*/, '.mcp.json'), { unreadable: say('it is a pipe') })]), /^::error file=\.mcp\.json,title=MCP Roll Call::This file could not be read, or not wholly: it is a pipe\. What it holds is not known\.\n/);
    assert.match(printed('github', []), /^::warning title=MCP Roll Call::No config file was found\. That is no all-clear/);
  });

  it('are all there is: no scanned text becomes a command or a line of its own', () => {
    const lines = printed('github', [hostile()], {}, policyOf([])).trimEnd().split('\n');
    for (const line of lines.slice(0, -1)) assert.match(line, /^::(?:error|warning|notice) file=\.mcp\.json,line=1(?:,\w+=[^,:]*)*::[^\r\n]*$/);
    // oxlint-disable-next-line no-control-regex -- what must not be there
    assert.doesNotMatch(lines.join(''), /[\u0000-\u001f\u202e]/);
  });

  it('escape what would end a property or the message', () => {
    const [line] = printed('github', [{ ...assessed('.mcp.json', '{"mcpServers":{"a":{"command":"npx","args":["-y","x"]}}}'), file: { ...assessed('.mcp.json', '{}').file, path: '/w/a,b:100%.json' } }]).split('\n');
    assert.match(line!, /^::warning file=a%2Cb%3A100%25\.json,line=1,/);
  });
});

describe('the report in Markdown', () => {
  it('begins with what was looked at, and has a table for each severity', () => {
    assert.equal(
      printed('markdown', [assessed('.mcp.json', text)]),
      `### MCP Roll Call

1 config file looked at, 2 live servers, no policy.

**1 error, 2 warnings**. What it means.

#### 1 error

| where | rule | what |
| --- | --- | --- |
| [\`.mcp.json:3\`](.mcp.json#L3) | \`literal-secret\` | The header \`Authorization\` holds a secret, written out. Whoever reads this file can use it. Move it out, and replace it at its issuer. |

#### 2 warnings

| where | rule | what |
| --- | --- | --- |
| [\`.mcp.json:2\`](.mcp.json#L2) | \`unpinned-package\` | \`x\` has no version: each start may run code that nobody has looked at. Pin an exact version. |
| [\`.mcp.json:3\`](.mcp.json#L3) | \`plain-http\` | \`h.example\` is called over plain HTTP: what is sent, tokens included, can be read and changed on the way. Use \`https://\`. |
`,
    );
  });

  it('tells of what was set aside, of the baseline, of what was left out and not read', () => {
    const part = assessed('.mcp.json', '{"mcpServers":{"a":{"command":"npx","args":["-y","x"]},"b":{"command":"npx","args":["-y","y"]}}}');
    const [a, b] = part.findings;
    const entry = { rule: 'unpinned-package', file: '.mcp.json', fingerprint: 'f', what: 'x' };
    const out = printed('markdown', [{ ...part, findings: [], ignored: [{ finding: a!, reason: 'ours | @octocat', by: 'policy', expires: '2027-05-31' }], baselined: [{ finding: b!, entry }] } as FileAssessment, assessed('.cursor/mcp.json', { unreadable: say('it is a pipe') })], {
      baseline: { path: '/w/b.json', expired: [entry], stale: [], refused: [] },
      changed: { since: 'main', judged: 2, left: 1 },
      notLookedInto: [{ path: '/w/node_modules', reason: say('installed') }],
    });
    assert.match(out, /\*\*No finding\*\*, 1 ignored, 1 baselined\./);
    assert.match(out, /Judged is what changed since main: 2 config files\. 1 config file is as before, and not judged\./);
    assert.match(out, /`unpinned-package` \| ignored by the policy until 2027-05-31: ours &#124; @&#8203;octocat \|\n/);
    assert.match(out, /`unpinned-package` \| baselined \|\n/);
    assert.match(out, /Of the baseline 1 entry has expired, and counts again: `unpinned-package`\./);
    assert.match(out, /#### Not read\n\n- \[`\.cursor\/mcp\.json`\]\(\.cursor\/mcp\.json#L1\): it is a pipe\n/);
    assert.match(out, /- `node_modules`: installed\n/);
  });

  it('lets nothing that is scanned become a link, a mention, markup or a cell', () => {
    const out = printed('markdown', [hostile()], {}, policyOf([]));
    const rows = out.split('\n').filter((line) => line.startsWith('| ['));
    assert.ok(rows.length >= 3);
    for (const row of rows) {
      assert.equal(row.match(/(?<!\\)\|/g)?.length, 4, row);
      // What is left when code, and the links that are ours, are taken away.
      const bare = row.replace(/\[`[^`]*`\]\([^)]*\)/g, '').replace(/`[^`]*`/g, '');
      assert.doesNotMatch(bare, /[<>[\]`]|@(?!&#8203;)|https?:\/\/|#(?!\d+;)/, bare);
    }
  });

  const cases: [string, string][] = [
    ['@octocat', '@&#8203;octocat'],
    ['see #12', 'see &#35;&#8203;12'],
    ['https://evil.example www.evil.example', 'https:&#8203;//evil.example www&#8203;.evil.example'],
    ['<script>[a](b)*_`|', '&#60;script&#62;&#91;a&#93;(b)&#42;&#95;&#96;&#124;'],
    ['a\nb', 'a\\u{A}b'.replace('\\', '&#92;').replace('{', '&#123;').replace('}', '&#125;')],
  ];
  for (const [given, expected] of cases) it(`shows ${JSON.stringify(given)} as text`, () => assert.equal(plainMarkdown(given), expected));
});
