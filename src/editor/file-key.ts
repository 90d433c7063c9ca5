import * as vscode from 'vscode';

/**
 * What names a file in the core: its path on disk, else its URI. VS Code shows a profile's own files under a scheme of
 * its own (`vscode-userdata`) although they lie on the disk: they are the same file.
 */
export function fileKey(uri: vscode.Uri): string {
  return uri.scheme === 'file' || uri.scheme === 'vscode-userdata' ? uri.with({ scheme: 'file' }).fsPath : uri.toString();
}

/** The other way round; an open document's own URI wins, so that what is shown lands in the editor that is open. */
export function uriOf(key: string): vscode.Uri {
  const open = vscode.workspace.textDocuments.find((document) => fileKey(document.uri) === key);
  if (open) return open.uri;
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(key) ? vscode.Uri.parse(key) : vscode.Uri.file(key);
}

export function toRange(range: { readonly start: { readonly line: number; readonly character: number }; readonly end: { readonly line: number; readonly character: number } }): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}
