import * as path from 'node:path';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { readRegularFile } from '../../host/files/read-regular-file.ts';
import type { RollCall } from '../../live/roll-call.ts';
import { fileKey } from '../file-key.ts';
import { isPolicyDocument } from '../policy-documents.ts';
import { ownPolicies, policyFiles } from '../policy-files.ts';
import { PolicyText } from './policy-text.ts';

/** Milliseconds of rest before a text that is being typed is looked at. */
const delay = 200;
const longest = 5000;

/** The policies that are open here, as they are typed. */
export class OpenPolicies implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** A policy was opened, closed or, a moment ago, edited. */
  readonly onDidChange = this.#changed.event;
  readonly #texts = new WeakMap<vscode.TextDocument, { readonly version: number; readonly text: PolicyText }>();
  readonly #subscription: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rest = delay;

  readonly #rollCall: RollCall;

  constructor(rollCall: RollCall) {
    this.#rollCall = rollCall;
    let { policy } = rollCall.under;
    const soon = (document: vscode.TextDocument): void => {
      // One that was a policy may be none any more.
      if (!this.is(document) && !this.#texts.has(document)) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), this.#rest);
    };
    this.#subscription = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.onDidOpenTextDocument(soon),
      vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
      vscode.workspace.onDidCloseTextDocument(soon),
      rollCall.onDidChange(() => {
        const changed = rollCall.under.policy !== policy;
        policy = rollCall.under.policy;
        if (changed) this.#changed.fire();
      }),
    );
  }

  /** Of ten thousand entries a look takes a second, in which nothing else can be done: then it waits until nothing is typed for longer. */
  #look(): void {
    const start = performance.now();
    this.#changed.fire();
    this.#rest = Math.min(longest, Math.max(delay, 4 * (performance.now() - start)));
  }

  is(document: vscode.TextDocument): boolean {
    return isPolicyDocument(document, policyFiles(this.#rollCall.under.policy));
  }

  documents(): readonly vscode.TextDocument[] {
    return vscode.workspace.textDocuments.filter((document) => !document.isClosed && this.is(document));
  }

  of(document: vscode.TextDocument): PolicyText {
    const known = this.#texts.get(document);
    if (known?.version === document.version) return known.text;
    const text = new PolicyText(document.uri, document.getText());
    this.#texts.set(document, { version: document.version, text });
    return text;
  }

  /** Those that are open, then those that are configured and closed, of which only the user's own are of use. */
  all(): readonly PolicyText[] {
    const open = this.documents().map((document) => this.of(document));
    const shown = new Set(open.map(({ uri }) => fileKey(uri)));
    return [...open, ...ownPolicies(this.#rollCall.under.policy).flatMap((file) => (shown.has(file) ? [] : (closed(file) ?? [])))];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }
}

function closed(file: string): PolicyText | undefined {
  if (!path.isAbsolute(file)) return undefined;
  const content = readRegularFile(file);
  return 'text' in content && !content.flaw ? new PolicyText(vscode.Uri.file(file), content.text) : undefined;
}
