import * as vscode from 'vscode';
import { visible } from '../../core/text/visible.ts';
import { serverFor } from '../server-argument.ts';
import { t } from '../words.ts';
import { hindrance, offerApproval } from './approval.ts';
import { hear, trusted } from './hear.ts';
import type { Listening } from './listening.ts';
import { showDrift } from './show-drift.ts';
import { showVoice } from './show-voice.ts';

/** Listens to one server once the user has seen what that runs, and shows what it says, or how that differs from what was approved. */
export async function listenToServer(around: Listening, argument: unknown): Promise<void> {
  if (!trusted()) return;
  const server = await serverFor(await around.rollCall.settled(), argument, t('Listen to which server?'), ({ file, declaration }) => file.live && !declaration.disabled);
  const heard = server && (await hear(around, server));
  if (!heard) return;
  if (heard.drift) return showDrift(around, server, heard);
  await showVoice(around, server, heard);
  if (heard.approved && !hindrance(heard)) vscode.window.setStatusBarMessage(t('`{name}` says what you approved', { name: visible(server.declaration.name, 60) }), 5000);
  else offerApproval(around, server, heard);
}
