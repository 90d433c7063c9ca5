import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { parseJson } from '../core/config/json/parse.ts';
import { lastEntry } from '../core/config/node.ts';
import type { RollCall } from '../live/roll-call.ts';
import { isFile } from './documents.ts';
import { fileKey } from './file-key.ts';
import type { AroundPolicy, PolicyAuthoring } from './policy-authoring.ts';
import { insideWorkspace } from './real-place.ts';
import type { SchemaHelp } from './schema-help.ts';
import { policyFile } from './settings.ts';
import { t } from './words.ts';

/** The scheme of policy text that nobody here can edit: what was fetched, a change before it is made. */
export const policyScheme = 'mcp-roll-call-policy';

const shapes = new WeakMap<vscode.TextDocument, { readonly version: number; readonly is: boolean }>();

/** Whether a document is a policy: the one that is configured, one by its name, or one by what stands in it, saved or not. */
export function isPolicyDocument(document: vscode.TextDocument): boolean {
  const { uri } = document;
  if (!isFile(uri.scheme) && uri.scheme !== 'untitled') return false;
  const key = fileKey(uri);
  if (key === policyFile()) return true;
  if (!/^jsonc?$/.test(document.languageId)) return false;
  return /(?:^|[./\\])mcp-policy\.jsonc?$/.test(key) || hasShape(document);
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

/** Whether the user may write a policy file that is configured here. */
export function mayWrite(file: string): boolean {
  if (insideWorkspace(file)) return false;
  try {
    fs.accessSync(file, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Loads what helps to write policy once a policy is opened, or the Testing view of somebody who may write one asks for its tests. */
export class PolicyDocuments implements vscode.Disposable {
  readonly #start: (controller: vscode.TestController) => Promise<PolicyAuthoring>;
  readonly #failed: (error: unknown) => void;
  readonly #waiting: vscode.Disposable;
  #controller: vscode.TestController | undefined;
  #loading: Promise<PolicyAuthoring> | undefined;
  #over = false;

  constructor(rollCall: RollCall, around: Omit<AroundPolicy, 'schema'> & { readonly extension: vscode.Uri }) {
    this.#failed = around.failed;
    this.#start = async (controller) => new (await import('./policy-authoring.js')).PolicyAuthoring(rollCall, controller, { ...around, schema: () => schemaHelp(around.extension) });
    const look = (document: vscode.TextDocument): void => {
      if (isPolicyDocument(document)) void this.authoring().catch(this.#failed);
    };
    this.#waiting = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    );
    const file = policyFile();
    // A controller puts the Testing view into the window: of no use to those who cannot change the policy.
    if (file !== undefined && mayWrite(file)) this.#tests();
    vscode.workspace.textDocuments.forEach(look);
  }

  /** What helps to write policy; loads it. */
  authoring(): Promise<PolicyAuthoring> {
    if (!this.#loading) {
      this.#waiting.dispose();
      this.#loading = this.#start(this.#tests()).then((made) => {
        if (this.#over) made.dispose();
        return made;
      });
    }
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
