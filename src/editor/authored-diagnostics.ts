import * as vscode from 'vscode';
import { assessManifest } from '../core/assess-manifest.ts';
import { readPolicy } from '../core/policy/read.ts';
import { diagnosticOf } from './diagnostics.ts';
import { fileKey } from './file-key.ts';
import { policyFile } from './settings.ts';

const delay = 200;

/** Diagnostics of the documents people write for MCP Roll Call: manifests (`server.json`, stubs) and the policy. */
export class AuthoredDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('mcp-roll-call-authored');
  readonly #extension: vscode.Uri;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(extension: vscode.Uri) {
    this.#extension = extension;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#soon(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#soon(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#collection.delete(document.uri)),
    ];
    for (const document of vscode.workspace.textDocuments) this.#soon(document);
  }

  #soon(document: vscode.TextDocument): void {
    if (!/json/.test(document.languageId)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        if (!document.isClosed) this.#show(document);
      }, delay),
    );
  }

  #show(document: vscode.TextDocument): void {
    const path = fileKey(document.uri);
    const isPolicy = path === policyFile() || /(?:^|[./\\])mcp-policy\.jsonc?$/.test(path);
    const found = isPolicy ? readPolicy(document.getText(), path).problems.map((problem) => ({ ...problem, ruleId: 'policy' })) : assessManifest(path, document.getText());
    this.#collection.set(
      document.uri,
      found.map((finding) => diagnosticOf(finding, this.#extension)),
    );
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.#subscriptions, this.#collection).dispose();
  }
}
