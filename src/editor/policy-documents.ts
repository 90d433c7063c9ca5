import * as vscode from 'vscode';
import { parseJson } from '../core/config/json/parse.ts';
import { takesRequests } from '../core/intake/takes-requests.ts';
import { lastEntry } from '../core/config/node.ts';
import type { RollCall } from '../live/roll-call.ts';
import { isFile } from './documents.ts';
import { fileKey } from './file-key.ts';
import type { AroundPolicy, PolicyAuthoring } from './policy-authoring.ts';
import { ownPolicies, policyFiles } from './policy-files.ts';
import type { SchemaHelp } from './schema-help.ts';
import { t } from './words.ts';

const shapes = new WeakMap<vscode.TextDocument, { readonly version: number; readonly is: boolean }>();

/**
 * Whether a document is a policy: one that is configured, one by its name, or one by what stands in it, saved or not.
 * @param configured the files that are
 */
export function isPolicyDocument(document: vscode.TextDocument, configured: readonly string[]): boolean {
  const { uri } = document;
  if (!isFile(uri.scheme) && uri.scheme !== 'untitled') return false;
  const key = fileKey(uri);
  if (configured.includes(key)) return true;
  return /^jsonc?$/.test(document.languageId) && (/(?:^|[./\\])mcp-policy\.jsonc?$/.test(key) || hasShape(document));
}

function hasShape(document: vscode.TextDocument): boolean {
  const known = shapes.get(document);
  if (known?.version === document.version) return known.is;
  const text = document.getText();
  const { tree } = text.includes('"policyVersion"') && text.includes('"servers"') ? parseJson(text) : {};
  const is = lastEntry(tree, 'policyVersion') !== undefined && lastEntry(tree, 'servers') !== undefined;
  shapes.set(document, { version: document.version, is });
  return is;
}

/** Loads what helps to write policy once a policy is opened, a command needs it, or the Testing view of somebody who may write policy asks for its tests. */
export class PolicyDocuments implements vscode.Disposable {
  readonly #start: () => Promise<PolicyAuthoring>;
  readonly #waiting: vscode.Disposable;
  #controller: vscode.TestController | undefined;
  #loading: Promise<PolicyAuthoring> | undefined;
  #over = false;

  constructor(rollCall: RollCall, { extension, ...around }: Omit<AroundPolicy, 'schema' | 'controller'> & { readonly extension: vscode.Uri }) {
    this.#start = async () => new (await import('./policy-authoring.js')).PolicyAuthoring(rollCall, { ...around, controller: () => this.#tests(), schema: () => schemaHelp(extension) });
    const look = (document: vscode.TextDocument): void => {
      if (isPolicyDocument(document, policyFiles(rollCall.under.policy))) void this.authoring().catch(around.failed);
    };
    this.#waiting = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
      rollCall.onDidChange(({ policy }) => {
        const own = ownPolicies(policy).length > 0;
        void vscode.commands.executeCommand('setContext', 'mcpRollCall.ownsPolicy', own);
        void vscode.commands.executeCommand('setContext', 'mcpRollCall.takesRequests', takesRequests(policy));
        // A controller puts the Testing view into the window: of no use to those who cannot change the policy.
        if (own) this.#tests();
      }),
    );
    vscode.workspace.textDocuments.forEach(look);
  }

  /** What helps to write policy; loads it. */
  authoring(): Promise<PolicyAuthoring> {
    this.#loading ??= this.#start().then((made) => {
      if (this.#over) made.dispose();
      return made;
    });
    return this.#loading;
  }

  #tests(): vscode.TestController {
    if (this.#controller) return this.#controller;
    const controller = vscode.tests.createTestController('mcpRollCall.policy', t('MCP policy'));
    controller.resolveHandler = async () => {
      await this.authoring();
    };
    return (this.#controller = controller);
  }

  dispose(): void {
    this.#over = true;
    this.#waiting.dispose();
    void this.#loading?.then((made) => made.dispose(), () => undefined);
    this.#controller?.dispose();
  }
}

async function schemaHelp(extension: vscode.Uri): Promise<SchemaHelp> {
  const { SchemaHelp: Help } = await import('./schema-help.js');
  return new Help(vscode.Uri.joinPath(extension, 'media/schemas/policy.schema.json').fsPath);
}
