import * as vscode from 'vscode';
import type { Finding } from '../core/finding/finding.ts';
import type { Ignore } from '../core/finding/lint-settings.ts';
import type { PolicyState } from '../core/policy/policy-state.ts';
import { ruleCalled } from '../core/rules/rules.ts';
import { commandAction } from './command-action.ts';
import { uriOf } from './file-key.ts';
import { addIgnore } from './lint-settings.ts';
import type { Linted } from './linted.ts';
import { t } from './words.ts';

/** As short as a policy takes it. */
const shortest = 5;

/** Which findings a setting is to be made for: all but its reason and its end. */
type Asked = Omit<Ignore, 'reason' | 'expires'>;

/** Quick fixes that make findings stay away, each with a reason. None for what the policy says, or locks. */
export function ignoreActions(here: readonly Finding[], file: string, { assessment }: Linted, policy: PolicyState): vscode.CodeAction[] {
  const ids = [...new Set(here.map(({ ruleId }) => ruleId))].filter((id) => mayIgnore(id, policy));
  return ids.map((rule) => {
    const about = here.filter(({ ruleId }) => ruleId === rule);
    const server = assessment?.servers.find(({ file: { path }, declaration }) => path === file && declaration.path === about[0]!.server)?.declaration.name;
    const asked: Asked = { rule, file: patternFor(file), ...(server !== undefined && { server }) };
    return commandAction(t('Ignore `{rule}` in my settings…', { rule }), ignoreInSettingsCommand, asked, about);
  });
}

function mayIgnore(id: string, policy: PolicyState): boolean {
  const rule = ruleCalled(id);
  if (!rule || rule.verdict) return false;
  return policy.kind !== 'ready' || !policy.policy.layers.some(({ document }) => document.rules && Object.hasOwn(document.rules, id) && document.rules[id]!.locked);
}

/** The end of a path that tells a file from others: all of it below its folder; else its name and where that lies. */
function patternFor(file: string): string {
  const uri = uriOf(file);
  return vscode.workspace.getWorkspaceFolder(uri) ? vscode.workspace.asRelativePath(uri, false) : uri.path.split('/').slice(-2).join('/');
}

const ignoreInSettingsCommand = 'mcpRollCall.ignoreInSettings';

/** What the quick fixes do. Escape at any question leaves everything as it was. */
export function registerIgnoring(): vscode.Disposable {
  return vscode.commands.registerCommand(ignoreInSettingsCommand, async (asked: Asked) => {
    const reason = await askReason(asked.rule);
    if (reason === undefined) return;
    const end = await askEnd();
    if (end === undefined) return;
    await addIgnore({ ...asked, reason, ...end });
    vscode.window.setStatusBarMessage(t('`{rule}` is ignored here, by your settings.', { rule: asked.rule }), 5000);
  });
}

async function askReason(rule: string): Promise<string | undefined> {
  const said = await vscode.window.showInputBox({
    title: t('Ignore `{rule}`', { rule }),
    prompt: t('Why is it no problem here? Whoever finds this later will ask.'),
    placeHolder: t('The sandbox this runs in has no network'),
    validateInput: (value) => (value.trim().length < shortest ? { message: t('A reason in a few words'), severity: vscode.InputBoxValidationSeverity.Info } : undefined),
  });
  const reason = said?.replace(/\s+/gu, ' ').trim();
  return reason !== undefined && reason.length >= shortest ? reason : undefined;
}

/** Until when: nothing stays accepted for ever unless somebody says so. */
async function askEnd(): Promise<Pick<Ignore, 'expires'> | undefined> {
  const in3 = dayIn(3);
  const in12 = dayIn(12);
  const picked = await vscode.window.showQuickPick(
    [
      { label: t('For three months'), description: t('until {day}', { day: in3 }), end: { expires: in3 } },
      { label: t('For a year'), description: t('until {day}', { day: in12 }), end: { expires: in12 } },
      { label: t('Without end'), end: {} },
    ],
    { title: t('Ignore it until when?'), placeHolder: t('After that it is told again') },
  );
  return picked?.end;
}

function dayIn(months: number): string {
  const day = new Date();
  day.setUTCMonth(day.getUTCMonth() + months);
  return day.toISOString().slice(0, 10);
}
