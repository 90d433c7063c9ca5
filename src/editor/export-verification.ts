import * as os from 'node:os';
import * as vscode from 'vscode';
import type { Assessment } from '../core/assess.ts';
import type { Verification } from '../core/native/verify/verification.ts';
import type { EnforcementTools } from './enforcement-view.ts';
import { fileKey } from './file-key.ts';
import { shortPlace } from './place.ts';
import { t } from './words.ts';

const formats = {
  markdown: { label: 'Markdown', detail: 'To paste into an issue or a page.', extension: 'md' },
  json: { label: 'JSON', detail: 'For scripts; its schema is versioned.', extension: 'json' },
} as const;
type Format = keyof typeof formats;

/**
 * Writes what was found out to a file that the user chooses.
 * @param argument `{ format, uri }`: what would be asked otherwise
 */
export async function exportVerification(verification: Verification, tools: EnforcementTools, { files }: Assessment, argument: unknown): Promise<void> {
  const given = typeof argument === 'object' && argument !== null ? (argument as { readonly format?: unknown; readonly uri?: unknown }) : {};
  const format = (Object.keys(formats) as Format[]).find((one) => one === given.format) ?? (await pickFormat());
  if (format === undefined) return;
  const uri = given.uri instanceof vscode.Uri ? given.uri : await askWhere(format);
  if (!uri) return;
  if (files.some((file) => file.status !== 'absent' && file.path === fileKey(uri))) {
    void vscode.window.showWarningMessage(t('This is one of the files that were looked at. Choose another one.'));
    return;
  }
  const text = format === 'json' ? tools.verificationJson(verification, tools.exitOf(verification)) : tools.verificationMarkdown(verification, shortPlace);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  void tellWritten(uri);
}

async function pickFormat(): Promise<Format | undefined> {
  const items = (Object.keys(formats) as Format[]).map((format) => ({ label: formats[format].label, detail: t(formats[format].detail), format }));
  return (await vscode.window.showQuickPick(items, { title: t('Export enforcement as') }))?.format;
}

async function askWhere(format: Format): Promise<vscode.Uri | undefined> {
  const { label, extension } = formats[format];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir());
  return vscode.window.showSaveDialog({ title: t('Export enforcement'), saveLabel: t('Export'), defaultUri: vscode.Uri.joinPath(folder, `mcp-enforcement.${extension}`), filters: { [label]: [extension] } });
}

async function tellWritten(uri: vscode.Uri): Promise<void> {
  const open = t('Open');
  const picked = await vscode.window.showInformationMessage(t('What was found out is in {file}.', { file: vscode.workspace.asRelativePath(uri) }), open);
  if (picked === open) await vscode.window.showTextDocument(uri);
}
