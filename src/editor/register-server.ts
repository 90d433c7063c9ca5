import * as vscode from 'vscode';
import type { AssessedServer } from '../core/assess.ts';
import { unknownServers } from '../core/intake/unknown-servers.ts';
import { sha256 } from '../host/evidence/sha256.ts';
import type { Heard } from '../live/listening-keeper.ts';
import type { RollCall } from '../live/roll-call.ts';
import { fillIn } from './fill-in.ts';
import { inert } from './listening/inert.ts';
import { folderFor, registrationDraft } from './registration-draft.ts';
import { serverFor } from './server-argument.ts';
import { t, words } from './words.ts';

// In the same bundle (esbuild.mjs): all draft manifests, or hand them in.
export { newManifest } from './new-manifest.ts';
export { submitServer } from './submit-server.ts';
export { draftQuietly } from './submit-drafts.ts';

/** How a server's own words come into a draft. */
export interface OwnWords {
  /** What it said when it was last listened to, where that still holds for what is declared. */
  last(server: AssessedServer): Promise<Heard | undefined>;
  /** The same now, with the user's word; undefined where nothing came of it. */
  listen(server: AssessedServer): Promise<Heard | undefined>;
  readonly failed: (error: unknown) => void;
}

/** Drafts a server's registration stub, or updates the one there is, and opens it with what is left to fill in as tab stops. */
export async function registerServer(rollCall: RollCall, argument: unknown, own: OwnWords): Promise<void> {
  const assessment = await rollCall.settled();
  const server = await serverFor(assessment, argument, t('Register which server?'), ({ verdict }) => verdict.state === 'unknown');
  if (!server) return;
  const heard = await own.last(server);
  if ((await openDraft(server, heard)) && !heard && vscode.workspace.isTrusted && server.file.live) offerToFillIn(server, own);
}

/** Gives whether there is a draft to work on. */
async function openDraft(server: AssessedServer, heard: Heard | undefined): Promise<boolean> {
  const { text, todos, uri, exists, refused, ledOutside, repinned } = await registrationDraft(server, folderFor(server), heard && { snapshot: heard.snapshot, takenAt: heard.at });
  if (ledOutside) void vscode.window.showWarningMessage(t('The folder for registrations is a link that leads out of the workspace. The draft is in a new document instead.'));
  if (!uri) {
    const document = await vscode.workspace.openTextDocument({ language: 'json', content: text });
    await fillIn(await vscode.window.showTextDocument(document), text, todos);
    return true;
  }
  if (refused) {
    void vscode.window.showWarningMessage(words(refused));
    await vscode.window.showTextDocument(uri);
    return false;
  }
  if (repinned) void vscode.window.showWarningMessage(t('The draft was made when the server said something else. What it says now is in it, for whoever reviews it to look at again.'));
  if (!exists) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await fillIn(await vscode.window.showTextDocument(uri), text, todos);
  return true;
}

/** Not waited for: the draft is there, and complete enough to be filled in by hand. */
function offerToFillIn(server: AssessedServer, own: OwnWords): void {
  const [listen, later] = [t('Listen and Fill In'), t('Not Now')];
  const question = t('Its tools are still to be filled in. Listen to `{name}` and take them from what it says? What that runs is shown first.', { name: inert(server.declaration.name, 60) });
  void vscode.window.showInformationMessage(question, listen, later).then(async (picked) => {
    const heard = picked === listen ? await own.listen(server) : undefined;
    if (heard) await openDraft(server, heard);
  }).then(undefined, own.failed);
}

/** Drafts a stub for every live server that nobody decided on, and says what was written and what could not be. */
export async function registerAllUnknown(rollCall: RollCall): Promise<void> {
  const unknown = unknownServers(await rollCall.settled(), sha256);
  if (unknown.length === 0) {
    void vscode.window.showInformationMessage(t('No live server is unknown: there is nothing to register.'));
    return;
  }
  if (!vscode.workspace.workspaceFolders?.length) {
    void vscode.window.showInformationMessage(t('Open a folder first: the drafts go into a folder of it.'));
    return;
  }
  const written: vscode.Uri[] = [];
  const failed: string[] = [];
  let kept = 0;
  for (const { servers: [server] } of unknown) {
    const { uri, text, exists, refused } = await registrationDraft(server, folderFor(server));
    const open = uri && vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (!uri || refused || (open?.isDirty ?? false)) failed.push(server.declaration.name);
    else if (exists && new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) === text) kept++;
    else {
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      written.push(uri);
    }
  }
  const parts = [t('{count} registrations were drafted or updated.', { count: written.length }), ...(kept > 0 ? [t('{count} were there already.', { count: kept })] : []), ...(failed.length > 0 ? [t('Not drafted: {names}. Draft each by itself to see why.', { names: failed.slice(0, 5).join(', ') })] : []), t('Nothing was sent.')];
  const open = t('Open One');
  const show = failed.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  if ((await show(parts.join(' '), ...(written.length > 0 ? [open] : []))) !== open) return;
  const items = written.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: t('Open which draft?') });
  if (picked) await vscode.window.showTextDocument(picked.uri);
}
