import * as vscode from 'vscode';
import type { PolicyProblem } from '../../core/policy/read.ts';
import { toRange } from '../file-key.ts';
import { words } from '../words.ts';
import type { OpenPolicies } from './open-policies.ts';
import type { PolicyText } from './policy-text.ts';

/** What is wrong in the policies that are open, and what it costs, as they are typed. */
export class PolicyDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('mcp-roll-call-policy');
  readonly #policies: OpenPolicies;
  readonly #parts: vscode.Disposable;

  constructor(policies: OpenPolicies) {
    this.#policies = policies;
    this.#parts = vscode.Disposable.from(this.#collection, policies.onDidChange(() => this.#show()));
    this.#show();
  }

  #show(): void {
    const shown = this.#policies.documents().map((document): [vscode.Uri, vscode.Diagnostic[]] => [document.uri, diagnosticsOf(this.#policies.of(document))]);
    this.#collection.clear();
    this.#collection.set(shown);
  }

  dispose(): void {
    this.#parts.dispose();
  }
}

function diagnosticsOf({ read }: PolicyText): vscode.Diagnostic[] {
  return read.problems.map(problemDiagnostic);
}

const severities: Readonly<Record<PolicyProblem['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

function problemDiagnostic({ range, message, severity, effect }: PolicyProblem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(range), effect ? `${words(message)} ${words(effect)}` : words(message), severities[severity]);
  diagnostic.source = 'MCP Roll Call';
  diagnostic.code = 'policy';
  return diagnostic;
}
