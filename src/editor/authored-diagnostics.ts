import * as vscode from 'vscode';
import { assessManifest } from '../core/assess-manifest.ts';
import type { Finding } from '../core/finding/finding.ts';
import { mayBeManifest } from '../core/manifest/is-manifest.ts';
import type { ManifestSurroundings } from '../core/manifest/subject.ts';
import { manifestSurroundings } from '../host/manifest/surroundings.ts';
import type { RollCall } from '../live/roll-call.ts';
import { diagnosticOf } from './diagnostics.ts';
import { fileKey, uriOf } from './file-key.ts';
import { isPolicyDocument } from './policy-documents.ts';
import { policyFiles } from './policy-files.ts';

const delay = 200;
/** Milliseconds for which what lies around a manifest is taken to be the same while it is typed. */
const fresh = 3000;

/** Diagnostics of the manifests people write (`server.json`, stubs). */
export class AuthoredDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('mcp-roll-call-authored');
  readonly #rollCall: RollCall;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #around = new Map<string, { readonly seen: number; readonly around: ManifestSurroundings }>();
  readonly #failed: (error: unknown) => void;
  readonly #subscriptions: vscode.Disposable[];

  constructor(rollCall: RollCall, failed: (error: unknown) => void) {
    this.#rollCall = rollCall;
    this.#failed = failed;
    let under = rollCall.under;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#soon(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#soon(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#collection.delete(uri);
        this.#around.delete(fileKey(uri));
      }),
      rollCall.onDidChange(() => {
        const { policy, lint, known } = under;
        under = rollCall.under;
        if (under.policy !== policy || under.lint !== lint || under.known !== known) this.#all();
      }),
    ];
    this.#all();
  }

  /** Whether a document may be one of these; what is in it decides. */
  speaksOf(document: vscode.TextDocument): boolean {
    return /json/.test(document.languageId);
  }

  /** What is found in a text that lies at a path, or would. */
  findings(path: string, text: string): readonly Finding[] {
    const { policy, known, lint, now } = this.#rollCall.under;
    const around = this.#around.get(path)?.around;
    const folder = vscode.workspace.getWorkspaceFolder(uriOf(path))?.uri;
    return assessManifest(path, text, { policy, now, ...(known && { known }), ...(lint && { lint }), ...(around && { around }), ...(folder && { root: fileKey(folder) }) });
  }

  #all(): void {
    for (const document of vscode.workspace.textDocuments) this.#soon(document);
  }

  #soon(document: vscode.TextDocument): void {
    if (!this.speaksOf(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        if (!document.isClosed) void this.#show(document).catch(this.#failed);
      }, delay),
    );
  }

  async #show(document: vscode.TextDocument): Promise<void> {
    const path = fileKey(document.uri);
    // What is wrong in a policy is told by policy-authoring.ts.
    if (isPolicyDocument(document, policyFiles(this.#rollCall.under.policy))) return this.#collection.delete(document.uri);
    await this.#lookAround(document, path);
    if (!document.isClosed) this.#collection.set(document.uri, this.findings(path, document.getText()).map(diagnosticOf));
  }

  /** Git is asked only where the user trusts the folder, as for all that runs. */
  async #lookAround(document: vscode.TextDocument, path: string): Promise<void> {
    const { uri } = document;
    // A document that was never saved lies where it will be saved.
    if (!mayBeManifest(path) || (uri.scheme !== 'file' && uri.scheme !== 'untitled')) return;
    const seen = Date.now();
    if (seen - (this.#around.get(path)?.seen ?? 0) < fresh) return;
    const file = uri.with({ scheme: 'file' });
    const root = vscode.workspace.getWorkspaceFolder(file)?.uri.fsPath;
    const around = await manifestSurroundings({ path: file.fsPath, text: document.getText(), allowGit: vscode.workspace.isTrusted, ...(root !== undefined && { root }) });
    this.#around.set(path, { seen, around });
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.#subscriptions, this.#collection).dispose();
  }
}
