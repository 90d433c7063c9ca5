import * as vscode from 'vscode';
import { serverLibrary } from '../core/manifest/builds-server.ts';
import { hasManifest, ownPackage, packageFiles } from './package-files.ts';
import { t } from './words.ts';

const dismissed = 'manifestHint.dismissed';
const dismissCommand = 'mcpRollCall.dismissManifestHint';

/**
 * One gentle hint to those who build an MCP server and have not described it: over the dependency that tells so, where they work, gone for
 * good with one click. No notification, which would come to people who only look something up; no diagnostic, since nothing is wrong; and not in the
 * view of servers, where those look who use them.
 */
export class ManifestHint implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #kept: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #parts: vscode.Disposable;

  /** @param kept what is remembered of this workspace */
  constructor(kept: vscode.Memento) {
    this.#kept = kept;
    const manifests = vscode.workspace.createFileSystemWatcher('**/*server.json', false, true, false);
    const changed = (): void => this.#changed.fire();
    this.#parts = vscode.Disposable.from(
      this.#changed,
      manifests,
      manifests.onDidCreate(changed),
      manifests.onDidDelete(changed),
      vscode.languages.registerCodeLensProvider(packageFiles.map((name) => ({ pattern: `**/${name}` })), this),
      vscode.commands.registerCommand(dismissCommand, async () => {
        await kept.update(dismissed, true);
        changed();
      }),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { uri } = document;
    if (this.#kept.get(dismissed) === true || !vscode.workspace.getWorkspaceFolder(uri) || /\/(?:node_modules|site-packages)\//.test(uri.path)) return [];
    const own = await ownPackage(uri);
    const library = own && serverLibrary(own);
    if (library === undefined || (await hasManifest(uri))) return [];
    const at = document.positionAt(Math.max(0, placeOf(library, document.getText())));
    const range = new vscode.Range(at, at);
    return [
      new vscode.CodeLens(range, { title: t('This builds an MCP server: describe it in a manifest'), tooltip: t('Begins a server.json beside this file, from what this file says. It tells those who want to use the server what it is, and who answers for it.'), command: 'mcpRollCall.newManifest', arguments: [uri] }),
      new vscode.CodeLens(range, { title: t('Do not suggest it here'), tooltip: t('Does not suggest it in this workspace again.'), command: dismissCommand }),
    ];
  }

  dispose(): void {
    this.#parts.dispose();
  }
}

/** Where a dependency is named: in quotes, or as a key of TOML. */
function placeOf(library: string, text: string): number {
  const name = library.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`["']${name}["'\\[<>=~! ;]|^${name}\\s*=`, 'im').exec(text)?.index ?? -1;
}
