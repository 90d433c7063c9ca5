import * as vscode from 'vscode';
import { assessManifest } from '../core/assess-manifest.ts';
import type { Finding } from '../core/finding/finding.ts';
import { readPolicy } from '../core/policy/read.ts';
import type { RollCall } from '../live/roll-call.ts';
import { diagnosticOf } from './diagnostics.ts';
import { fileKey } from './file-key.ts';
import { policyFile } from './settings.ts';

const delay = 200;

/** Diagnostics of the documents people write for MCP Roll Call: manifests (`server.json`, stubs) and the policy. */
export class AuthoredDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('mcp-roll-call-authored');
  readonly #rollCall: RollCall;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(rollCall: RollCall) {
    this.#rollCall = rollCall;
    let under = rollCall.under;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#soon(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#soon(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#collection.delete(document.uri)),
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
    const { policy, known } = this.#rollCall.under;
    return assessManifest(path, text, { policy, ...(known && { known }) });
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
        if (!document.isClosed) this.#show(document);
      }, delay),
    );
  }

  #show(document: vscode.TextDocument): void {
    const path = fileKey(document.uri);
    const isPolicy = path === policyFile() || /(?:^|[./\\])mcp-policy\.jsonc?$/.test(path);
    const found = isPolicy ? readPolicy(document.getText(), path).problems.map((problem) => ({ ...problem, ruleId: 'policy' })) : this.findings(path, document.getText());
    this.#collection.set(document.uri, found.map(diagnosticOf));
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.#subscriptions, this.#collection).dispose();
  }
}
