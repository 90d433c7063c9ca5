import * as vscode from 'vscode';
import { pointer } from '../core/config/node.ts';
import type { Finding } from '../core/finding/finding.ts';
import { ignoreComment } from '../core/finding/ignore-comment.ts';
import { shortestReason } from '../core/finding/ignored.ts';
import type { Ignore } from '../core/finding/lint-settings.ts';
import { Ruling } from '../core/finding/ruling.ts';
import type { PolicyState } from '../core/policy/policy-state.ts';
import { ruleCalled } from '../core/rules/rules.ts';
import type { RollCall } from '../live/roll-call.ts';
import { commandAction } from './command-action.ts';
import { uriOf } from './file-key.ts';
import { addIgnore } from './lint-settings.ts';
import type { Linted } from './linted.ts';
import { t } from './words.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** Which findings a setting is to be made for: all but its reason and its end. */
type Asked = Omit<Ignore, 'reason' | 'expires'>;

/** A finding, as a command can be told of it. */
interface Which {
  readonly file: string;
  readonly rule: string;
  /** Where it stands, as JSON pointer. */
  readonly at: string;
}

const here = 'mcpRollCall.ignoreHere';
const inSettings = 'mcpRollCall.ignoreInSettings';

/** Quick fixes that make findings stay away, each with a reason: for everybody by a comment, or for oneself. None for what the policy says, or locks. */
export function ignoreActions(findings: readonly Finding[], path: string, { assessment, file }: Linted, policy: PolicyState): vscode.CodeAction[] {
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))].filter((id) => mayIgnore(id, policy));
  return ids.flatMap((rule) => {
    const about = findings.filter(({ ruleId }) => ruleId === rule);
    const [first] = about;
    const server = assessment?.servers.find(({ file: holder, declaration }) => holder.path === path && declaration.path === first!.server)?.declaration.name;
    const asked: Asked = { rule, file: patternFor(path), ...(server !== undefined && { server }) };
    const takesComment = file && ignoreComment(file, first!, placeholder) !== undefined;
    return [
      ...(takesComment ? [commandAction(t('Ignore `{rule}` here, with a reason…', { rule }), here, { file: path, rule, at: pointer(first!.at) } satisfies Which, [first!])] : []),
      commandAction(t('Ignore `{rule}` in my settings…', { rule }), inSettings, asked, about),
    ];
  });
}

/** Stands for the reason until there is one, to see whether the file has room for it. */
const placeholder = 'reason';

function mayIgnore(id: string, policy: PolicyState): boolean {
  const rule = ruleCalled(id);
  return rule !== undefined && !rule.verdict && rule.subject !== 'ignore' && !Ruling.of(undefined, policy.kind === 'ready' ? policy.policy : undefined).isLocked(id);
}

/** The end of a path that tells a file from others: all of it below its folder; else its name and where that lies. */
function patternFor(file: string): string {
  const uri = uriOf(file);
  return vscode.workspace.getWorkspaceFolder(uri) ? vscode.workspace.asRelativePath(uri, false) : uri.path.split('/').slice(-2).join('/');
}

/** What the quick fixes do. Escape at any question leaves everything as it was. */
export function registerIgnoring(rollCall: RollCall): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(here, async ({ file, rule, at }: Which) => {
      const reason = await askReason(rule);
      if (reason === undefined) return;
      const { files, findings } = await rollCall.settled();
      const holder = files.find(({ path }) => path === file);
      const finding = findings.find((one) => one.file === file && one.ruleId === rule && pointer(one.at) === at);
      const edits = holder && finding && ignoreComment(holder, finding, reason);
      const uri = uriOf(file);
      const unchanged = edits && (await vscode.workspace.openTextDocument(uri)).getText() === holder.document.text;
      if (unchanged && (await vscode.workspace.applyEdit(workspaceEdit(uri, holder.document.text, edits)))) return;
      void vscode.window.showWarningMessage(t('The file has changed meanwhile. Ask for its fixes again.'));
    }),
    vscode.commands.registerCommand(inSettings, async (asked: Asked) => {
      const reason = await askReason(asked.rule);
      if (reason === undefined) return;
      const end = await askEnd();
      if (end === undefined) return;
      await addIgnore({ ...asked, reason, ...end });
      vscode.window.setStatusBarMessage(t('`{rule}` is ignored here, by your settings.', { rule: asked.rule }), 5000);
    }),
  );
}

async function askReason(rule: string): Promise<string | undefined> {
  const said = await vscode.window.showInputBox({
    title: t('Ignore `{rule}`', { rule }),
    prompt: t('Why is it no problem here? Whoever finds this later will ask.'),
    placeHolder: t('The sandbox this runs in has no network'),
    validateInput: (value) => (value.trim().length < shortestReason ? { message: t('A reason in a few words'), severity: vscode.InputBoxValidationSeverity.Info } : undefined),
  });
  const reason = said?.replace(/\s+/gu, ' ').trim();
  return reason !== undefined && reason.length >= shortestReason ? reason : undefined;
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
