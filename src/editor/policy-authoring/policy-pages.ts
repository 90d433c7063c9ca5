import * as vscode from 'vscode';

const scheme = 'mcp-roll-call-policy';
const kept = 50;

/** Policy text that nobody can edit: a change before it is made, a policy that was fetched. */
export class PolicyPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #pages = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#pages.get(uri.toString()) ?? '';
  }

  /** @param name what its tab is called @param about tells pages of the same name apart */
  put(name: string, about: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${name}.jsonc`, query: about });
    this.#pages.delete(uri.toString());
    this.#pages.set(uri.toString(), text);
    for (const old of [...this.#pages.keys()].slice(0, Math.max(0, this.#pages.size - kept))) this.#pages.delete(old);
    this.#changed.fire(uri);
    return uri;
  }

  /** Closes the comparison that shows a page. */
  async closeDiff(page: vscode.Uri): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === page.toString());
    await vscode.window.tabGroups.close(tabs);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
