import * as path from 'node:path';
import * as vscode from 'vscode';
import type { AssessedProvider, AssessedServer } from '../../core/assess.ts';
import { clientOf } from '../../core/clients/clients.ts';
import { isLive } from '../../core/providers/declare-provider.ts';
import { draftEntries, type EntryDraft, type ProviderInUse, type ServerInUse } from '../../core/policy/authoring/draft-entries.ts';
import type { UsedBy } from '../../core/policy/authoring/used-by.ts';
import { beginPolicy } from '../../core/policy/start-policy.ts';
import { maskText } from '../../core/secret/mask.ts';
import type { Message } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import type { RollCall } from '../../live/roll-call.ts';
import { shortPlace } from '../place.ts';
import { choosePolicyFile } from '../policy-commands.ts';
import { t, words } from '../words.ts';

interface DraftItem extends vscode.QuickPickItem {
  readonly id?: string;
}

/**
 * Opens a draft policy with an entry for everything in use. What the user ticks is approved as far as it is fixed to what it is;
 * everything else is pending. Nothing is written until the user saves it.
 */
export async function startPolicyFromUse(rollCall: RollCall, now: () => string): Promise<void> {
  const assessment = await rollCall.settled();
  const servers = assessment.servers.filter(({ file, declaration }) => file.live && !declaration.disabled).map((server): ServerInUse => ({ declaration: server.declaration, identity: server.identity, use: useOf(server) }));
  const providers = assessment.providers.filter(({ file, declaration }) => isLive(file, declaration)).map((provider): ProviderInUse => ({ declaration: provider.declaration, use: useOf(provider) }));
  const approve = await chosen(servers, providers);
  if (!approve) return;
  const { text, drafts } = beginPolicy(servers, { now: now(), providers, approve });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'jsonc', content: text }));
  const choose = t('Choose Policy File...');
  const approved = [...drafts.servers, ...drafts.providers].filter(({ state }) => state === 'approved').length;
  const said = approved === 0
    ? t('Everything you use is in this draft, as pending: nothing is approved until you say so.')
    : approved === 1 ? t('One entry of this draft is approved, since you chose it; everything else is pending.') : t('{approved} entries of this draft are approved, since you chose them; everything else is pending.', { approved });
  const open = drafts.stayPending.map(({ id, why }) => t('`{id}` stays pending: {why}', { id, why: words(why) }));
  const told = [said, ...open.slice(0, 3), ...(open.length > 3 ? [t('{count} more stay pending too.', { count: open.length - 3 })] : []), t('Save it outside of this workspace, then choose it.')];
  const picked = await vscode.window.showInformationMessage(told.join(' '), choose);
  if (picked === choose) await choosePolicyFile();
}

/** The ids of what the user approves, which is nothing to begin with; undefined when the user gives up. */
async function chosen(servers: readonly ServerInUse[], providers: readonly ProviderInUse[]): Promise<readonly string[] | undefined> {
  const all = draftEntries(servers, providers);
  const ids = [...all.servers, ...all.providers].map(({ id }) => id);
  if (ids.length === 0) return [];
  // What would stay pending if everything were to be approved.
  const drafts = draftEntries(servers, providers, { approve: ids });
  const open = new Map(drafts.stayPending.map(({ id, why }) => [id, why]));
  const items: DraftItem[] = [
    ...drafts.servers.map((draft) => itemOf(draft, 'package', open.get(draft.id))),
    ...(drafts.providers.length > 0 ? [{ label: t('Model providers'), kind: vscode.QuickPickItemKind.Separator }, ...drafts.providers.map((draft) => itemOf(draft, 'cloud', open.get(draft.id)))] : []),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
    title: t('Start a policy: what do you approve?'),
    placeHolder: t('Tick what you approve; everything else becomes pending'),
  });
  return picked?.flatMap(({ id }) => id ?? []);
}

function itemOf({ id, match, names, uses }: EntryDraft, icon: string, open: Message | undefined): DraftItem {
  const ref = 'package' in match ? match.package : undefined;
  // The id of a second one has a number, which says nothing to a person.
  const what = ref ? [`${ref.type}:${ref.name}`, ...(ref.versions ?? []), ...(ref.digest === undefined ? [] : [ref.digest.slice(0, 19)])].join(' ') : id;
  const clients = [...new Set(uses.flatMap((use) => use.clients))].join(', ');
  const files = [...new Set(uses.map(({ file }) => shortPlace(file)))];
  const places = files.length > 2 ? t('{first} and {count} more files', { first: files[0]!, count: files.length - 1 }) : files.join(', ');
  const shown = [...new Set(names)].map((name) => maskText(name));
  return {
    id,
    label: `$(${icon}) ${visible(what, 120)}`,
    description: visible(clients, 120),
    detail: `${visible(t('{names} in {places}', { names: shown.slice(0, 4).join(', '), places }), 200)}${open ? ` — ${t('stays pending: {why}', { why: words(open) })}` : ''}`,
  };
}

function useOf({ file }: Pick<AssessedServer | AssessedProvider, 'file'>): UsedBy {
  return { file: file.path, clients: file.clients.map((client) => clientOf(client).name), ...(file.root !== undefined && { repository: path.basename(file.root) }) };
}
