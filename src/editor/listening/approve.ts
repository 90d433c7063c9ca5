import * as vscode from 'vscode';
import { serverFor } from '../server-argument.ts';
import { t } from '../words.ts';
import { chooseApproval, hindrance, offerApproval } from './approval.ts';
import { hear, trusted } from './hear.ts';
import { inert } from './inert.ts';
import type { Listening } from './listening.ts';
import { openDrift } from './show-drift.ts';
import { showVoice } from './show-voice.ts';

/** Approve What It Says Now: what it said when it was last listened to, having been shown; else it is listened to first. */
export async function approveNow(around: Listening, argument: unknown): Promise<void> {
  const server = await serverFor(await around.rollCall.settled(), argument, t('Approve what which server says?'), (one) => around.keeper.summary(one)?.drift !== undefined);
  if (!server) return;
  const last = await around.keeper.last(server);
  if (!last && !trusted()) return;
  const heard = last ?? (await hear(around, server));
  if (!heard) return;
  if (await openDrift(around, server, heard)) return chooseApproval(around, server, heard);
  await showVoice(around, server, heard);
  if (heard.approved && !hindrance(heard)) void vscode.window.showInformationMessage(t('`{name}` says what you approved on {date}: there is nothing to approve.', { name: inert(server.declaration.name, 60), date: heard.approved.at.slice(0, 10) }));
  else offerApproval(around, server, heard);
}
