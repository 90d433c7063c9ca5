import * as vscode from 'vscode';
import { titleWord } from '../core/intake/quoted.ts';
import { t } from './words.ts';

const scheme = 'mcp-roll-call-submission';

/** Shows what would be sent, opened or written, as text that nobody can edit. */
export class SubmissionPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #pages = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#pages.get(uri.path) ?? '';
  }

  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${titleWord(name).replaceAll('/', '-')} (${t('not sent yet')}).md` });
    this.#pages.set(uri.path, text);
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  /** What was shown is sent, or not to be sent: either way it says so no more. */
  async close(): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === scheme);
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
    this.#pages.clear();
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
