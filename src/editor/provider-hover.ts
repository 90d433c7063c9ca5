import * as vscode from 'vscode';
import type { AssessedProvider } from '../core/assess.ts';
import type { Catalog } from '../core/catalog/catalog.ts';
import { providerDeclaredIn, providerKnownAs } from '../core/catalog/provider-known-as.ts';
import { clientOf } from '../core/clients/clients.ts';
import { spanAt } from '../core/config/node.ts';
import { shownAddress } from '../core/providers/called-address.ts';
import { maskText } from '../core/secret/mask.ts';
import { visible } from '../core/text/visible.ts';
import { catalogText } from './catalog-text.ts';
import { plain, t, words } from './words.ts';

/** Over what declares a model provider: where it is called, with which models, and what the policy says. */
export function providerHover(providers: readonly AssessedProvider[], key: string, offset: number, catalog: () => Catalog): { readonly text: vscode.MarkdownString; readonly span: { start: number; end: number } } | undefined {
  for (const provider of providers) {
    const { file, declaration } = provider;
    if (file.path !== key || !file.tree) continue;
    for (const span of [spanAt(file.tree, declaration.path, 'key'), ...(declaration.baseUrl ? [spanAt(file.tree, declaration.baseUrl.path)] : [])]) {
      if (span.start <= offset && offset <= span.end) return { text: hoverText(provider, catalog()), span };
    }
  }
  return undefined;
}

/** Everything scanned goes in as text, never as Markdown of its own. */
function hoverText({ declaration, verdict, file }: AssessedProvider, catalog: Catalog): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  const state = declaration.ignored ? t('ignored') : declaration.disabled ? t('disabled') : verdict.code === 'no-policy' ? t('no policy') : verdict.state;
  text.appendMarkdown(`$(cloud) **${plain(visible(maskText(declaration.name), 80))}** — ${t('model provider')}, ${state}\n\n`);
  if (verdict.code !== 'no-policy') text.appendMarkdown(`${plain(words(verdict.reason))}\n\n`);
  const row = (title: string, value: string | undefined): void => {
    if (value) text.appendMarkdown(`- ${title}: ${plain(visible(value, 300))}\n`);
  };
  row(t('Calls'), shownAddress(declaration) ?? t('an address that no file tells'));
  row(t('Models'), declaration.models.slice(0, 10).map(({ value }) => maskText(value)).join(', '));
  row(t('Key'), { literal: t('written out here'), reference: t('kept elsewhere'), none: undefined }[declaration.key]);
  row(t('Decided by'), verdict.entry?.id);
  row(t('Owner'), verdict.entry?.owner);
  row(t('Conditions'), verdict.entry?.conditions);
  row(t('Nearest approved'), verdict.closest && `${verdict.closest.entry.id} (${verdict.closest.launch})`);
  row(t('Read by'), file.clients.map((id) => clientOf(id).name).join(', '));
  const known = providerDeclaredIn(catalog, declaration);
  return known ? text.appendMarkdown(catalogText(providerKnownAs(known))) : text;
}
