import * as vscode from 'vscode';
import type { Fix } from '../core/finding/finding.ts';
import { maskText } from '../core/secret/mask.ts';
import { TextDocument } from '../core/text/document.ts';
import type { TextEdit } from '../core/text/edit.ts';
import { visible } from '../core/text/visible.ts';
import { toRange } from './file-key.ts';
import { t, words } from './words.ts';
import { workspaceEdit } from './workspace-edit.ts';

export const reviewFixCommand = 'mcpRollCall.reviewFix';

/** A fix that is to be looked at before it is made, as edits of the text it was offered in. */
export interface FixToReview {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly edits: readonly TextEdit[];
  readonly fix: Fix;
}

/**
 * Shows what a fix would change where it would change it, and what there is to know about it; Enter makes the change. VS Code's own preview of
 * refactorings was tried: it shows the edit unticked in a panel, so that Apply does nothing at first, and of the note nothing.
 */
export function registerReviews(): vscode.Disposable {
  const removed = vscode.window.createTextEditorDecorationType({ textDecoration: 'line-through', backgroundColor: new vscode.ThemeColor('diffEditor.removedTextBackground') });
  const added = vscode.window.createTextEditorDecorationType({});
  const command = vscode.commands.registerCommand(reviewFixCommand, async ({ uri, text, edits, fix }: FixToReview) => {
    const editor = await vscode.window.showTextDocument(uri);
    const { document } = editor;
    const is = new TextDocument(text);
    const ranges = edits.map(({ span }) => toRange(is.rangeOf(span)));
    if (document.getText() !== text) return tellChanged();
    const shows = edits.map(({ newText }, i): vscode.DecorationOptions => {
      const after = { contentText: shown(newText), backgroundColor: new vscode.ThemeColor('diffEditor.insertedTextBackground'), margin: '0 0 0 0.3em' };
      return { range: new vscode.Range(ranges[i]!.end, ranges[i]!.end), renderOptions: { after } };
    });
    editor.setDecorations(removed, ranges.filter((range) => !range.isEmpty));
    editor.setDecorations(added, shows.filter((_, i) => edits[i]!.newText.trim() !== ''));
    editor.revealRange(ranges[0]!, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    const picked = await vscode.window.showQuickPick(
      [
        { label: `$(check) ${t('Make this change')}`, detail: fix.note ? words(fix.note) : t('Undo brings back what is there now.'), make: true },
        { label: `$(close) ${t('Leave it as it is')}`, make: false },
      ],
      { title: words(fix.title), placeHolder: t('The file shows what would change. Enter makes the change, Escape does not.') },
    );
    editor.setDecorations(removed, []);
    editor.setDecorations(added, []);
    if (!picked?.make) return undefined;
    if (document.getText() !== text || !(await vscode.workspace.applyEdit(workspaceEdit(uri, text, edits)))) return tellChanged();
    return undefined;
  });
  return vscode.Disposable.from(removed, added, command);
}

/** New text on one line, as far as it says what comes. */
function shown(newText: string): string {
  return visible(maskText(newText.replace(/\s+/gu, ' ').trim()), 160);
}

function tellChanged(): void {
  void vscode.window.showWarningMessage(t('The file has changed meanwhile. Ask for its fixes again.'));
}
