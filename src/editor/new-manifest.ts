import * as vscode from 'vscode';
import { manifestFromPackage } from '../core/manifest/from-package.ts';
import { fillIn } from './fill-in.ts';
import { ownPackage, packageFiles } from './package-files.ts';
import { t } from './words.ts';

/** Drafts the manifest of the server that is built here, beside its package's file. Nothing is written until the user saves it. */
export async function newManifest(argument: unknown): Promise<void> {
  const file = argument instanceof vscode.Uri ? argument : await chosenPackage();
  if (!file) return;
  const own = await ownPackage(file);
  if (!own) {
    void vscode.window.showWarningMessage(t('{file} names no package, so that there is nothing to begin from.', { file: vscode.workspace.asRelativePath(file) }));
    return;
  }
  const uri = vscode.Uri.joinPath(file, '..', 'server.json');
  if (await exists(uri)) {
    void vscode.window.showInformationMessage(t('There is a manifest already.'));
    await vscode.window.showTextDocument(uri);
    return;
  }
  const { text, todos } = manifestFromPackage(own);
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  await vscode.languages.setTextDocumentLanguage(document, 'json');
  await fillIn(await vscode.window.showTextDocument(document), text, todos);
}

/** The package the user is at, else the only one, else the one that is picked. */
async function chosenPackage(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active && packageFiles.some((name) => active.path.endsWith(`/${name}`))) return active;
  const found = await vscode.workspace.findFiles(`**/{${packageFiles.join(',')}}`, '**/{node_modules,.venv,venv,site-packages}/**', 200);
  if (found.length === 0) {
    void vscode.window.showInformationMessage(t('There is no package.json and no pyproject.toml here to begin a manifest from.'));
    return undefined;
  }
  const items = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri })).sort((a, b) => a.label.length - b.label.length || (a.label < b.label ? -1 : 1));
  if (items.length === 1) return items[0]!.uri;
  return (await vscode.window.showQuickPick(items, { title: t('New manifest of which package?') }))?.uri;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
