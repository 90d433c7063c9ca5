import * as vscode from 'vscode';
import { child } from '../../core/config/node.ts';
import type { SchemaHelp } from '../schema-help.ts';
import type { OpenPolicies } from './open-policies.ts';

/** What VS Code itself gives the schema to (package.json, jsonValidation). */
const byName = /(?:^|[/\\.])mcp-policy\.json$|(?:^|[/\\])mcp-policy\.jsonc$/;

/** Completion and hovers of the schema in policies that VS Code does not know by their names: drafts, and files called otherwise. */
export function registerSchema(selector: vscode.DocumentSelector, policies: OpenPolicies, schema: () => Promise<SchemaHelp>): vscode.Disposable {
  let loading: Promise<SchemaHelp> | undefined;
  const help = (document: vscode.TextDocument): Promise<SchemaHelp> | undefined => {
    if (!policies.is(document) || byName.test(document.uri.path) || child(policies.of(document).tree, '$schema')) return undefined;
    return (loading ??= schema());
  };
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(selector, { provideCompletionItems: async (document, position) => (await help(document))?.completions(document, position) }, '"', ':', ' '),
    vscode.languages.registerHoverProvider(selector, { provideHover: async (document, position) => (await help(document))?.hover(document, position) }),
  );
}
