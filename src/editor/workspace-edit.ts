import * as vscode from 'vscode';
import { TextDocument } from '../core/text/document.ts';
import type { TextEdit } from '../core/text/edit.ts';
import { toRange } from './file-key.ts';

/** Edits of a text as an edit of the open document that holds it: one undo takes all of it back. */
export function workspaceEdit(uri: vscode.Uri, text: string, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const document = new TextDocument(text);
  const made = new vscode.WorkspaceEdit();
  for (const { span, newText } of edits) made.replace(uri, toRange(document.rangeOf(span)), newText);
  return made;
}
