import { pointer } from '../config/node.ts';
import { code, messageMarkdown } from '../report/markdown.ts';
import { render } from '../text/message.ts';
import { driftClassNames } from './classes.ts';
import { diffBlock } from './diff/diff-markdown.ts';
import type { Drift } from './drift.ts';
import { headline } from './headline.ts';
import type { CheckedServer } from './outcome.ts';
import { gapOf, hasDiff, outcomeName, summaryOf, titleOf } from './report-words.ts';

const marks: Readonly<Record<ReturnType<typeof outcomeName>, string>> = { same: '✅', 'same so far': '❔', changed: '❌', unsteady: '❌', 'not approved': '❔', failed: '❔' };

/** A comment on GitHub holds 65,536 characters: more servers and changes than these are counted, and no more differences shown than fit. */
const [mostServers, mostChanges, mostDiff] = [100, 20, 30_000];

/** To post below a pull request. What a server says stands in it as code, or with everything escaped. */
export function driftMarkdown(servers: readonly CheckedServer[], named: (path: string) => string): string {
  const { message } = summaryOf(servers);
  const lines = ['### MCP Roll Call: what servers say', '', `**${messageMarkdown(message)}**`];
  if (servers.length > 0) {
    lines.push('', '| server | where | result |', '| --- | --- | --- |');
    for (const server of servers.slice(0, mostServers)) {
      const { file, range, outcome } = server;
      const gap = gapOf(outcome);
      const word = outcomeName(outcome);
      lines.push(`| ${code(titleOf(server))} | ${code(`${named(file)}${range ? `:${range.start.line + 1}` : ''}`)} | ${marks[word]} ${word}${gap ? `. ${messageMarkdown(gap)}` : ''} |`);
    }
    if (servers.length > mostServers) lines.push('', `${servers.length - mostServers} more, all of them with \`--format json\`.`);
  }
  let room = mostDiff;
  for (const server of servers.slice(0, mostServers)) {
    if (!('drift' in server.outcome)) continue;
    const told = driftLines(server, server.outcome.drift, room);
    room -= told.join('\n').length;
    lines.push(...told);
  }
  return `${lines.join('\n')}\n`;
}

function driftLines(server: CheckedServer, drift: Drift, given: number): string[] {
  const whole = headline(drift, server.name);
  // A single change is its own summary.
  const alone = drift.changes.length === 1 && render(whole) === render(drift.changes[0]!.consequence);
  const lines = ['', `#### ${code(titleOf(server))}`, ...(alone ? [] : ['', messageMarkdown(whole)])];
  let room = given;
  for (const change of drift.changes.slice(0, room > 0 ? mostChanges : 1)) {
    lines.push('', `- **${render(driftClassNames[change.class])}**: ${messageMarkdown(change.consequence)}${change.at && change.at.length > 0 ? ` (${code(pointer(change.at))})` : ''}`);
    if (!hasDiff(change) || room <= 0) continue;
    const block = diffBlock(change.before ?? '', change.after ?? '').map((line) => `  ${line}`);
    room -= block.join('\n').length;
    if (room > 0) lines.push('', ...block);
  }
  const left = drift.changes.length - (given > 0 ? mostChanges : 1);
  if (left > 0) lines.push('', `${left} more, all of them with \`--format json\`.`);
  return lines;
}
