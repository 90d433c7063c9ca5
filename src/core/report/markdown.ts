import type { Finding, Severity } from '../finding/finding.ts';
import { severities } from '../finding/finding.ts';
import { changedSentence } from './text/changed.ts';
import { counted } from './text/lines.ts';
import { render, type Message } from '../text/message.ts';
import { visible } from '../text/visible.ts';
import type { ReportContext, ReportWriter } from './report.ts';
import type { ReportedFile } from './reported-file.ts';
import type { Places } from './sarif/location.ts';
import type { Tally } from './tally.ts';
import { isUnread } from './unread.ts';

export interface MarkdownOptions {
  readonly places: Places;
  /** The address of a line of a file, where it has one that a reader of the text can follow. */
  readonly link: (file: string, line: number) => string | undefined;
}

/** More rows than these are counted: a comment on GitHub holds 65,536 characters. */
const maxRows = 100;

interface Row {
  readonly severity: Severity;
  readonly cells: string;
}

/**
 * A report to post below a pull request, or to show as a job's summary. Scanned text stands in it as code, or with everything escaped
 * that would become a link, an image, a mention of a person or an issue, or markup.
 */
export class MarkdownReport implements ReportWriter {
  readonly #tally: Tally;
  readonly #options: MarkdownOptions;
  readonly #rows: Row[] = [];
  readonly #unread: string[] = [];
  readonly #aside: string[] = [];

  constructor(tally: Tally, options: MarkdownOptions) {
    this.#tally = tally;
    this.#options = options;
  }

  add(part: ReportedFile): void {
    const { file } = part;
    if (isUnread(file)) this.#unread.push(`- ${this.#place(file.path, undefined)}${file.reason ? `: ${plainMarkdown(render(file.reason))}` : ''}`);
    for (const finding of part.findings) this.#rows.push({ severity: finding.severity, cells: `| ${this.#place(finding.file, finding.range.start.line + 1)} | ${code(finding.ruleId)} | ${messageMarkdown(finding.message)} |` });
    const aside = (finding: Finding, why: string): void => void this.#aside.push(`| ${this.#place(finding.file, finding.range.start.line + 1)} | ${code(finding.ruleId)} | ${why} |`);
    for (const { finding, reason, by, expires } of part.ignored) aside(finding, `ignored by ${by === 'comment' ? 'a comment' : `the ${by}`}${until(expires)}: ${plainMarkdown(reason)}`);
    for (const { finding, entry } of part.baselined ?? []) aside(finding, `baselined${until(entry.expires)}`);
  }

  *print(context: ReportContext): Generator<string> {
    const { summary, policy, findings, found, ignored, baselined } = this.#tally;
    const { read, partial, invalid, unreadable } = summary.files;
    const lines = ['### MCP Roll Call', ''];
    const coverage = [
      `${counted(read + partial + invalid + unreadable, 'config file')} looked at`,
      ...(partial + invalid + unreadable > 0 ? [`${partial + invalid + unreadable} not read, or not wholly`] : []),
      counted(summary.servers, 'live server'),
      ...(summary.providers > 0 ? [counted(summary.providers, 'live model provider')] : []),
      policy.kind === 'none' ? 'no policy' : policy.kind === 'unusable' ? '**the policy cannot be used**' : `${summary.approved} approved, ${summary.notApproved} not${summary.undetermined > 0 ? `, ${summary.undetermined} undetermined` : ''}`,
    ];
    lines.push(`${coverage.join(', ')}.`);
    if (context.changed) lines.push('', changedSentence(context.changed, plainMarkdown));
    else if (!found) lines.push('', '**No config file was found.** That is no all-clear.');
    const sums = severities.filter((severity) => findings[severity] > 0).map((severity) => counted(findings[severity], severity, severity === 'info' ? 'info' : `${severity}s`));
    lines.push('', `**${sums.length > 0 ? sums.join(', ') : 'No finding'}**${ignored > 0 ? `, ${ignored} ignored` : ''}${baselined > 0 ? `, ${baselined} baselined` : ''}. ${plainMarkdown(context.exit.meaning)}`);
    let room = maxRows;
    for (const severity of severities) {
      const all = this.#rows.filter((row) => row.severity === severity);
      if (all.length === 0) continue;
      const shown = all.slice(0, room);
      room -= shown.length;
      lines.push('', `#### ${counted(all.length, severity, severity === 'info' ? 'info' : `${severity}s`)}`, '');
      if (shown.length > 0) lines.push('| where | rule | what |', '| --- | --- | --- |', ...shown.map(({ cells }) => cells));
      if (shown.length < all.length) lines.push('', `${all.length - shown.length} more, all of them with \`--format json\`.`);
    }
    if (this.#unread.length > 0) lines.push('', '#### Not read', '', ...this.#unread.slice(0, maxRows), ...more(this.#unread.length));
    if (this.#aside.length > 0) lines.push('', '<details><summary>Ignored and baselined</summary>', '', '| where | rule | why it does not count |', '| --- | --- | --- |', ...this.#aside.slice(0, maxRows), ...more(this.#aside.length), '', '</details>');
    const { baseline } = context;
    for (const [entries, what] of baseline ? ([[baseline.expired, 'has expired, and counts again'], [baseline.stale, 'matches nothing any more'], [baseline.refused, 'cannot silence its rule']] as const) : []) {
      if (entries.length > 0) lines.push('', `Of the baseline ${counted(entries.length, 'entry', 'entries')} ${what}: ${[...new Set(entries.map(({ rule }) => code(rule)))].slice(0, 10).join(', ')}.`);
    }
    if (context.notLookedInto.length > 0) lines.push('', '<details><summary>Left out</summary>', '', ...context.notLookedInto.slice(0, maxRows).map(({ path, reason }) => `- ${code(this.#options.places.named(path))}: ${plainMarkdown(render(reason))}`), '', '</details>');
    yield `${lines.join('\n')}\n`;
  }

  #place(file: string, line: number | undefined): string {
    const name = code(`${this.#options.places.named(file)}${line === undefined ? '' : `:${line}`}`);
    const address = this.#options.link(file, line ?? 1);
    return address === undefined ? name : `[${name}](${address})`;
  }
}

function until(expires: string | undefined): string {
  return expires === undefined ? '' : ` until ${plainMarkdown(expires)}`;
}

function more(length: number): string[] {
  return length > maxRows ? ['', `${length - maxRows} more.`] : [];
}

/** A message of ours: what it puts between backticks becomes code, whatever is filled in there. */
export function messageMarkdown({ template, args }: Message): string {
  return template
    .split(/(`[^`]*`)/)
    .map((piece) => {
      const filled = piece.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(args, name) ? args[name]! : place));
      return piece.length > 1 && piece.startsWith('`') ? code(filled.slice(1, -1)) : plainMarkdown(filled);
    })
    .join('');
}

/** As code, in which only a backtick means something; a bar would end the cell whatever stands before it. */
export function code(text: string): string {
  const shown = visible(text, 300).replace(/[`|]/g, (character) => `\\u{${character.charCodeAt(0).toString(16).toUpperCase()}}`);
  return shown.trim() === '' ? '' : `\`${shown}\``;
}

/**
 * Any text, as nothing but text. Marks of Markdown and HTML stand as character references; where GitHub looks for people, issues and
 * addresses in what comes out of them, a space without width parts them.
 */
export function plainMarkdown(text: string): string {
  return visible(text, 2000)
    .replace(/[&<>\\`*_{}[\]#|~$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@|&#35;|:(?=\/\/)|\bwww(?=\.)|\bGH(?=-\d)/gi, '$&&#8203;');
}
