import * as vscode from 'vscode';
import { titleWord } from '../../core/intake/quoted.ts';
import { t } from '../words.ts';

const scheme = 'mcp-roll-call-stop';

/** Shows what would be changed, as text that nobody can edit, as long as it is not decided on. */
export class StopPage implements vscode.TextDocumentContentProvider, vscode.Disposable {
  #text = '';
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  provideTextDocumentContent(): string {
    return this.#text;
  }

  async show(label: string, text: string): Promise<void> {
    this.#text = text;
    // Each its own: what was shown before is not this one.
    const uri = vscode.Uri.from({ scheme, path: `/${titleWord(label).replaceAll('/', '-')} (${t('nothing changed yet')}).md`, query: String(pages++) });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  async close(): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === scheme);
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

let pages = 0;
