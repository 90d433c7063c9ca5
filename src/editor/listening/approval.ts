import * as vscode from 'vscode';
import type { AssessedServer } from '../../core/assess.ts';
import { say, type Message } from '../../core/text/message.ts';
import type { Heard } from '../../live/listening-keeper.ts';
import { visible } from '../../core/text/visible.ts';
import { t, words } from '../words.ts';
import { inert } from './inert.ts';
import { labelOf } from './hear.ts';
import type { Listening } from './listening.ts';

/** On first sight: whether to be told from now on when it changes. Not waited for: the button stays as long as the notification does. */
export function offerApproval(around: Listening, server: AssessedServer, heard: Heard): void {
  const name = inert(server.declaration.name, 60);
  const why = hindrance(heard);
  if (why) {
    void vscode.window.showWarningMessage(t('What `{name}` says cannot be approved: {reason}', { name, reason: inert(words(why), 300) }));
    return;
  }
  const [approve, later] = [t('Approve What It Says'), t('Not Now')];
  const count = heard.snapshot.tools.length;
  const told = count === 1 ? t('`{name}` offers one tool. Approve what it says, and you are told when that changes. Approving changes nothing in the policy.', { name }) : t('`{name}` offers {count} tools. Approve what it says, and you are told when that changes. Approving changes nothing in the policy.', { name, count });
  void vscode.window.showInformationMessage(told, approve, later).then((picked) => (picked === approve ? approveServer(around, server, heard) : undefined), around.failed);
}

/** Why nobody can stand behind it, if so: what was not heard whole, or is said otherwise each time, could be anything. */
export function hindrance({ snapshot, unsteady }: Pick<Heard, 'snapshot' | 'unsteady'>): Message | undefined {
  if (snapshot.partial.length > 0) return say('Not all of it could be read, and what is missing could be anything.');
  if (unsteady) return say('It said different things on two connections, so that nobody knows which of them it will say to an assistant.');
  return undefined;
}

interface Choice extends vscode.QuickPickItem {
  readonly run?: () => Promise<void>;
}

/** As many tools as a person goes through one by one. */
const most = 50;

/** Which of the changes the user stands behind: one tool, or all of it. The first choice is to approve nothing, so that a stray Enter does not. */
export async function chooseApproval(around: Listening, server: AssessedServer, heard: Heard): Promise<void> {
  const why = hindrance(heard);
  if (why) return void told(server, why);
  const { changes = [] } = heard.drift ?? {};
  // Of several changes of one tool the gravest, which comes first, speaks for it.
  const tools = new Map<string, Message>();
  for (const { subject, name, consequence } of changes) if (subject === 'tool' && name !== undefined && !tools.has(name)) tools.set(name, consequence);
  const choices: Choice[] = [
    { label: t('$(close) Approve Nothing'), description: t('it stays marked as changed') },
    ...[...tools].slice(0, most).map(([tool, consequence]) => ({ label: t('$(check) Approve This Tool: {tool}', { tool: visible(tool, 60) }), detail: words(consequence), run: () => approveTool(around, server, heard, tool) })),
    { label: t('$(check-all) Approve Server'), description: t('everything that it says now'), run: () => approveServer(around, server, heard) },
  ];
  const title = t('Approve what of `{name}`?', { name: visible(server.declaration.name, 60) });
  const picked = await vscode.window.showQuickPick(choices, { title, placeHolder: t('From then on, this is what it is held against'), ignoreFocusOut: true });
  await picked?.run?.();
}

/** Stands behind all that a server says now, in the user's name, and asks whether to look again from time to time. */
async function approveServer(around: Listening, server: AssessedServer, heard: Heard): Promise<void> {
  if (told(server, hindrance(heard) ?? (await around.keeper.approve(server, heard)))) await offerRechecks(around, server);
}

/** Stands behind one tool as it is now; all else that changed stays changed. */
async function approveTool(around: Listening, server: AssessedServer, heard: Heard, tool: string): Promise<void> {
  told(server, hindrance(heard) ?? (await around.keeper.approve(server, heard, tool)), tool);
}

function told({ declaration }: AssessedServer, why: Message | undefined, tool?: string): boolean {
  const name = inert(declaration.name, 60);
  if (why) {
    void vscode.window.showWarningMessage(t('Nothing was approved of `{name}`: {reason}', { name, reason: inert(words(why), 300) }));
    return false;
  }
  vscode.window.setStatusBarMessage(tool === undefined ? t('Approved what `{name}` says', { name }) : t('Approved `{tool}` of `{name}`', { tool: inert(tool, 60), name }), 5000);
  return true;
}

/** Asked once, when approving: nothing listens in the background that nobody allowed. */
async function offerRechecks({ keeper, hours, failed }: Listening, server: AssessedServer): Promise<void> {
  const plan = await keeper.plan(server);
  // What has to be asked for cannot be asked for in the background, and what the policy denies is not started there.
  if ('refused' in plan || plan.asks.length > 0 || plan.stronger || keeper.allows(plan)) return;
  const name = inert(server.declaration.name, 60);
  const [yes, no] = [t('Re-check It'), t('Not Now')];
  const question =
    plan.target.kind === 'stdio'
      ? t('Re-check `{name}` from time to time? It is started in the background then, exactly as it was shown to you and not more than once in {hours} hours, and you are told when it says something else.', { name, hours: hours() })
      : t('Re-check `{name}` from time to time? It is called in the background then, exactly as it was shown to you and not more than once in {hours} hours, and you are told when it says something else.', { name, hours: hours() });
  void vscode.window.showInformationMessage(question, yes, no).then(async (picked) => {
    if (picked !== yes) return;
    const problem = await keeper.permit(labelOf(server.declaration.name, plan), plan, true);
    if (problem) void vscode.window.showWarningMessage(t('It is not re-checked: {reason}.', { reason: inert(words(problem), 300) }));
  }, failed);
}
