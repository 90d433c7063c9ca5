import * as vscode from 'vscode';
import type { Shelf } from '../../core/shelf/shelf.ts';
import { searchShelf } from '../../core/shelf/search.ts';
import type { ShelfItem } from '../../core/shelf/shelf-item.ts';
import { startsOf, told } from '../../core/shelf/shelf-text.ts';
import { visible } from '../../core/text/visible.ts';
import { t, words } from '../words.ts';

interface Line extends vscode.QuickPickItem {
  readonly item?: ShelfItem;
}

/** More lines than anyone reads; who looks for something else types a word of it. */
const maxLines = 300;

/** Lets the user choose from the shelf, by any words of what is known of each server. */
export function pickFromShelf(shelf: Shelf, search = ''): Promise<ShelfItem | undefined> {
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick<Line>();
    pick.title = t('Add Approved Server');
    pick.placeholder = t('{count} approved. Type what you need: a name, a service, a package, an owner', { count: shelf.items.length });
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    const show = (): void => {
      const found = searchShelf(shelf.items, pick.value);
      pick.items = [...notes(shelf), ...found.slice(0, maxLines).map(lineOf), ...(found.length === 0 ? [nothing(shelf)] : [])];
      const first = pick.items.find(({ item }) => item);
      pick.activeItems = first ? [first] : [];
    };
    pick.value = search;
    show();
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      const item = pick.selectedItems[0]?.item;
      if (!item) return;
      resolve(item);
      pick.hide();
    });
    // The list stays behind what is told, or comes back after it.
    let telling = false;
    pick.onDidTriggerItemButton(async ({ item: { item } }) => {
      if (!item) return;
      telling = true;
      pick.ignoreFocusOut = true;
      await tellAll(item);
      pick.show();
      telling = false;
    });
    pick.onDidHide(() => {
      if (telling) return;
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function lineOf(item: ShelfItem): Line {
  const { state, title } = item;
  const all = told(item).map(words);
  return {
    label: `$(pass) ${visible(title, 60)}`,
    description: visible([startsOf(item), ...(state === 'conditional' ? [t('on conditions')] : [])].join(' · '), 160),
    detail: visible(all.join(' · '), 400),
    // What is looked for may stand anywhere, in any order: VS Code would look for it as one piece.
    alwaysShow: true,
    // A line holds the beginning of it.
    buttons: [{ iconPath: new vscode.ThemeIcon('info'), tooltip: t('All that is known of {title}', { title: visible(title, 60) }) }],
    item,
  };
}

/** Everything that a line has no room for. */
async function tellAll(item: ShelfItem): Promise<void> {
  const detail = [startsOf(item), ...told(item).map(words)].map((line) => visible(line, 1000)).join('\n');
  await vscode.window.showInformationMessage(visible(item.title, 100), { modal: true, detail });
}

/** What may be missing. */
function notes({ unread }: Shelf): Line[] {
  return unread.map((url) => ({ label: `$(warning) ${t('Not everything is here yet')}`, detail: visible(t('The registry {url} has not been read wholly: more may be approved.', { url }), 300), alwaysShow: true }));
}

function nothing({ leftOut }: Shelf): Line {
  return {
    label: t('No approved server has these words.'),
    detail: leftOut.length === 0 ? t('Register the server you need: its owners are asked to approve it.') : t('{count} further approvals name no exact version or address, so that nothing can be put into a file by them.', { count: leftOut.length }),
    alwaysShow: true,
  };
}
