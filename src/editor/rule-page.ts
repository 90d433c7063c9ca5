import * as vscode from 'vscode';
import { rulePage } from '../core/rules/rules.ts';

/**
 * Where a rule's code leads: to its page, which ships with the extension and shows rendered, since package.json associates these files with
 * VS Code's own Markdown preview. A diagnostic's link may open a file, and nothing else: VS Code runs no command from it.
 */
export function ruleLink(id: string): vscode.Uri | undefined {
  const extension = vscode.extensions.getExtension('mcp-roll-call.mcp-roll-call');
  return extension && vscode.Uri.joinPath(extension.extensionUri, rulePage(id));
}
