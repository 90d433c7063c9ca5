import type { EntryChange } from '../../core/policy/authoring/diff-entries.ts';
import type { EffectOfChange, VerdictChange } from '../../core/policy/authoring/diff-verdicts.ts';
import type { Untold } from '../../core/policy/authoring/exported-inventory.ts';
import type { Verdict } from '../../core/policy/verdict.ts';
import { json } from '../../core/report/json.ts';
import { plainMarkdown } from '../../core/report/markdown.ts';
import { counted, wrap } from '../../core/report/text/lines.ts';
import type { TextOptions } from '../../core/report/text.ts';
import { render } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import type { PolicyFile } from './policy-file.ts';

/** What another issue of a policy changes. */
export interface DiffReport {
  readonly before: PolicyFile;
  readonly after: PolicyFile;
  readonly entries: readonly EntryChange[];
  readonly settings: readonly string[];
  readonly changes: readonly VerdictChange[];
  /** How many declarations get the same verdict. */
  readonly same: number;
  readonly untold: readonly Untold[];
  /** What was looked at, in words. */
  readonly looked: string;
  readonly notes: readonly string[];
}

export type DiffFormat = 'text' | 'json' | 'markdown';

export function printed(report: DiffReport, format: DiffFormat, options: TextOptions): string {
  return format === 'json' ? jsonOf(report) : format === 'markdown' ? markdownOf(report, options) : textOf(report, options);
}

const headings: Readonly<Record<EffectOfChange, string>> = { loosened: 'Newly approved, or no longer denied', blocked: 'Newly blocked', reason: 'Decided otherwise' };
const kinds: readonly EffectOfChange[] = ['loosened', 'blocked', 'reason'];

function sums({ changes, same, untold }: DiffReport): string {
  const of = (effect: EffectOfChange): number => changes.filter((change) => change.effect === effect).reduce((sum, { count }) => sum + count, 0);
  return `${of('loosened')} newly approved or no longer denied, ${of('blocked')} newly blocked, ${of('reason')} decided otherwise, ${same} as before${untold.length > 0 ? `, ${untold.length} that cannot be told` : ''}.`;
}

function verdictWords({ state, code, entry }: Verdict): string {
  return `${state}${code === 'matched' ? '' : ` (${code})`}${entry ? ` by ${visible(entry.id)}` : ''}`;
}

function entryWords({ id, list, change, before, after, fields }: EntryChange): string {
  const state = change === 'changed' ? (before === after ? '' : `${before} -> ${after}`) : (after ?? before ?? '');
  return `${change.padEnd(7)}  ${visible(id)}${list === 'providers' ? ' (model provider)' : ''}: ${[state, ...fields].filter((part) => part !== '').join(', ')}`;
}

function policyWords({ path, document }: PolicyFile, { shown }: TextOptions): string {
  return [shown(path), visible(document?.issuer ?? ''), `serial ${document?.serial}`, counted((document?.servers.length ?? 0) + (document?.providers?.length ?? 0), 'entry', 'entries')].join(', ');
}

function textOf(report: DiffReport, options: TextOptions): string {
  const { style, width } = options;
  const { before, after, entries, settings, changes, untold, looked, notes } = report;
  const lines = [style('heading', 'Policies'), ...wrap(`old: ${policyWords(before, options)}`, width, '  '), ...wrap(`new: ${policyWords(after, options)}`, width, '  '), ''];
  lines.push(style('heading', 'Entries'), ...(entries.length === 0 ? ['  The same.'] : entries.flatMap((entry) => wrap(entryWords(entry), width, '  '))));
  if (settings.length > 0) lines.push(...wrap(`changed beside them: ${settings.join(', ')}`, width, '  '));
  lines.push('', style('heading', 'Looked at'), `  ${looked}`, ...notes.flatMap((each) => wrap(`Note: ${each}`, width, '  ')), '');
  for (const effect of kinds) {
    const of = changes.filter((change) => change.effect === effect);
    if (of.length === 0) continue;
    lines.push(style(effect === 'loosened' ? 'warn' : 'heading', headings[effect]));
    for (const change of of) {
      lines.push(
        ...wrap(`${change.names.slice(0, 10).join(', ')}${change.names.length > 10 ? ` and ${change.names.length - 10} more` : ''}: ${change.identity}`, width, '  ').map((line, i) => (i === 0 ? style('strong', line) : line)),
        ...wrap(`${verdictWords(change.before)} -> ${verdictWords(change.after)}`, width, '    '),
        ...wrap(render(change.after.reason), width, '    '),
        ...wrap(`in ${filesWords(change.where)}`, width, '    ').map((line) => style('dim', line)),
      );
    }
    lines.push('');
  }
  if (untold.length > 0) {
    lines.push(style('heading', 'Cannot be told'));
    for (const { name, identity, where, why } of untold.slice(0, 50)) lines.push(...wrap(`${name} (${identity})${where === '' ? '' : ` in ${where}`}: ${render(why)}`, width, '  '));
    if (untold.length > 50) lines.push(`  and ${untold.length - 50} more`);
    lines.push('');
  }
  lines.push(...wrap(sums(report), width, '').map((line) => style(changes.some(({ effect }) => effect === 'loosened') ? 'warn' : 'good', line)), '');
  return lines.join('\n');
}

function filesWords(where: readonly string[]): string {
  return `${where.slice(0, 5).join(', ')}${where.length > 5 ? ` and ${where.length - 5} more files` : ''}`;
}

function jsonOf({ before, after, entries, settings, changes, same, untold, notes }: DiffReport): string {
  const policy = ({ path, document }: PolicyFile) => ({ path, issuer: document?.issuer ?? null, serial: document?.serial ?? null });
  const verdict = ({ state, code, entry, reason }: Verdict) => ({ state, code, entry: entry?.id ?? null, reason: render(reason) });
  return `${json({
    schemaVersion: 1,
    old: policy(before),
    new: policy(after),
    entries: entries.map(({ id, list, change, before: was, after: is, fields }) => ({ id, list, change, before: was ?? null, after: is ?? null, fields })),
    settings,
    changes: changes.map(({ effect, kind, names, identity, where, count, before: was, after: is }) => ({ effect, kind, names, identity, files: where, declarations: count, before: verdict(was), after: verdict(is) })),
    asBefore: same,
    untold: untold.map(({ name, identity, where, why }) => ({ name, identity, file: where, why: render(why) })),
    notes,
  })}\n`;
}

function markdownOf(report: DiffReport, options: TextOptions): string {
  const { before, after, entries, settings, changes, untold, looked, notes } = report;
  const lines = ['## What this policy changes', '', `${plainMarkdown(policyWords(before, options))} -> ${plainMarkdown(policyWords(after, options))}`, '', `**${sums(report)}** Looked at: ${plainMarkdown(looked)}.`, ''];
  for (const each of notes) lines.push(`> ${plainMarkdown(each)}`, '');
  for (const effect of kinds) {
    const of = changes.filter((change) => change.effect === effect);
    if (of.length === 0) continue;
    lines.push(`### ${headings[effect]}`, '', '| what | before | after | where |', '|---|---|---|---|');
    for (const change of of) lines.push(`| ${plainMarkdown(`${change.names.slice(0, 10).join(', ')}: ${change.identity}`)} | ${plainMarkdown(verdictWords(change.before))} | ${plainMarkdown(verdictWords(change.after))} | ${plainMarkdown(filesWords(change.where))} |`);
    lines.push('');
  }
  if (entries.length > 0 || settings.length > 0) {
    lines.push('### Entries', '', ...entries.map((entry) => `- ${plainMarkdown(entryWords(entry).replace(/ {2,}/, ' '))}`), ...(settings.length > 0 ? [`- changed beside them: ${settings.join(', ')}`] : []), '');
  }
  if (untold.length > 0) lines.push('### Cannot be told', '', ...untold.slice(0, 50).map(({ name, identity, where, why }) => `- ${plainMarkdown(`${name} (${identity})${where === '' ? '' : ` in ${where}`}: ${render(why)}`)}`), ...(untold.length > 50 ? [`- and ${untold.length - 50} more`] : []), '');
  return lines.join('\n');
}
