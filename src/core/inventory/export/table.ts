import { clientOf } from '../../clients/clients.ts';
import type { ClientId } from '../../clients/client.ts';
import { coverageLines, type CoverageRow } from '../../report/text/coverage.ts';
import { columns, counted, padded, wrap, type Role } from '../../report/text/lines.ts';
import { policyLines } from '../../report/text/policy.ts';
import { isUnread } from '../../report/unread.ts';
import type { TextOptions } from '../../report/text.ts';
import { render } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import type { InventoryRow } from '../row.ts';
import { clientsOf } from './json.ts';
import type { InventoryReport } from './report.ts';
import { bySeverity, rowVerdict } from './words.ts';

/** What stands at the end of a table for a person. */
export interface TableContext {
  readonly coverage: readonly CoverageRow[];
  readonly exit: { readonly code: number; readonly meaning: string };
}

/** The inventory for a person: what was looked at, one line for each row, and the sums. Each line fits into the width. */
export function tableOf(report: Omit<InventoryReport, 'files'>, { coverage, exit }: TableContext, options: TextOptions): string {
  const { style, width } = options;
  const blocks = [
    coverageLines(coverage, report, options),
    policyLines(report.policy, options),
    rowLines(report.rows.filter(({ state }) => state !== 'dormant').toSorted(bySeverity), options),
    dormantLines(report.rows.filter(({ state }) => state === 'dormant'), options),
    [style('heading', 'Sum'), ...sums(report, { coverage, exit }).flatMap(([role, text]) => wrap(text, width, '  ').map((line) => style(role, line)))],
  ];
  return `${blocks.filter((block) => block.length > 0).map((block) => block.join('\n')).join('\n\n')}\n`;
}

const titles = ['verdict', 'name', 'what it is', 'assistants', 'exposure'] as const;
/** The widest that each column becomes, what it is cut to where room is short, where there is little, and where there is hardly any. */
const widest = [24, 28, 200, 28, 12];
const enough = [17, 14, 44, 12, 11];
const tight = [8, 6, 12, 6, 11];
const narrowest = [8, 6, 8, 6, 4];

function rowLines(rows: readonly InventoryRow[], { style, width }: TextOptions): string[] {
  if (rows.length === 0) return [style('heading', 'Inventory'), '  Nothing that an assistant starts or calls was found.'];
  const cells = rows.map((row) => [
    rowVerdict(row),
    row.names.map((name) => visible(name, 60)).join(', '),
    visible(row.identity, 200),
    clientNames(clientsOf(row)),
    row.exposure ? `${row.exposure.score} ${row.exposure.level}` : '',
  ]);
  const widths = fitted(titles.map((title, i) => Math.min(widest[i]!, Math.max(columns(title), ...cells.map((row) => columns(row[i]!))))), width - 2 - 2 * (titles.length - 1));
  const lineOf = (row: readonly string[]): string[] => row.map((cell, i) => padded(cut(cell, widths[i]!), widths[i]!));
  const head = style('dim', `  ${lineOf(titles).join('  ')}`.trimEnd());
  return [
    style('heading', 'Inventory'),
    head,
    ...rows.map((row, i) => {
      const [verdict, ...rest] = lineOf(cells[i]!);
      return `  ${style(roleOf(row), verdict!)}  ${rest.join('  ')}`.trimEnd();
    }),
  ];
}

/** Takes room from the column that has the most to spare, and again, until all fit or none can give any more. */
function fitted(wanted: readonly number[], room: number): number[] {
  const widths = [...wanted];
  let over = widths.reduce((sum, one) => sum + one, 0) - room;
  for (const least of [enough, tight, narrowest]) {
    for (; over > 0; over--) {
      const spare = widths.map((one, i) => one - least[i]!);
      const from = spare.indexOf(Math.max(...spare));
      if (spare[from]! <= 0) break;
      widths[from]!--;
    }
  }
  return widths;
}

/** The beginning of a text, in at most so many columns. */
function cut(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let shown = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (columns(shown) + columns(segment) > width - 1) break;
    shown += segment;
  }
  return `${shown}…`;
}

function roleOf({ verdict, state }: InventoryRow): Role {
  if (state !== 'active' || !verdict || verdict.code === 'no-policy') return 'dim';
  if (verdict.state === 'approved' || verdict.state === 'conditional') return 'good';
  return verdict.state === 'denied' || verdict.state === 'revoked' ? 'bad' : 'warn';
}

/** More names than these tell a person nothing. */
const mostNames = 12;

function few(names: readonly string[]): string {
  return names.slice(0, mostNames).join(', ') + (names.length > mostNames ? ` and ${names.length - mostNames} more` : '');
}

function dormantLines(rows: readonly InventoryRow[], { style, width }: TextOptions): string[] {
  if (rows.length === 0) return [];
  const files = new Set(rows.flatMap(({ sightings }) => sightings.map(({ file }) => file)));
  const names = [...new Set(rows.flatMap((row) => row.names))].sort();
  return [
    style('heading', 'Dormant'),
    ...wrap(`${counted(rows.length, 'row')} in ${counted(files.size, 'file')} that no assistant reads where they lie: ${few(names.map((name) => visible(name, 60)))}. The other formats list them.`, width, '  ').map((line) => style('dim', line)),
  ];
}

function sums({ rows, policy, notes, alsoRemembered }: Omit<InventoryReport, 'files'>, { coverage, exit }: TableContext): [Role, string][] {
  const unread = coverage.filter(isUnread).length;
  const active = rows.filter(({ state }) => state === 'active');
  const servers = active.filter(({ kind }) => kind === 'mcp-server').length;
  const providers = active.length - servers;
  const verdicts = tally(active.map(({ verdict }) => (verdict?.code === 'no-policy' ? 'no policy' : (verdict?.state ?? ''))));
  const clients = tally(active.flatMap((row) => clientsOf(row).map((id) => clientOf(id).name)), (client, count) => `${client} ${count}`);
  const others = tally(rows.filter(({ state }) => state !== 'active').map(({ state }) => state));
  const critical = new Map<string, string[]>();
  for (const { exposure, names } of active) {
    if (exposure?.level !== 'critical') continue;
    const why = exposure.override ? ` ${render(exposure.override)}` : '';
    critical.set(why, [...(critical.get(why) ?? []), names.map((name) => visible(name, 60)).join(', ')]);
  }
  return [
    ['strong', `${counted(servers, 'server')}${providers > 0 ? ` and ${counted(providers, 'model provider')}` : ''} in use${policy.kind === 'ready' ? `: ${verdicts}` : ''}.`],
    ...(clients === '' ? [] : [['strong', `By assistant: ${clients}.`] satisfies [Role, string]]),
    ...[...critical].map(([why, names]): [Role, string] => ['bad', `Critical exposure: ${few(names.sort())}.${why}`]),
    ...(unread > 0 ? [['bad', `${counted(unread, 'file')} could not be read, or not wholly: what ${unread === 1 ? 'it holds' : 'they hold'} is not known.`] satisfies [Role, string]] : []),
    ...(others === '' ? [] : [['dim', `Not in use: ${others}.`] satisfies [Role, string]]),
    ...(alsoRemembered > 0 ? [['dim', `${alsoRemembered} more remembered from other folders and earlier days: --all lists them.`] satisfies [Role, string]] : []),
    ...notes.map((note): [Role, string] => ['warn', `${render(note)}.`]),
    ['dim', `Exit code ${exit.code}: ${exit.meaning}`],
  ];
}

/** `3 approved, 1 unknown`: the most first. */
function tally(items: readonly string[], sayOne = (item: string, count: number): string => `${count} ${item}`): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([item, count]) => sayOne(item, count)).join(', ');
}

function clientNames(ids: readonly ClientId[]): string {
  return ids.map((id) => clientOf(id).name).join(', ');
}
