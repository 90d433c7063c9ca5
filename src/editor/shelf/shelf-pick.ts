import * as vscode from 'vscode';
import type { Shelf } from '../../core/shelf/shelf.ts';
import { searchShelf } from '../../core/shelf/search.ts';
import type { ShelfItem } from '../../core/shelf/shelf-item.ts';
import { approvalOf, startsOf, stateOf, touches } from '../../core/shelf/shelf-text.ts';
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
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function lineOf(item: ShelfItem): Line {
  const { state, title, owner, purpose, known } = item;
  const touched = touches(item);
  const worry = known && stateOf(known);
  const details = [...(purpose === undefined ? [] : [sentence(purpose)]), ...(worry ? [words(worry)] : []), ...(touched ? [words(touched)] : []), ...approvalOf(item).map(words)];
  return {
    label: `$(${state === 'conditional' || worry ? 'pass-filled' : 'pass'}) ${visible(title, 60)}`,
    description: visible([startsOf(item), ...(state === 'conditional' ? [t('on conditions')] : []), ...(owner === undefined ? [] : [t('owner {owner}', { owner })])].join(' · '), 160),
    detail: visible(details.join(' '), 400),
    // What is looked for may stand anywhere, in any order: VS Code would look for it as one piece.
    alwaysShow: true,
    item,
  };
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
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
