import * as vscode from 'vscode';
import { parseJson } from '../core/config/json/parse.ts';
import { child } from '../core/config/node.ts';
import { manifestFormat } from '../core/manifest/is-manifest.ts';
import { fileKey } from './file-key.ts';
import type { SchemaHelp } from './schema-help.ts';

/** Not of VS Code's own: it fetches the schema that a manifest names from the network, and only where that is trusted. */
const selector: vscode.DocumentSelector = [{ pattern: '**/server.json' }, { pattern: '**/*.server.json' }];

/** Completion and hovers in manifests. What is wrong in them the rules say, so that nothing is said twice. */
export function registerManifestAuthoring(extension: vscode.Uri): vscode.Disposable {
  let loading: Promise<SchemaHelp> | undefined;
  const language = (): Promise<SchemaHelp> =>
    (loading ??= import('./schema-help.js').then(({ SchemaHelp: Help }) => new Help(vscode.Uri.joinPath(extension, 'media/schemas/manifest.schema.json').fsPath)));
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      selector,
      { provideCompletionItems: async (document, position) => (helps(document, position) ? (await language()).completions(document, position) : undefined) },
      '"',
      ':',
      ' ',
    ),
    vscode.languages.registerHoverProvider(selector, { provideHover: async (document, position) => (helps(document, position) ? (await language()).hover(document, position) : undefined) }),
  );
}

/** Many things are called `server.json`: in those nobody is to be bothered. One that is still empty may become a manifest. */
function helps(document: vscode.TextDocument, position: vscode.Position): boolean {
  const path = fileKey(document.uri);
  const { tree } = parseJson(document.getText());
  const isOne = /[^/\\]\.server\.json$/i.test(path) || tree === undefined || manifestFormat(path, tree) === 'server' || (tree.kind === 'object' && tree.entries.every(({ key }) => key === '' || key === '$schema' || key === 'name'));
  if (!isOne || !trustsPublished()) return isOne;
  // VS Code has said the rest already.
  const extra = child(tree, '_meta')?.span;
  const offset = document.offsetAt(position);
  return extra !== undefined && extra.start < offset && offset < extra.end;
}

/** Whether the user lets VS Code fetch the published schema by itself. */
function trustsPublished(): boolean {
  const trusted = vscode.workspace.getConfiguration('json.schemaDownload').get<unknown>('trustedDomains');
  return typeof trusted === 'object' && trusted !== null && Object.entries(trusted).some(([domain, yes]) => yes === true && (domain === '*' || domain.startsWith('https://static.modelcontextprotocol.io')));
}
