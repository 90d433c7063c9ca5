import { pointer } from '../config/node.ts';
import { columns, counted, padded, wrap, type Role } from '../report/text/lines.ts';
import type { TextOptions } from '../report/text.ts';
import { render } from '../text/message.ts';
import { visible } from '../text/visible.ts';
import { driftClassNames } from './classes.ts';
import { driftSeverities } from './severities.ts';
import { diffLines } from './diff/diff-lines.ts';
import type { Drift } from './drift.ts';
import { headline } from './headline.ts';
import type { CheckedServer } from './outcome.ts';
import { gapOf, hasDiff, outcomeName, summaryOf, titleOf } from './report-words.ts';

const roles: Readonly<Record<ReturnType<typeof outcomeName>, Role>> = { same: 'good', 'same so far': 'warn', changed: 'bad', unsteady: 'bad', 'not approved': 'warn', failed: 'warn' };
const severityRoles: Readonly<Record<'error' | 'warning' | 'info', Role>> = { error: 'bad', warning: 'warn', info: 'dim' };

/** More changes of one server than these are counted. */
const most = 40;

/** What was compared and what not, then each server that changed, for a person at a terminal. */
export function driftText(servers: readonly CheckedServer[], options: TextOptions): string {
  const { style, width } = options;
  const { message, clear } = summaryOf(servers);
  const blocks = [
    ...(servers.length > 0 ? [[style('heading', 'Listened to'), ...coverageLines(servers, options)]] : []),
    ...servers.flatMap((server) => ('drift' in server.outcome ? [changeLines(server, server.outcome.drift, options)] : [])),
    wrap(render(message), width, '').map((line) => style(clear ? 'good' : 'strong', line)),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function coverageLines(servers: readonly CheckedServer[], { style, shown, width }: TextOptions): string[] {
  const rows = servers.map((server) => ({ ...server, word: outcomeName(server.outcome), name: visible(titleOf(server), 60) })).map(({ file, range, ...row }) => ({ ...row, place: `${shown(file)}${range ? `:${range.start.line + 1}` : ''}` }));
  const nameWidth = Math.min(40, Math.max(...rows.map(({ name }) => columns(name))));
  return rows.flatMap(({ outcome, word, name, place }) => {
    const gap = gapOf(outcome);
    const what = outcome.kind === 'same' ? counted(outcome.tools, 'tool') : 'drift' in outcome ? counted(outcome.drift.changes.length, 'change') : '';
    return [`  ${style(roles[word], padded(word, 14))}${padded(name, nameWidth)}  ${place}${what === '' ? '' : `  ${style('dim', what)}`}`, ...(gap ? wrap(render(gap), width, ' '.repeat(16)).map((line) => style('warn', line)) : [])];
  });
}

/** What changed at one server: in one sentence, then one by one with the words that are others now. */
export function changeLines(server: CheckedServer, drift: Drift, { style, width }: TextOptions): string[] {
  const { changes, worst } = drift;
  const whole = render(headline(drift, server.name));
  // A single change is its own summary.
  const told = whole === (changes[0] && render(changes[0].consequence)) ? [] : wrap(whole, width, '  ').map((line) => (worst ? style(severityRoles[driftSeverities[worst]], line) : line));
  const lines = [style('heading', visible(titleOf(server), 60)), ...told];
  for (const change of changes.slice(0, most)) {
    const kind = render(driftClassNames[change.class]);
    if (lines.length > 1) lines.push('');
    lines.push(...wrap(`${render(change.consequence)} (${kind})`, width, '  '));
    if (!hasDiff(change)) continue;
    if (change.at && change.at.length > 0) lines.push(style('dim', `      ${visible(pointer(change.at))}`));
    lines.push(...diffLines(change.before ?? '', change.after ?? '', style).map((line) => `      ${line}`));
  }
  if (changes.length > most) lines.push('', `  ${counted(changes.length - most, 'more change')}, all of them with --format json.`);
  return lines;
}
