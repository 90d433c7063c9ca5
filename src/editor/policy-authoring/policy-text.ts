import * as vscode from 'vscode';
import { parseJson } from '../../core/config/json/parse.ts';
import { spanAt, type ConfigNode, type Part, type Path } from '../../core/config/node.ts';
import { readPolicy, type ReadPolicy } from '../../core/policy/read.ts';
import { TextDocument, type Span } from '../../core/text/document.ts';
import { fileKey, toRange } from '../file-key.ts';

/** A policy as it is written at one moment, understood as far as somebody asks. */
export class PolicyText {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly #document: TextDocument;
  #tree: { readonly root: ConfigNode | undefined } | undefined;
  #read: ReadPolicy | undefined;

  constructor(uri: vscode.Uri, text: string) {
    this.uri = uri;
    this.text = text;
    this.#document = new TextDocument(text);
  }

  get tree(): ConfigNode | undefined {
    return (this.#tree ??= { root: parseJson(this.text).tree }).root;
  }

  get read(): ReadPolicy {
    return (this.#read ??= readPolicy(this.text, fileKey(this.uri)));
  }

  /** The place of a part of it; the beginning, where there is nothing. */
  rangeAt(path: Path, part?: Part): vscode.Range {
    return this.tree ? this.rangeOf(spanAt(this.tree, path, part)) : new vscode.Range(0, 0, 0, 0);
  }

  rangeOf(span: Span): vscode.Range {
    return toRange(this.#document.rangeOf(span));
  }
}
