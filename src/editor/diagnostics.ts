import * as vscode from 'vscode';
import type { Finding, Severity } from '../core/finding/finding.ts';
import type { Assessment } from '../core/assess.ts';
import { ruleCalled } from '../core/rules/rules.ts';
import { fileKey, toRange, uriOf } from './file-key.ts';
import { ruleLink } from './rule-page.ts';
import { words } from './words.ts';

const severityOf: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** A finding as VS Code shows it; its code leads to the rule's page, which ships with the extension. */
export function diagnosticOf(finding: Pick<Finding, 'ruleId' | 'severity' | 'message' | 'range'>): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(finding.range), words(finding.message), severityOf[finding.severity]);
  diagnostic.source = 'MCP Roll Call';
  const target = ruleCalled(finding.ruleId) && ruleLink(finding.ruleId);
  diagnostic.code = target ? { value: finding.ruleId, target } : finding.ruleId;
  return diagnostic;
}

/**
 * Shows an assessment's findings. Those of workspace files always; those of the user's own files only while such a file is
 * open, since they are the same in every window.
 */
export class ConfigDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('mcp-roll-call');

  show({ files, findings }: Assessment): void {
    const open = new Set(vscode.workspace.textDocuments.map((document) => fileKey(document.uri)));
    const shown = new Set(files.filter((file) => file.scope === 'workspace' || open.has(file.path)).map((file) => file.path));
    // VS Code itself underlines what is wrong in an open JSON text.
    const checked = new Set(files.filter((file) => file.syntax === 'json' && open.has(file.path)).map((file) => file.path));
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const finding of findings) {
      if (!shown.has(finding.file) || (finding.ruleId === 'invalid-syntax' && checked.has(finding.file))) continue;
      const diagnostics = byFile.get(finding.file) ?? [];
      diagnostics.push(diagnosticOf(finding));
      byFile.set(finding.file, diagnostics);
    }
    this.#collection.clear();
    this.#collection.set([...byFile].map(([file, diagnostics]): [vscode.Uri, vscode.Diagnostic[]] => [uriOf(file), diagnostics]));
  }

  dispose(): void {
    this.#collection.dispose();
  }
}
