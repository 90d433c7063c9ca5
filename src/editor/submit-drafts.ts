import * as vscode from 'vscode';
import type { Assessment } from '../core/assess.ts';
import { unknownServers } from '../core/intake/unknown-servers.ts';
import { sha256 } from '../host/evidence/sha256.ts';
import { registrationDraft } from './registration-draft.ts';
import { uriOf } from './file-key.ts';
import { t } from './words.ts';

const remembered = 'mcpRollCall.draftedUnknown';

/**
 * Drafts a stub for each unknown server that the open folders declare, once ever for each: one that somebody deleted does not come back.
 * Opens nothing and moves no focus. Servers of the user's own files are not drafted into whatever folder happens to be open.
 * @param isTyped whether a file holds text that is not saved: half a server is none
 */
export async function draftQuietly(assessment: Assessment, state: vscode.Memento, isTyped: (file: string) => boolean): Promise<void> {
  const known = new Set(state.get<readonly string[]>(remembered, []));
  const drafted: vscode.Uri[] = [];
  for (const { key, servers } of unknownServers(assessment, sha256)) {
    const server = servers.find(({ file, verdict }) => file.root !== undefined && verdict.code !== 'no-policy' && !isTyped(file.path));
    const folder = server && vscode.workspace.getWorkspaceFolder(uriOf(server.file.path));
    const mark = sha256(key);
    if (!server || folder?.uri.scheme !== 'file' || known.has(mark)) continue;
    known.add(mark);
    const { uri, exists, text } = await registrationDraft(server, folder);
    if (!uri || exists) continue;
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    drafted.push(uri);
  }
  await state.update(remembered, [...known].slice(-2000));
  const [first] = drafted;
  if (first) vscode.window.setStatusBarMessage(drafted.length === 1 ? t('$(git-pull-request-draft) Drafted {file}', { file: vscode.workspace.asRelativePath(first) }) : t('$(git-pull-request-draft) Drafted {count} registrations', { count: drafted.length }), 10_000);
}
