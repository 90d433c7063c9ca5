import * as vscode from 'vscode';
import { titleWord } from '../../core/intake/quoted.ts';

const scheme = 'mcp-roll-call-listening';
/** Pages that were looked at long ago are made again when they are asked for. */
const kept = 100;

/** What servers say, and how that changed, as text that nobody can edit. */
export class ListeningPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  #made = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.query) ?? '';
  }

  /** A page of its own, whatever was shown under that title before. */
  put(title: string, text: string, ending = 'md'): vscode.Uri {
    const query = String(this.#made++);
    this.#texts.set(query, text);
    for (const old of [...this.#texts.keys()].slice(0, Math.max(0, this.#texts.size - kept))) this.#texts.delete(old);
    return vscode.Uri.from({ scheme, path: `/${titleWord(title).replaceAll('/', '-')}.${ending}`, query });
  }

  async show(title: string, text: string): Promise<vscode.Uri> {
    const uri = this.put(title, text);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
    return uri;
  }

  /** Old and new beside each other. */
  async diff(title: string, before: { readonly title: string; readonly text: string }, after: { readonly title: string; readonly text: string }): Promise<void> {
    await vscode.commands.executeCommand('vscode.diff', this.put(before.title, before.text, 'txt'), this.put(after.title, after.text, 'txt'), title, { preview: true });
  }

  /** It says what is not so any more. */
  async close(page: vscode.Uri): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === page.toString());
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
