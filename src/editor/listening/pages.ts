import * as vscode from 'vscode';
import { titleWord } from '../../core/intake/quoted.ts';
import type { ServerArgument } from '../server-argument.ts';

const scheme = 'mcp-roll-call-listening';
/** Pages that were looked at long ago are made again when they are asked for. */
const kept = 100;

/** What servers say, and how that changed, as text that nobody can edit. */
export class ListeningPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #pages = new Map<string, { readonly text: string; readonly about?: ServerArgument }>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  #made = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#pages.get(uri.query)?.text ?? '';
  }

  /** A page of its own, whatever was shown under that title before. */
  #put(title: string, text: string, ending: string, about?: ServerArgument): vscode.Uri {
    const query = String(this.#made++);
    this.#pages.set(query, { text, ...(about && { about }) });
    for (const old of [...this.#pages.keys()].slice(0, Math.max(0, this.#pages.size - kept))) this.#pages.delete(old);
    return vscode.Uri.from({ scheme, path: `/${titleWord(title).replaceAll('/', '-')}.${ending}`, query });
  }

  /** The server that a page is about, which a command over it is given the page of; anything else is given back as it is. */
  meant(argument: unknown): unknown {
    return argument instanceof vscode.Uri && argument.scheme === scheme ? this.#pages.get(argument.query)?.about : argument;
  }

  async show(title: string, text: string, about?: ServerArgument): Promise<vscode.Uri> {
    const uri = this.#put(title, text, 'md', about);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
    return uri;
  }

  /** Old and new beside each other, in a language of their own, for which lines are wrapped (package.json): no change may stand beyond the edge. */
  async diff(title: string, before: { readonly title: string; readonly text: string }, after: { readonly title: string; readonly text: string }, about: ServerArgument): Promise<void> {
    await vscode.commands.executeCommand('vscode.diff', this.#put(before.title, before.text, 'mcp-roll-call-voice', about), this.#put(after.title, after.text, 'mcp-roll-call-voice', about), title, { preview: true });
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
