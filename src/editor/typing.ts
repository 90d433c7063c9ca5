import * as vscode from 'vscode';
import type { ConfigFile } from '../core/config/config-file.ts';
import { mayBeConfig } from './documents.ts';
import { fileKey } from './file-key.ts';

/**
 * Tells what the user typed in this window from what came to a file otherwise. By text, not by time: an edit makes its document
 * dirty, a reload from disk (a checkout, another program) leaves it clean. So a file is the user's own work exactly while it holds what
 * the last edit here made of it, saved or not, by hand or automatically. An agent that edits through the editor types, as far as
 * VS Code tells; one that writes the file does not.
 */
export class Typing implements vscode.Disposable {
  readonly #typed = new Map<string, string>();
  /** The last text that was not on disk: it may be undone or given up, and is read for a moment longer. */
  readonly #dirty = new Map<string, string>();
  /** What of it came to be on disk: a text that was typed and given up is read for a moment longer than it is there. */
  readonly #saved = new Map<string, string>();
  // The first edit's event still calls its document clean; one without changes follows, which says that it is dirty. Undoing to what is on
  // disk leaves it clean.
  readonly #subscription = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, reason }) => this.#note(document, reason !== undefined)),
    vscode.workspace.onDidSaveTextDocument((document) => { if (mayBeConfig(document)) this.#saved.set(fileKey(document.uri), document.getText()); }),
  );

  constructor() {
    for (const document of vscode.workspace.textDocuments) this.#note(document, false);
  }

  #note(document: vscode.TextDocument, undone: boolean): void {
    if (!(document.isDirty || undone) || !mayBeConfig(document)) return;
    this.#typed.set(fileKey(document.uri), document.getText());
    (document.isDirty ? this.#dirty : this.#saved).set(fileKey(document.uri), document.getText());
  }

  of({ path, document }: ConfigFile): 'no' | 'unsaved' | 'saved' {
    const text = document.text.replace(/^\u{feff}/u, '');
    const onDisk = this.#saved.get(path) === text;
    // Looked at before the last edit: what the look found may be gone already.
    const open = vscode.workspace.textDocuments.find(({ uri }) => fileKey(uri) === path);
    if (!onDisk && (this.#dirty.get(path) === text || (open && open.getText() !== text))) return 'unsaved';
    if (this.#typed.get(path) !== text) return 'no';
    return onDisk ? 'saved' : 'unsaved';
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
