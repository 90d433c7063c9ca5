import * as vscode from 'vscode';
import { pointer } from '../core/config/node.ts';
import type { RollCall } from '../live/roll-call.ts';
import { serverFor } from './server-argument.ts';
import { Shown } from './tree/server-tree.ts';
import type { ServersView } from './tree/servers-view.ts';
import { t } from './words.ts';

/** Copies the inventory's id of a server: the same on every machine, so what to look for in an export or to write to a colleague. */
export async function copyServerId(rollCall: RollCall, view: ServersView, argument: unknown): Promise<void> {
  const id = argument instanceof Shown ? argument.line.row?.id : await pickedId(rollCall, view, argument);
  if (id === undefined) return;
  await vscode.env.clipboard.writeText(id);
  vscode.window.setStatusBarMessage(t('Copied {id}', { id }), 3000);
}

async function pickedId(rollCall: RollCall, view: ServersView, argument: unknown): Promise<string | undefined> {
  const server = await serverFor(await rollCall.settled(), argument, t('Copy the id of which server?'));
  if (!server) return undefined;
  const at = pointer(server.declaration.path);
  return view.rows.find(({ sightings }) => sightings.some((one) => one.file === server.file.path && pointer(one.at) === at))?.id;
}
