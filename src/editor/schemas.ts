import * as path from 'node:path';
import * as vscode from 'vscode';

/**
 * Serves the schemas that ship with the extension to VS Code's JSON support. A manifest names its schema by the registry's
 * address, which VS Code would want to download and does not trust by itself; the manifest's `json.schemas` default leads here
 * instead, so that completion and validation work without a network.
 */
export function serveSchemas(extension: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider('mcp-roll-call-schema', {
    provideTextDocumentContent: async (uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'media/schemas', path.posix.basename(uri.path)))),
  });
}
