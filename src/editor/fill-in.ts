import * as vscode from 'vscode';
import type { Path } from '../core/config/node.ts';
import { snippetOf } from '../core/manifest/todos.ts';
import { visible } from '../core/text/visible.ts';
import { t } from './words.ts';

/** Puts the text into the editor as a snippet, so that Tab leads from one thing to fill in to the next. */
export async function fillIn(editor: vscode.TextEditor, text: string, todos: readonly Path[]): Promise<void> {
  const document = editor.document;
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  const done = await editor.insertSnippet(new vscode.SnippetString(snippetOf(text, todos)), document.validateRange(everything), { undoStopBefore: true, undoStopAfter: true, keepWhitespace: true });
  if (!done) void vscode.window.showWarningMessage(t('{file} could not be opened for filling in.', { file: visible(document.fileName) }));
}
