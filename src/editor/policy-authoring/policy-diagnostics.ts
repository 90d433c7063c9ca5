import * as vscode from 'vscode';
import { lintPolicy } from '../../core/policy/authoring/lint-policy.ts';
import type { PolicyProblem } from '../../core/policy/read.ts';
import { toRange } from '../file-key.ts';
import { words } from '../words.ts';
import type { OpenPolicies } from './open-policies.ts';
import type { PolicyText } from './policy-text.ts';

/** What is wrong in the policies that are open and what it costs, and what may surprise their authors, as they are typed. */
export class PolicyDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('mcp-roll-call-policy');
  readonly #policies: OpenPolicies;
  readonly #now: () => string;
  readonly #parts: vscode.Disposable;

  constructor(policies: OpenPolicies, now: () => string) {
    this.#policies = policies;
    this.#now = now;
    this.#parts = vscode.Disposable.from(this.#collection, policies.onDidChange(() => this.#show()));
    this.#show();
  }

  #show(): void {
    const shown = this.#policies.documents().map((document): [vscode.Uri, vscode.Diagnostic[]] => [document.uri, diagnosticsOf(this.#policies.of(document), this.#now())]);
    this.#collection.clear();
    this.#collection.set(shown);
  }

  dispose(): void {
    this.#parts.dispose();
  }
}

function diagnosticsOf({ text, read }: PolicyText, now: string): vscode.Diagnostic[] {
  const observations = read.document ? lintPolicy(text, read.document, { now }) : [];
  return [...read.problems.map((problem) => diagnosticFor(problem, 'policy')), ...observations.map((observation) => diagnosticFor(observation, observation.code))];
}

const severities: Readonly<Record<PolicyProblem['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

function diagnosticFor({ range, message, severity, effect }: PolicyProblem, code: string): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(range), effect ? `${words(message)} ${words(effect)}` : words(message), severities[severity]);
  diagnostic.source = 'MCP Roll Call';
  diagnostic.code = code;
  return diagnostic;
}
