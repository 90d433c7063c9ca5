import * as path from 'node:path';
import * as vscode from 'vscode';
import { clientOf } from '../../core/clients/clients.ts';
import type { ConfigFile } from '../../core/config/config-file.ts';
import type { UsedBy } from '../../core/policy/authoring/used-by.ts';
import { isLive } from '../../core/providers/declare-provider.ts';
import { startPolicy } from '../../core/policy/start-policy.ts';
import type { RollCall } from '../../live/roll-call.ts';
import { choosePolicyFile } from '../policy-commands.ts';
import { t } from '../words.ts';

/** Opens a draft policy with an entry for everything in use, none of it approved. Nothing is written until the user saves it. */
export async function startPolicyFromUse(rollCall: RollCall, now: () => string): Promise<void> {
  const { servers, providers } = await rollCall.settled();
  const text = startPolicy(servers.filter(({ file }) => file.live).map(({ file, declaration, identity }) => ({ declaration, identity, use: usedBy(file) })), {
    now: now(),
    providers: providers.filter(({ file, declaration }) => isLive(file, declaration)).map(({ file, declaration }) => ({ declaration, use: usedBy(file) })),
  });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'jsonc', content: text }));
  const choose = t('Choose Policy File...');
  const picked = await vscode.window.showInformationMessage(t('Every server and model provider you use is in this draft, as pending: nothing is approved until you say so. Save it outside of this workspace, then choose it.'), choose);
  if (picked === choose) await choosePolicyFile();
}

/** By names that may stand in a file for others: of no folder the path. */
function usedBy({ path: file, root, clients }: ConfigFile): UsedBy {
  return { file, clients: clients.map((id) => clientOf(id).name), ...(root !== undefined && { repository: path.basename(root) }) };
}
