import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { AssessedServer } from '../core/assess.ts';
import { pointer } from '../core/config/node.ts';
import { draftStub, type Draft } from '../core/manifest/draft.ts';
import type { Heard } from '../core/manifest/from-snapshot.ts';
import { gatherEvidence } from '../host/evidence/gather-evidence.ts';
import { sha256 } from '../host/evidence/sha256.ts';
import { fileKey, uriOf } from './file-key.ts';
import { staysInside } from './real-place.ts';
import { registrationFolder } from './settings.ts';

/** A server's registration as it is drafted now, on top of what somebody filled in. */
export interface RegistrationDraft extends Draft {
  /** Where it belongs; absent where that would lie outside of the folder, or no folder is open. */
  readonly uri?: vscode.Uri;
  /** Something is there already. */
  readonly exists: boolean;
  /** The folder for registrations is a link that leads out of the workspace. */
  readonly ledOutside?: true;
}

/** The folder a draft belongs to: the server's own, else the first open one; none in an empty window. */
export function folderFor({ file }: AssessedServer): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.getWorkspaceFolder(uriOf(file.path)) ?? vscode.workspace.workspaceFolders?.[0];
}

/**
 * Writes nothing. Asks git for a likely owner where the workspace is trusted.
 * @param heard what the server said of itself, where the user let it be listened to
 */
export async function registrationDraft(server: AssessedServer, folder: vscode.WorkspaceFolder | undefined, heard?: Heard): Promise<RegistrationDraft> {
  const { file, declaration, identity } = server;
  const onDisk = folder?.uri.scheme === 'file';
  const evidence = onDisk ? await gatherEvidence({ folder: folder.uri.fsPath, configPath: file.path, identity, allowGit: vscode.workspace.isTrusted }) : [];
  const input = { server: declaration, identity, source: `${sourceOf(file.path)}#${pointer(declaration.path)}`, evidence, sha256, ...(heard && { heard }) };
  const fresh = draftStub(input);
  if (!folder) return { ...fresh, exists: false };
  const uri = vscode.Uri.joinPath(registrationFolder(folder), fresh.fileName);
  if (!staysInside(folder.uri, uri)) return { ...fresh, exists: false, ledOutside: true };
  const existing = await textOf(uri);
  return existing === undefined ? { ...fresh, uri, exists: false } : { ...draftStub({ ...input, existing }), uri, exists: true };
}

/** A config file in words that hold on another machine too: from its workspace folder, else from the home folder. */
function sourceOf(file: string): string {
  const inWorkspace = vscode.workspace.asRelativePath(uriOf(file), false);
  if (inWorkspace !== file && !path.isAbsolute(inWorkspace)) return inWorkspace.replaceAll('\\', '/');
  const fromHome = path.relative(os.homedir(), file);
  return path.isAbsolute(file) && fromHome !== '' && !fromHome.startsWith('..') && !path.isAbsolute(fromHome) ? `~/${fromHome.split(path.sep).join('/')}` : path.basename(file);
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
