import * as vscode from 'vscode';
import { sha256 } from '../host/evidence/sha256.ts';
import { gatherEvidence } from '../host/evidence/gather-evidence.ts';
import type { AssessedServer } from '../core/assess.ts';
import { pointer } from '../core/config/node.ts';
import { draftStub } from '../core/manifest/draft.ts';
import type { RollCall } from '../live/roll-call.ts';
import { fillIn } from './fill-in.ts';
import { fileKey, uriOf } from './file-key.ts';
import { serverFor } from './server-argument.ts';
import { staysInside } from './real-place.ts';
import { registrationFolder } from './settings.ts';
import { t, words } from './words.ts';

// In the same bundle (esbuild.mjs): both draft manifests.
export { newManifest } from './new-manifest.ts';

/** Drafts a server's registration stub, or updates the one there is, and opens it with what is left to fill in as tab stops. */
export async function registerServer(rollCall: RollCall, argument: unknown): Promise<void> {
  const assessment = await rollCall.settled();
  const server = await serverFor(assessment, argument, t('Register which server?'), ({ verdict }) => verdict.state === 'unknown');
  if (!server) return;
  const folder = folderFor(server);
  const { text, todos, uri, unchanged } = await draft(server, folder);
  if (!uri) {
    const document = await vscode.workspace.openTextDocument({ language: 'json', content: text });
    await fillIn(await vscode.window.showTextDocument(document), text, todos);
    return;
  }
  if (unchanged) {
    void vscode.window.showWarningMessage(words(unchanged));
    await vscode.window.showTextDocument(uri);
    return;
  }
  const exists = await stat(uri);
  if (!exists) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await fillIn(await vscode.window.showTextDocument(uri), text, todos);
}

/** The folder a draft belongs to: the server's own, else the first open one; none in an empty window. */
function folderFor({ file }: AssessedServer): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.getWorkspaceFolder(uriOf(file.path)) ?? vscode.workspace.workspaceFolders?.[0];
}

async function draft(server: AssessedServer, folder: vscode.WorkspaceFolder | undefined): Promise<{ text: string; todos: ReturnType<typeof draftStub>['todos']; uri?: vscode.Uri; unchanged?: NonNullable<ReturnType<typeof draftStub>['refused']> }> {
  const { file, declaration, identity } = server;
  const onDisk = folder?.uri.scheme === 'file';
  const evidence = onDisk
    ? await gatherEvidence({ folder: folder.uri.fsPath, configPath: file.path, identity, allowGit: vscode.workspace.isTrusted })
    : [];
  const source = `${vscode.workspace.asRelativePath(uriOf(file.path), false).replaceAll('\\', '/')}#${pointer(declaration.path)}`;
  const input = { server: declaration, identity, source, evidence, sha256 };
  const fresh = draftStub(input);
  if (!folder) return fresh;
  const uri = vscode.Uri.joinPath(registrationFolder(folder), fresh.fileName);
  if (!staysInside(folder.uri, uri)) {
    void vscode.window.showWarningMessage(t('The folder for registrations is a link that leads out of the workspace. The draft is in a new document instead.'));
    return fresh;
  }
  const existing = await textOf(uri);
  if (existing === undefined) return { ...fresh, uri };
  const updated = draftStub({ ...input, existing });
  return { ...updated, uri, ...(updated.refused && { unchanged: updated.refused }) };
}

async function stat(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** What an existing stub holds, unsaved changes first. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => fileKey(document.uri) === fileKey(uri));
  if (open) return open.getText();
  return vscode.workspace.fs.readFile(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => undefined,
  );
}
