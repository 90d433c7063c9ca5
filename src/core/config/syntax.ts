import type { Change } from '../finding/finding.ts';
import type { TextEdit } from '../text/edit.ts';
import { jsonEdits } from './json/edit.ts';
import { parseJson, type ParsedText } from './json/parse.ts';
import { recoverJson } from './json/recover.ts';
import type { ConfigNode } from './node.ts';

/** The syntaxes config files are written in. */
export type SyntaxId = 'json';

/** How one syntax is read and written. */
export interface Syntax {
  parse(text: string): ParsedText;
  /** What VS Code makes of a damaged text, where that differs from what `parse` does. */
  recover(text: string): ConfigNode | undefined;
  /** @returns undefined when a change cannot be made in this text */
  edits(text: string, tree: ConfigNode, changes: readonly Change[]): TextEdit[] | undefined;
}

export const syntaxes: Readonly<Record<SyntaxId, Syntax>> = {
  json: { parse: parseJson, recover: recoverJson, edits: jsonEdits },
};
