import * as vscode from 'vscode';
import type { Catalog } from '../core/catalog/catalog.ts';
import { knownAs } from '../core/catalog/known-as.ts';
import { explain } from '../core/explain.ts';
import { visible } from '../core/text/visible.ts';
import type { RollCall } from '../live/roll-call.ts';
import { shortPlace } from './place.ts';
import { serverFor } from './server-argument.ts';
import { plain, t, words } from './words.ts';

const scheme = 'mcp-roll-call-verdict';

/** Shows why a server's verdict is what it is, as a page of its own. */
export class VerdictPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #pages = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly #rollCall: RollCall;
  readonly #now: () => string;
  readonly #catalog: () => Catalog;

  constructor(rollCall: RollCall, now: () => string, catalog: () => Catalog) {
    this.#rollCall = rollCall;
    this.#now = now;
    this.#catalog = catalog;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#pages.get(uri.path) ?? '';
  }

  async open(argument: unknown): Promise<void> {
    const assessment = await this.#rollCall.settled();
    const server = await serverFor(assessment, argument, t('Explain the verdict on which server?'));
    if (!server) return;
    const name = visible(server.declaration.name, 60);
    const uri = vscode.Uri.from({ scheme, path: `/${name.replace(/[^\p{L}\p{N}._-]+/gu, '-')} — verdict.md` });
    const { title, steps, advice } = explain(server, assessment, this.#now(), shortPlace);
    const entry = this.#catalog().serverInCatalog(server.identity);
    const known = entry && knownAs(entry, server.identity);
    this.#pages.set(
      uri.path,
      [`# ${plain(words(title))}`, '', ...steps.map((step, i) => `${i + 1}. ${plain(words(step))}`), '', ...(advice.length > 0 ? [`## ${t('What to do')}`, '', ...advice.map((step) => `- ${plain(words(step))}`), ''] : []), ...(known ? [`## ${t('What documentation says')}`, '', ...known.sentences.map((sentence) => `- ${plain(words(sentence))}`), ...known.sources.map((source) => `- ${plain(source)}`), ''] : [])].join('\n'),
    );
    this.#changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
