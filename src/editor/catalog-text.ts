import * as vscode from 'vscode';
import type { KnownAs } from '../core/catalog/known-as.ts';
import { plain, t, words } from './words.ts';

/** What documentation says, below a line: apart from everything that the verdict rests on. */
export function catalogText({ sentences, documentation }: KnownAs): string {
  const said = sentences.map((sentence) => plain(words(sentence))).join(' ');
  return `\n\n---\n\n$(book) ${said}${documentation === undefined ? '' : ` [${t('Documentation')}](${vscode.Uri.parse(documentation, true).toString()})`}`;
}
