import * as vscode from 'vscode';

/** The resource of every line that is drawn dimmed: VS Code lets colours of a line's words come from decorations only. */
export const dimmed = vscode.Uri.from({ scheme: 'mcp-roll-call-dimmed', path: '/' });

export function registerDimming(): vscode.Disposable {
  const decoration = new vscode.FileDecoration(undefined, undefined, new vscode.ThemeColor('disabledForeground'));
  return vscode.window.registerFileDecorationProvider({ provideFileDecoration: ({ scheme }) => (scheme === dimmed.scheme ? decoration : undefined) });
}
