import * as vscode from 'vscode';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { clientOf, type KnownFile } from '../../core/clients/clients.ts';
import { loadSyntax } from '../../core/config/syntaxes.ts';
import { spanAt } from '../../core/config/node.ts';
import { identityKey } from '../../core/identity/identity-key.ts';
import { declarationFor, type NoDeclaration, type ShelfDeclaration } from '../../core/shelf/declaration-for.ts';
import { shelfOf } from '../../core/shelf/shelf.ts';
import type { ShelfItem } from '../../core/shelf/shelf-item.ts';
import { visible } from '../../core/text/visible.ts';
import type { RollCall } from '../../live/roll-call.ts';
import { toRange } from '../file-key.ts';
import { shortPlace } from '../place.ts';
import { t, words } from '../words.ts';
import { workspaceEdit } from '../workspace-edit.ts';
import { pickFromShelf } from './shelf-pick.ts';
import { shelfPlaces, type ShelfFilePlace } from './shelf-places.ts';

/** What the shelf needs of the session. */
export interface ShelfSurroundings {
  readonly rollCall: RollCall;
  readonly catalog: () => Catalog;
  readonly userFiles: () => readonly KnownFile[];
  readonly now: () => string;
}

/**
 * Lets the user choose an approved server and a file, and puts the server there: one edit of the document, which is opened and neither
 * saved nor started by us.
 */
export async function addApprovedServer({ rollCall, catalog, userFiles, now }: ShelfSurroundings, argument: unknown): Promise<void> {
  const assessment = await rollCall.settled();
  const { policy } = assessment;
  if (policy.kind === 'none') return noPolicy();
  if (policy.kind === 'unusable') return offer(t('The policy could not be read, so nothing is known to be approved. Open it and mend what is reported there.'), 'openPolicy', t('Open Policy'));
  const [missing] = policy.policy.unread;
  if (missing !== undefined) return offer(t('A part of the policy, {source}, could not be read: until it can, nothing is known to be approved.', { source: missing }), 'openPolicy', t('Open Policy'));
  const shelf = shelfOf(policy.policy, catalog(), now());
  if (shelf.items.length === 0) return offer(emptyReason(shelf), 'openPolicy', t('Open Policy'));
  const item = await pickFromShelf(shelf, searchIn(argument));
  if (!item) return;
  const chosen = await choosePlace(item, assessment.servers, shelfPlaces(assessment, userFiles()), rollCall);
  if (chosen) await put(chosen.place, chosen.text, chosen.made);
}

function searchIn(argument: unknown): string {
  return typeof argument === 'object' && argument !== null && 'search' in argument && typeof argument.search === 'string' ? argument.search : '';
}

async function noPolicy(): Promise<void> {
  const choose = t('Choose Policy File...');
  const start = t('Start Policy from What I Use');
  const picked = await vscode.window.showInformationMessage(t('No policy is configured, so nothing says which servers are approved. Choose your organisation’s policy, or start one from what you use.'), choose, start);
  if (picked === choose) await vscode.commands.executeCommand('mcpRollCall.choosePolicyFile');
  if (picked === start) await vscode.commands.executeCommand('mcpRollCall.startPolicy');
}

async function offer(message: string, command: string, label: string): Promise<void> {
  if ((await vscode.window.showInformationMessage(message, label)) === label) await vscode.commands.executeCommand(`mcpRollCall.${command}`);
}

function emptyReason({ unread, leftOut }: { readonly unread: readonly string[]; readonly leftOut: readonly string[] }): string {
  if (unread.length > 0) return t('Nothing can be taken from the shelf yet: the registry {url} has not been read wholly.', { url: unread[0]! });
  if (leftOut.length > 0) return t('The policy’s {count} approvals name no exact version or address (or have run out), so that nothing can be put into a file by them. Ask its authors to name exact versions.', { count: leftOut.length });
  return t('The policy approves no server yet. Register the one you need: its owners are asked to approve it.');
}

interface Chosen extends vscode.QuickPickItem {
  readonly place: ShelfFilePlace;
  readonly text: string;
  readonly made: ShelfDeclaration;
}

/** Asks for the file, among those in which the server would be approved. */
async function choosePlace(item: ShelfItem, servers: Awaited<ReturnType<RollCall['settled']>>['servers'], places: readonly ShelfFilePlace[], rollCall: RollCall): Promise<Chosen | undefined> {
  const choices: Chosen[] = [];
  let refused: NoDeclaration | undefined;
  const key = identityKey(item.identity);
  for (const place of places) {
    const { known } = place;
    await loadSyntax(known.locations[0]!.syntax);
    const text = place.exists ? await textOf(place.uri) : '';
    if (text === undefined) continue;
    // A name that another file of the same client has would take that one's place, or lose its own.
    const taken = new Set(servers.flatMap(({ file, declaration }) => (file.path !== place.path && file.clients.some((id) => known.clients.includes(id)) ? [declaration.name] : [])));
    const made = declarationFor(item, { known, text, supposed: (other) => rollCall.supposed(place, other) }, taken);
    if ('why' in made) {
      if (made.why === 'not-approved') refused ??= made;
      continue;
    }
    const same = servers.find(({ file, identity }) => file.path === place.path && identityKey(identity) === key);
    const detail = [
      ...(place.exists ? [] : [t('The file will be made.')]),
      ...(same ? [t('It starts this one already, as `{name}`.', { name: visible(same.declaration.name, 60) })] : []),
      ...(made.written.inputs.length > 0 ? [t('{client} will ask for {names} at its first start.', { client: clientOf(known.spelling).name, names: made.written.inputs.map(({ id }) => id).join(', ') })] : []),
      ...(made.written.variables.length > 0 ? [t('Takes {names} from the environment.', { names: made.written.variables.join(', ') })] : []),
    ];
    choices.push({ label: `$(${known.scope === 'workspace' ? 'root-folder' : 'account'}) ${clientOf(known.spelling).name}`, description: shortPlace(place.path), ...(detail.length > 0 && { detail: detail.join(' ') }), place, text, made });
  }
  if (choices.length === 0) {
    void vscode.window.showWarningMessage(
      refused && refused.why === 'not-approved'
        ? t('{title} would not be approved in any file here: {reason}', { title: visible(item.title, 60), reason: words(refused.verdict.reason) })
        : t('No file here can take {title}: open a folder, or see whether the files of your assistants are whole.', { title: visible(item.title, 60) }),
    );
    return undefined;
  }
  return vscode.window.showQuickPick(choices, { title: t('Add {title} for which assistant?', { title: visible(item.title, 60) }), placeHolder: item.conditions.length > 0 ? t('Condition: {text}', { text: visible(item.conditions.join(' '), 200) }) : t('The file is opened with the server in it, and not saved'), matchOnDescription: true });
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return undefined;
  }
}

async function put({ uri, exists }: ShelfFilePlace, text: string, { name, edits, text: after, server, written }: ShelfDeclaration): Promise<void> {
  const change = exists ? workspaceEdit(uri, text, edits) : new vscode.WorkspaceEdit();
  if (!exists) {
    change.createFile(uri, { ignoreIfExists: true });
    change.insert(uri, new vscode.Position(0, 0), after);
  } else if ((await textOf(uri)) !== text) {
    void vscode.window.showWarningMessage(t('The file has changed meanwhile. Choose the server again.'));
    return;
  }
  if (!(await vscode.workspace.applyEdit(change))) {
    void vscode.window.showWarningMessage(t('{file} cannot be written.', { file: shortPlace(uri.fsPath) }));
    return;
  }
  const { file, declaration } = server;
  const selection = file.tree && toRange(file.document.rangeOf(spanAt(file.tree, declaration.path, 'key')));
  await vscode.window.showTextDocument(uri, selection ? { selection } : {});
  vscode.window.setStatusBarMessage(t('`{name}` is in the file, which is not saved yet. Undo takes it out.', { name }), 8000);
  if (written.variables.length > 0) {
    void vscode.window.showInformationMessage(t('`{name}` takes {names} from the environment: set that where {client} is started, and write no secret into the file.', { name, names: written.variables.join(', '), client: clientOf(file.spelling).name }));
  }
}
