import type * as vscode from 'vscode';
import type { Assessment } from '../core/assess.ts';
import type { ConfigFile } from '../core/config/config-file.ts';
import { parseJson } from '../core/config/json/parse.ts';
import type { LookedAt } from '../core/finding/fix-all.ts';
import type { RollCall } from '../live/roll-call.ts';
import type { AuthoredDiagnostics } from './authored-diagnostics.ts';
import { mayBeConfig } from './documents.ts';
import { fileKey } from './file-key.ts';

/** An open document that findings are told of, as it is now. */
export interface Linted extends LookedAt {
  /** Undefined for what people write for MCP Roll Call: manifests. */
  readonly assessment?: Assessment;
  /** The same. */
  readonly file?: ConfigFile;
  /** What would be found in another text of it. */
  again(text: string): LookedAt | undefined;
}

/** What is known of a document: a config file, or a manifest. Undefined for all others, and where the text is another already. */
export async function lintedOf(document: vscode.TextDocument, rollCall: RollCall, authored: AuthoredDiagnostics): Promise<Linted | undefined> {
  const path = fileKey(document.uri);
  const text = document.getText();
  if (!mayBeConfig(document)) return authored.speaksOf(document) ? manifest(path, text, authored) : undefined;
  const assessment = await rollCall.settled();
  const file = assessment.files.find((candidate) => candidate.path === path);
  // An edit computed from another text would land in the wrong place.
  if (!file || file.document.text !== document.getText()) return undefined;
  return {
    text: file.document.text,
    syntax: file.syntax,
    tree: file.tree,
    findings: assessment.findings.filter((finding) => finding.file === path),
    assessment,
    file,
    again: (other) => {
      const { file: read, findings } = rollCall.supposed(file, other);
      return { text: other, syntax: read.syntax, tree: read.status === 'read' ? read.tree : undefined, findings };
    },
  };
}

function manifest(path: string, text: string, authored: AuthoredDiagnostics): Linted {
  const look = (other: string): LookedAt => {
    const { tree, problems } = parseJson(other);
    return { text: other, syntax: 'json', tree: problems.length === 0 ? tree : undefined, findings: authored.findings(path, other) };
  };
  return { ...look(text), again: look };
}
