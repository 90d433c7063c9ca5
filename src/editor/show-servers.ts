import * as vscode from 'vscode';
import type { AssessedServer, Assessment } from '../core/assess.ts';
import type { RollCall } from '../live/roll-call.ts';
import { toRange, uriOf } from './file-key.ts';
import { itemOf } from './server-argument.ts';
import { summary } from './status-bar.ts';
import { t, words } from './words.ts';

type Item = vscode.QuickPickItem & { readonly server?: AssessedServer; readonly command?: string; readonly file?: string };

/**
 * The list behind the status bar: every server with its verdict; Enter opens its declaration.
 * @param acknowledged whether anything was accepted here before: else acknowledging is offered
 */
export async function showServers(rollCall: RollCall, acknowledged: boolean): Promise<void> {
  const assessment = await rollCall.settled();
  const picked = await vscode.window.showQuickPick<Item>(items(assessment, acknowledged), {
    title: `MCP Roll Call — ${summary(assessment).spoken}`,
    placeHolder: t('Type a name, a package or a state; Enter opens the declaration'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.command) await vscode.commands.executeCommand(picked.command);
  else if (picked?.server) await openDeclaration(picked.server);
  else if (picked?.file) await vscode.window.showTextDocument(uriOf(picked.file));
}

/** Opens the file with the whole declaration selected. */
export async function openDeclaration({ file, declaration }: AssessedServer): Promise<void> {
  await vscode.window.showTextDocument(uriOf(file.path), { selection: toRange(declaration.range) });
}

function items({ servers, files, policy, summary }: Assessment, acknowledged: boolean): Item[] {
  const heading = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const attention = servers.filter(({ file, declaration, verdict }) => file.live && !declaration.disabled && verdict.state !== 'approved' && verdict.state !== 'conditional');
  const rest = servers.filter((server) => !attention.includes(server));
  const unread = files.filter((file) => file.live && file.status !== 'read' && file.status !== 'absent');
  const result: Item[] = [];
  if (policy.kind === 'none') {
    result.push({ label: `$(folder-opened) ${t('Choose a policy file')}`, command: 'mcpRollCall.choosePolicyFile', alwaysShow: true });
    result.push({ label: `$(new-file) ${t('Start one from what I use')}`, command: 'mcpRollCall.startPolicy', alwaysShow: true });
  }
  if (summary.changed > 0) result.push({ label: `$(diff) ${t('Review what changed')}`, command: 'mcpRollCall.reviewChange', alwaysShow: true });
  if (!acknowledged && summary.servers > 0) result.push({ label: `$(check-all) ${t('Acknowledge these launches, to be told when one changes')}`, command: 'mcpRollCall.acknowledgeAllLaunches', alwaysShow: true });
  if (attention.length > 0) result.push(heading(policy.kind === 'none' ? t('Not held against a policy') : t('Not approved')), ...attention.map(itemOf));
  if (rest.length > 0) result.push(heading(t('Approved and disabled')), ...rest.map(itemOf));
  if (unread.length > 0) {
    result.push(heading(t('Not, or not wholly, read')));
    for (const file of unread) result.push({ label: `$(circle-slash) ${vscode.workspace.asRelativePath(file.path)}`, description: file.reason ? words(file.reason) : file.status, file: file.path });
  }
  if (servers.length === 0) result.push({ label: `$(info) ${t('No MCP server is declared in the files that MCP Roll Call reads here.')}`, command: 'mcpRollCall.rescan' });
  return result;
}
