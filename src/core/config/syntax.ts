import type { Change } from '../finding/finding.ts';
import type { Span } from '../text/document.ts';
import type { TextEdit } from '../text/edit.ts';
import type { SyntaxProblem } from './config-file.ts';
import type { ConfigNode } from './node.ts';

/** The syntaxes config files are written in. `front-matter`: the YAML between `---` at the start of a Markdown file. */
export type SyntaxId = 'json' | 'dotenv' | 'toml' | 'yaml' | 'front-matter';

/** What a text holds: the tree as far as it can be read, and every place where it is not what its syntax asks for. */
export interface ParsedText {
  readonly tree?: ConfigNode;
  readonly problems: readonly SyntaxProblem[];
  /** The first place where a JSON text has a comment, or a comma behind the last item: fine for some readers, and not JSON. */
  readonly relaxed?: Span;
}

/** How one syntax is read and written. */
export interface Syntax {
  /** Never throws. */
  parse(text: string): ParsedText;
  /** The comments in a text, in order, from what opens them to what closes them or the end of the line. Never throws. */
  comments(text: string): readonly Span[];
  /** What VS Code makes of a damaged text, where that differs from what `parse` does; for syntaxes that it reads. */
  recover?(text: string): ConfigNode | undefined;
  /**
   * Changes as text edits that touch only their own bytes.
   * @param tree what `parse` made of `text`
   * @returns undefined when a change cannot be made in this text
   */
  edits(text: string, tree: ConfigNode, changes: readonly Change[]): TextEdit[] | undefined;
}
