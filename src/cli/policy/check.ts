import type { Severity } from '../../core/finding/finding.ts';
import { severities, weight } from '../../core/finding/finding.ts';
import { pointer } from '../../core/config/node.ts';
import type { PolicyObservation } from '../../core/policy/authoring/observation.ts';
import type { PolicyProblem } from '../../core/policy/read.ts';
import { workflowCommand, workflowCommands } from '../../core/report/github.ts';
import { json } from '../../core/report/json.ts';
import { counted, wrap } from '../../core/report/text/lines.ts';
import type { TextOptions } from '../../core/report/text.ts';
import { maskText } from '../../core/secret/mask.ts';
import { render } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import { readArguments } from '../arguments.ts';
import type { ExitCode, FailOn } from '../exit-code.ts';
import { loadPolicyTools } from '../load-policy-tools.ts';
import { placesFrom } from '../places.ts';
import { print, textOptions } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { readPolicyText, type PolicyFile } from './policy-file.ts';
import { refuseOthers, worst, type Verb } from './verb.ts';

type Told = (PolicyProblem & { readonly code?: never }) | PolicyObservation;

interface Checked extends PolicyFile {
  readonly told: readonly Told[];
}

export const check: Verb = {
  form: 'check FILE... [--format text|json|github] [--fail-on LEVEL] [--audience default|strict]',
  help: `Says what is wrong in a policy, and what may surprise its author: entries that never match or never approve, that another
covers, that approve whatever is published next, that run out within two weeks or have. --audience strict also asks for owner and
reason. Ends with 4 where the policy cannot be used, with 1 for a warning and worse.`,
  async run(args) {
    const { options, own, positionals: files } = readArguments(args, { audience: { type: 'string' } }, ['text', 'json', 'github']);
    refuseOthers(options, ['failOn']);
    if (files.length === 0) throw new UsageError('Which policy? The form is: mcp-roll-call policy check FILE.');
    if (own.audience !== undefined && own.audience !== 'default' && own.audience !== 'strict') throw new UsageError(`--audience is default or strict; not ${visible(own.audience, 60)}.`);
    const now = new Date().toISOString();
    const { lintPolicy } = await loadPolicyTools();
    const checked: Checked[] = [];
    for (const file of files) {
      const read = await readPolicyText(file);
      const seen = read.document ? lintPolicy(read.text, read.document, { now, audience: own.audience ?? 'default' }) : [];
      checked.push({ ...read, told: [...read.problems, ...seen].toSorted((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character) });
    }
    const code = worst(checked.map((file) => codeOf(file, options.failOn ?? 'warning')));
    if (options.format === 'json') print(jsonOf(checked, code));
    else if (options.format === 'github') print(githubOf(checked));
    else print(checked.map((file) => textOf(file, textOptions())).join('\n'));
    return code;
  },
};

function codeOf({ document, told }: Checked, failOn: FailOn): ExitCode {
  if (!document) return 4;
  return failOn !== 'never' && told.some(({ severity }) => weight(severity) >= weight(failOn)) ? 1 : 0;
}

function textOf(file: Checked, options: TextOptions): string {
  const { style, width, shown } = options;
  const { document, told, path } = file;
  const head = document
    ? [shown(path), visible(document.issuer), `serial ${document.serial}`, counted(document.servers.length + (document.providers?.length ?? 0), 'entry', 'entries'), ...(document.expiresAt === undefined ? [] : [`valid until ${document.expiresAt.slice(0, 10)}`])].join(', ')
    : `${shown(path)} cannot be used: nothing would be approved by it.`;
  const lines = told.flatMap((one) => {
    const { severity, range, message, effect, code } = one;
    const text = wrap(`${severity}: ${render(message)}${effect ? ` ${render(effect)}` : ''}`, width, '    ');
    return ['', `  ${style('strong', `${shown(path)}:${range.start.line + 1}:${range.start.character + 1}`)}${code ? `  ${style('dim', code)}` : ''}`, ...excerpt(file, one, options), ...text.map((line) => style(severity === 'error' ? 'bad' : severity === 'warning' ? 'warn' : 'dim', line))];
  });
  const sum = told.length === 0 ? style('good', 'Nothing to say about it.') : style(told.some(({ severity }) => severity !== 'info') ? 'bad' : 'good', `${severities.map((severity) => sumOf(told, severity)).join(', ')}.`);
  return [style('heading', 'Policy'), ...wrap(head, width, '  ').map((line) => (document ? line : style('bad', line))), ...lines, '', sum, ''].join('\n');
}

function sumOf(told: readonly Told[], severity: Severity): string {
  return counted(told.filter((one) => one.severity === severity).length, { error: 'error', warning: 'warning', info: 'note' }[severity]);
}

/** The line it is in, with what it is about marked; of a long line the part around that. */
function excerpt({ text }: Checked, { range: { start, end } }: Told, { style, width }: TextOptions): string[] {
  const line = text.split(/\r\n|\r|\n/, start.line + 1)[start.line];
  if (line === undefined || line.trim() === '') return [];
  const to = end.line === start.line ? end.character : line.length;
  const from = Math.max(/^\s*/.exec(line)![0].length, start.character > 60 ? start.character - 40 : 0);
  const room = Math.max(20, width - 12);
  const piece = (a: number, b: number): string => visible(maskText(line.slice(a, b).replaceAll('\t', ' ')), room);
  const before = piece(from, start.character);
  const marked = piece(start.character, Math.max(to, start.character + 1));
  const shown = `${before}${marked}${piece(to, from + room)}`.slice(0, room);
  return [style('dim', `    ${start.line + 1} | ${shown}`), `    ${' '.repeat(String(start.line + 1).length)} | ${' '.repeat(before.length)}${'^'.repeat(Math.max(1, Math.min(marked.length, room - before.length)))}`];
}

function jsonOf(files: readonly Checked[], exitCode: ExitCode): string {
  return `${json({
    schemaVersion: 1,
    exitCode,
    policies: files.map(({ path, document, told }) => ({
      path,
      usable: document !== undefined,
      issuer: document?.issuer ?? null,
      serial: document?.serial ?? null,
      entries: document ? document.servers.length + (document.providers?.length ?? 0) : 0,
      problems: told.map(({ code, severity, path: way, range, message, effect }) => ({ code: code ?? null, severity, at: pointer(way), range, message: render(message), effect: effect ? render(effect) : null })),
    })),
  })}\n`;
}

function githubOf(files: readonly Checked[]): string {
  const places = placesFrom(files.map(({ path }) => path));
  const lines = files.flatMap(({ path, told }) =>
    told.map(({ code, severity, range: { start, end }, message, effect }) => {
      const columns = { line: start.line + 1, ...(end.line > start.line && { endLine: end.line + 1 }), col: start.character + 1, ...(end.line === start.line && { endColumn: end.character + 1 }) };
      const line = workflowCommand(workflowCommands[severity], { file: visible(places.inside(path) ?? places.named(path), 1000), ...columns, title: code ? `MCP Roll Call policy: ${code}` : 'MCP Roll Call policy' }, `${render(message)}${effect ? ` ${render(effect)}` : ''}`);
      return { severity, line };
    }),
  );
  const sums = files.map(({ path, told, document }) => `${places.named(path)}: ${document ? severities.map((severity) => sumOf(told, severity)).join(', ') : 'cannot be used'}.`);
  // Only ten of a kind are shown.
  return [...lines.toSorted((a, b) => weight(b.severity) - weight(a.severity)).map(({ line }) => line), ...sums.map((sum) => `MCP Roll Call policy: ${visible(sum, 1000)}`), ''].join('\n');
}
