import { weight, type Severity } from '../finding/finding.ts';
import { render } from '../text/message.ts';
import { visible } from '../text/visible.ts';
import { problemsOf } from '../policy/policy-state.ts';
import type { ReportContext, ReportWriter } from './report.ts';
import type { ReportedFile } from './reported-file.ts';
import type { Places } from './sarif/location.ts';
import type { Tally } from './tally.ts';
import { changedSentence } from './text/changed.ts';
import { counted } from './text/lines.ts';
import { isUnread } from './unread.ts';

/** The workflow command for each severity. */
export const workflowCommands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands of GitHub Actions: each finding where it stands in the changed files. The worst come first, since only ten of a kind are shown. */
export class GithubReport implements ReportWriter {
  readonly #tally: Tally;
  readonly #places: Places;
  readonly #lines: { readonly severity: Severity; readonly line: string }[] = [];

  constructor(tally: Tally, places: Places) {
    this.#tally = tally;
    this.#places = places;
  }

  add({ file, findings }: ReportedFile): void {
    const place = visible(this.#places.inside(file.path) ?? this.#places.named(file.path), 1000);
    if (isUnread(file)) this.#lines.push({ severity: 'error', line: workflowCommand('error', { file: place, title: 'MCP Roll Call' }, `This file could not be read, or not wholly${file.reason ? `: ${render(file.reason)}` : ''}. What it holds is not known.`) });
    for (const { ruleId, severity, range: { start, end }, message } of findings) {
      const columns = { line: start.line + 1, ...(end.line > start.line && { endLine: end.line + 1 }), col: start.character + 1, ...(end.line === start.line && { endColumn: end.character + 1 }) };
      this.#lines.push({ severity, line: workflowCommand(workflowCommands[severity], { file: place, ...columns, title: `MCP Roll Call: ${ruleId}` }, render(message)) });
    }
  }

  *print({ exit, changed }: ReportContext): Generator<string> {
    const { summary, policy, found, findings, ignored, baselined } = this.#tally;
    if (policy.kind === 'unusable') yield `${workflowCommand('error', { title: 'MCP Roll Call' }, `The policy cannot be used, so nothing is known to be approved. ${problemsOf(policy).map(({ message }) => render(message)).join(' ')}`)}\n`;
    for (const { line } of this.#lines.toSorted((a, b) => weight(b.severity) - weight(a.severity))) yield `${line}\n`;
    if (!found && !changed) yield `${workflowCommand('warning', { title: 'MCP Roll Call' }, 'No config file was found. That is no all-clear: there was nothing to look at.')}\n`;
    const { read, partial, invalid, unreadable } = summary.files;
    const sums = `${counted(read + partial + invalid + unreadable, 'config file')} looked at, ${counted(summary.servers, 'live server')}${policy.kind === 'ready' ? `, ${summary.notApproved} not approved${summary.undetermined > 0 ? `, ${summary.undetermined} undetermined` : ''}` : ''}; ${counted(findings.error, 'error')}, ${counted(findings.warning, 'warning')}, ${findings.info} info, ${ignored} ignored, ${baselined} baselined.`;
    yield `MCP Roll Call: ${sums}${changed ? ` ${changedSentence(changed)}` : ''} Exit code ${exit.code}: ${exit.meaning}\n`;
  }
}

/** `::name key=value,…::message`, so that neither a value nor the message ends before its end (actions/toolkit, command.ts). */
export function workflowCommand(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${data(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::${name} ${list.join(',')}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
