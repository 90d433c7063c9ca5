import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Compiled } from '../../core/native/compile/plan.ts';
import { planOf } from '../../core/native/compile/plan-of.ts';
import { companion, fencedFile } from '../../core/native/loss-report/companion.ts';
import { lossReport, type LossReport } from '../../core/native/loss-report/loss-report.ts';
import { lossMarkdown } from '../../core/native/loss-report/markdown.ts';
import { lossSummary } from '../../core/native/loss-report/words.ts';
import { targets, type Target } from '../../core/native/targets.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import type { PolicyState } from '../../core/policy/policy-state.ts';
import { realEnvironment } from '../../host/files/environment.ts';
import { enforcingPlace } from '../../host/native/enforcing-place.ts';
import { writeCompiled } from '../../host/native/write-compiled.ts';
import type { RollCall } from '../../live/roll-call.ts';
import { DraftPages } from '../draft-pages.ts';
import { shortPlace } from '../place.ts';
import { choosePolicyFile } from '../policy-commands.ts';
import { t, words } from '../words.ts';

/** What would be asked otherwise. */
interface Given {
  readonly target?: string;
  readonly denyOnly?: boolean;
  readonly folder?: vscode.Uri;
}

/**
 * Writes the policy in an assistant's own keys, after it was shown together with what that loses. Nothing is enforced by it: the files go into a
 * folder that the user chooses, and no assistant's own place is taken.
 */
export async function exportPolicy({ rollCall, now: instant }: { readonly rollCall: RollCall; readonly now: () => string }, argument: unknown): Promise<void> {
  const given = (typeof argument === 'object' && argument !== null ? argument : {}) as Given;
  const now = instant();
  const assessment = await rollCall.settled();
  const policy = await usable(assessment.policy);
  if (!policy) return;
  const target = targets.find(({ id }) => id === given.target) ?? (await pickTarget());
  if (!target) return;
  const denyOnly = target.allowsOnly ? false : (given.denyOnly ?? (await pickMode(target)));
  if (denyOnly === undefined) return;
  const seen = assessment.servers.flatMap(({ file, declaration, identity }) => (file.live && !declaration.disabled ? [{ server: declaration, identity, file }] : []));
  const plan = planOf(policy, { now, mode: denyOnly ? 'deny-only' : 'allow-and-deny', seen });
  const compiled = target.compile(plan);
  const report = lossReport(target, plan, compiled.losses);
  const folder = given.folder ?? (await pickFolder(target));
  if (!folder) return;
  const pages = new DraftPages('export', t('not written yet'));
  try {
    await pages.show(t('Policy for {target}', { target: target.name }), previewOf(report, compiled));
    await settle(folder, target, compiled, report);
  } finally {
    await pages.close();
    pages.dispose();
  }
}

/** All of it can be relied on: a denial that could not be read would be missing from what is enforced. */
async function usable(state: PolicyState): Promise<CompiledPolicy | undefined> {
  if (state.kind === 'none') {
    const choose = t('Choose Policy File...');
    if ((await vscode.window.showInformationMessage(t('No policy is configured, so there is nothing to export.'), choose)) === choose) await choosePolicyFile();
    return undefined;
  }
  if (state.kind === 'ready' && state.policy.unread.length === 0 && state.policy.approving.every(({ registries }) => registries.every(({ complete }) => complete))) return state.policy;
  void vscode.window.showWarningMessage(t('The policy, a part of it or a registry that it trusts could not be read, and what it denies would be missing. Nothing was exported.'));
  return undefined;
}

async function pickTarget(): Promise<Target | undefined> {
  const items = targets.map((target) => ({ label: target.allowsOnly ? t('An MCP registry') : target.name, description: target.id, target }));
  return (await vscode.window.showQuickPick(items, { title: t('Export policy for'), placeHolder: t('Whose own enforcement shall the policy be written for?') }))?.target;
}

async function pickMode({ name }: Target): Promise<boolean | undefined> {
  const items = [
    { label: t('Allowed and denied servers'), detail: t('{name} starts what the policy approves, and nothing else.', { name }), denyOnly: false },
    { label: t('Denied servers only'), detail: t('What nobody decided on goes on working. A good way to begin.'), denyOnly: true },
  ];
  return (await vscode.window.showQuickPick(items, { title: t('Export policy for {name}', { name }), matchOnDetail: true }))?.denyOnly;
}

async function pickFolder({ id }: Target): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: t('A folder for the files'),
    openLabel: t('Choose'),
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir()),
  });
  return picked?.[0] && vscode.Uri.joinPath(picked[0], `mcp-policy-${id}`);
}

function previewOf(report: LossReport, compiled: Compiled): string {
  const most = 12;
  const more = compiled.files.length - most;
  return [companion(report, compiled), lossMarkdown(report, shortPlace), ...compiled.files.slice(0, most).map(fencedFile), ...(more > 0 ? [t('{count} more files are not shown here.', { count: more }), ''] : [])].join('\n');
}

/** Asks beside the preview what is to be done with it. */
async function settle(folder: vscode.Uri, target: Target, compiled: Compiled, report: LossReport): Promise<void> {
  const write = t('Write Files');
  const copy = t('Copy Settings');
  // No extension may write these settings of VS Code: a user tries them by putting them in.
  const settings = target.id === 'vscode' ? compiled.files.find(({ name }) => name === 'settings.json') : undefined;
  const place = shortPlace(folder.fsPath);
  const picked = await vscode.window.showInformationMessage(`${t('{count} files would be written into {folder}. Nothing is enforced until somebody puts them where they count.', { count: compiled.files.length + 2, folder: place })} ${lossSummary(report)}`, write, ...(settings ? [copy] : []));
  if (picked === copy && settings) {
    await vscode.env.clipboard.writeText(settings.text.trim());
    void vscode.window.showInformationMessage(t('The settings are copied. Put them into your user settings to try them; only a policy of the machine enforces them.'));
  } else if (picked === write) await writeInto(folder, compiled, report, false);
}

async function writeInto(folder: vscode.Uri, compiled: Compiled, report: LossReport, force: boolean): Promise<void> {
  const files = [...compiled.files, { name: 'loss-report.md', text: lossMarkdown(report, shortPlace) }];
  const place = shortPlace(folder.fsPath);
  const enforcing = enforcingPlace(folder.fsPath, files.map(({ name }) => name), realEnvironment());
  if (enforcing) {
    void vscode.window.showWarningMessage(words(enforcing));
    return;
  }
  const result = writeCompiled(folder.fsPath, files, companion(report, compiled), force);
  if ('refused' in result) {
    const replace = t('Replace');
    const told = t('{folder} was left as it is. {why} {files}', { folder: place, why: words(result.refused), files: result.files.slice(0, 5).join(', ') });
    const picked = await vscode.window.showWarningMessage(told, ...(force ? [] : [replace]));
    if (picked === replace) await writeInto(folder, compiled, report, true);
    return;
  }
  await vscode.window.showTextDocument(vscode.Uri.file(path.join(folder.fsPath, 'README.md')), { preview: false });
  if (result.left.length > 0) {
    void vscode.window.showWarningMessage(t('Files of an earlier policy were changed by somebody and are left in {folder}: {files}. Whoever serves the folder still serves them.', { folder: place, files: result.left.slice(0, 5).join(', ') }));
  }
  void vscode.window.showInformationMessage(t('The files are in {folder}. README.md says where they go, loss-report.md what they do not say.', { folder: place }));
}
