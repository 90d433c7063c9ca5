import * as vscode from 'vscode';
import type { Finding } from '../core/finding/finding.ts';
import { diagnosticOf } from './diagnostics.ts';

/** A quick fix that a command carries out. */
export function commandAction(title: string, command: string, argument: unknown, about: readonly Finding[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = about.map(diagnosticOf);
  action.command = { title, command, arguments: [argument] };
  return action;
}
