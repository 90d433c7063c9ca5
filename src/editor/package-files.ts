import * as vscode from 'vscode';
import { parseJson } from '../core/config/json/parse.ts';
import { loadSyntax } from '../core/config/syntaxes.ts';
import { npmPackage, pythonPackage, type OwnPackage } from '../core/manifest/own-package.ts';

export const packageFiles = ['package.json', 'pyproject.toml'] as const;

/** What a package's file says, read as the document that is open or from the disk. Never throws for what it holds. */
export async function ownPackage(uri: vscode.Uri): Promise<OwnPackage | undefined> {
  const text = (await vscode.workspace.openTextDocument(uri)).getText();
  if (text.length > 1_000_000) return undefined;
  return uri.path.endsWith('.toml') ? pythonPackage((await loadSyntax('toml')).parse(text).tree) : npmPackage(parseJson(text).tree);
}

/** Whether a manifest lies beside a package's file. */
export async function hasManifest(packageFile: vscode.Uri): Promise<boolean> {
  const names = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(packageFile, '..')).then((entries) => entries.map(([name]) => name), () => []);
  return names.some((name) => /(?:^|\.)server\.json$/i.test(name));
}
