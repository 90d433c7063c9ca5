// A bundle of its own (esbuild.mjs): loaded when somebody wants a server listened to, or allowed that in the background.
import * as vscode from 'vscode';
import type { AssessedServer } from '../core/assess.ts';
import type { Heard } from '../live/listening-keeper.ts';
import { hindrance } from './listening/approval.ts';
import { approveNow } from './listening/approve.ts';
import { forgetAllowed, signOutOfServer } from './listening/forget.ts';
import { hear } from './listening/hear.ts';
import { listenToServer } from './listening/listen.ts';
import type { Listening, ListeningSession } from './listening/listening.ts';
import { ListeningPages } from './listening/pages.ts';
import { recheckServers } from './listening/recheck.ts';
import { showWhatChanged } from './listening/show-drift.ts';
import { SecretTokens, signingIn } from './listening/sign-in.ts';
import type { SigningIn } from '../host/probe/oauth/signing-in.ts';
import { t, words } from './words.ts';

export { tellDrifted } from './listening/drift-notices.ts';
export * as tools from '../live/listening-tools.ts';

const commands = { listenToServer, recheckServers, showWhatChanged, approveNow, forgetAllowed, signOutOfServer } as const;

export type ListeningCommand = keyof typeof commands;

let made: Listening | undefined;

/** What listening keeps is one for the window: made when it is first needed. */
function listeningOf(session: ListeningSession): Listening {
  if (made) return made;
  const pages = new ListeningPages();
  session.keep(pages);
  session.keep({ dispose: () => { made = undefined; } });
  return (made = { ...session, pages, tokens: new SecretTokens(session.secrets), typed: new Map() });
}

export function run(session: ListeningSession, command: ListeningCommand, argument: unknown): Promise<void> {
  const listening = listeningOf(session);
  return commands[command](listening, listening.pages.meant(argument));
}

/** What a server said when it was last listened to, where that is whole, steady, and of what is declared now: what a draft may be made of. */
export async function lastWords(session: ListeningSession, server: AssessedServer): Promise<Heard | undefined> {
  const summary = session.keeper.summary(server);
  const heard = summary && !summary.otherLaunch ? await session.keeper.last(server) : undefined;
  return heard && !hindrance(heard) ? heard : undefined;
}

/** The same now, with the user's word. */
export async function freshWords(session: ListeningSession, server: AssessedServer): Promise<Heard | undefined> {
  const heard = await hear(listeningOf(session), server);
  const why = heard && hindrance(heard);
  if (why) void vscode.window.showWarningMessage(t('Nothing was filled in. {reason}', { reason: words(why) }));
  return why ? undefined : heard;
}

/** How servers are signed in to in the background: with what is there, and no question. */
export function quietSignIn(session: ListeningSession, name: string): SigningIn {
  return signingIn(name, listeningOf(session).tokens, true);
}
