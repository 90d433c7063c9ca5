import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { getLanguageService, TextDocument, type CompletionItem, type JSONDocument, type LanguageService } from 'vscode-json-languageservice';

/** Completion and hovers in a manifest or a policy, from a schema that ships. A bundle of its own, loaded with the first document that needs it. */
export class SchemaHelp {
  readonly #service: LanguageService;

  /** @param schema the path of the schema's file */
  constructor(schema: string) {
    const text = fs.readFileSync(schema, 'utf8');
    // A document names its schema by an address, which is not asked: this is what it would say, offline.
    this.#service = getLanguageService({ schemaRequestService: () => Promise.resolve(text) });
    this.#service.configure({ validate: false, schemas: [{ uri: 'mcp-roll-call:schema', fileMatch: ['*'] }] });
  }

  async completions(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
    const { text, parsed } = this.#read(document);
    const list = await this.#service.doComplete(text, position, parsed);
    return list?.items.map(completionOf) ?? [];
  }

  async hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const { text, parsed } = this.#read(document);
    const hover = await this.#service.doHover(text, position, parsed);
    if (!hover || !Array.isArray(hover.contents)) return undefined;
    const contents = hover.contents.map((part) => new vscode.MarkdownString(typeof part === 'string' ? part : part.value));
    return new vscode.Hover(contents, hover.range && rangeOf(hover.range));
  }

  #read(document: vscode.TextDocument): { text: TextDocument; parsed: JSONDocument } {
    const text = TextDocument.create(document.uri.toString(), document.languageId, document.version, document.getText());
    return { text, parsed: this.#service.parseJSONDocument(text) };
  }
}

function completionOf(item: CompletionItem): vscode.CompletionItem {
  const made = new vscode.CompletionItem(item.label, (item.kind ?? 1) - 1);
  const edit = item.textEdit;
  if (edit) made.range = 'range' in edit ? rangeOf(edit.range) : { inserting: rangeOf(edit.insert), replacing: rangeOf(edit.replace) };
  const text = edit?.newText ?? item.insertText ?? item.label;
  // 2: a snippet, by the protocol's numbers.
  made.insertText = item.insertTextFormat === 2 ? new vscode.SnippetString(text) : text;
  if (item.documentation !== undefined) made.documentation = typeof item.documentation === 'string' ? item.documentation : new vscode.MarkdownString(item.documentation.value);
  for (const key of ['detail', 'sortText', 'filterText'] as const) if (item[key] !== undefined) made[key] = item[key];
  // Otherwise the values of a key would have to be asked for by hand.
  if (item.command) made.command = { title: item.command.title, command: item.command.command };
  return made;
}

function rangeOf({ start, end }: { readonly start: { readonly line: number; readonly character: number }; readonly end: { readonly line: number; readonly character: number } }): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
