import * as vscode from 'vscode';
import { titleWord } from '../core/intake/quoted.ts';

/** Shows what would be sent, written or changed, as text that nobody can edit, until it is decided on. */
export class DraftPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #scheme: string;
  /** What their tabs say in brackets: `not sent yet`. */
  readonly #state: string;
  readonly #texts = new Map<string, string>();
  readonly #registration: vscode.Disposable;

  constructor(about: 'submission' | 'export' | 'stop', state: string) {
    this.#scheme = `mcp-roll-call-${about}`;
    this.#state = state;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(this.#scheme, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.query) ?? '';
  }

  async show(label: string, text: string): Promise<void> {
    // Each its own: what was shown before under the same label is not this one.
    const query = String(shown++);
    this.#texts.set(query, text);
    const uri = vscode.Uri.from({ scheme: this.#scheme, path: `/${titleWord(label).replaceAll('/', '-')} (${this.#state}).md`, query });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  /** It is done, or not to be done: either way the tab says so no more. */
  async close(): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === this.#scheme);
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
    this.#texts.clear();
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

let shown = 0;
