import * as vscode from 'vscode';
import type { AssessedServer } from '../core/assess.ts';
import { maskedCommandLine } from '../core/secret/mask.ts';
import { visible } from '../core/text/visible.ts';
import { withProviders } from '../core/providers/as-server.ts';
import type { LaunchKeeper } from '../live/launch-keeper.ts';
import type { RollCall } from '../live/roll-call.ts';
import { acknowledgeServers } from './launch-notices.ts';
import { isChanged, type LaunchPages } from './launch-pages.ts';
import { itemOf, serverFor } from './server-argument.ts';
import { t } from './words.ts';

/** Opens old and new launch of a changed server beside each other; of all of them where none was named. */
export async function reviewChange(rollCall: RollCall, pages: LaunchPages, argument: unknown): Promise<void> {
  const assessment = await rollCall.settled();
  const changed = withProviders(assessment).servers.filter(isChanged);
  if (changed.length === 0) {
    void vscode.window.showInformationMessage(t('No server is started otherwise than was accepted.'));
    return;
  }
  const server = changed.length === 1 ? changed[0] : await serverFor({ ...assessment, servers: changed }, argument, t('Review the change of which server?'));
  if (server) await pages.open([server]);
}

/** Takes one server's launch as accepted by the user. */
export async function acknowledgeLaunch(rollCall: RollCall, keeper: LaunchKeeper, argument: unknown): Promise<void> {
  const assessment = await rollCall.settled();
  const server = await serverFor({ ...assessment, servers: withProviders(assessment).servers.filter(isLive) }, argument, t('Acknowledge the launch of which server?'), isChanged);
  if (server) await acknowledgeServers([server], keeper);
}

/** Takes every launch that is there now as accepted, having shown the list of them: from then on a change is told of. */
export async function acknowledgeAll(rollCall: RollCall, keeper: LaunchKeeper): Promise<void> {
  const { servers } = withProviders(await rollCall.settled());
  const items = servers.filter(isLive).map((server) => {
    const { label, detail = '' } = itemOf(server);
    // Whoever stands behind a launch must have seen it.
    return { label, description: detail, detail: visible(maskedCommandLine(server.declaration), 300), server, picked: true };
  });
  if (items.length === 0) {
    void vscode.window.showInformationMessage(t('No MCP server is declared in the files that MCP Roll Call reads here.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: t('Acknowledge these launches'),
    placeHolder: t('You are told when one of them changes. This approves nothing.'),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked && picked.length > 0) await acknowledgeServers(picked.map(({ server }) => server), keeper);
}

function isLive({ file }: AssessedServer): boolean {
  return file.live;
}
