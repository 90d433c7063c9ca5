import * as vscode from 'vscode';
import { loadSyntax } from '../../core/config/syntaxes.ts';
import { deniedSettingOf, policyEntryOf, stopPage } from '../../core/native/stop/page.ts';
import { stopPlan, withAccess, type StopPlan } from '../../core/native/stop/plan.ts';
import type { StopTarget } from '../../core/native/stop/target.ts';
import { say, type Message } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import { realEnvironment } from '../../host/files/environment.ts';
import { readRegularFile } from '../../host/files/read-regular-file.ts';
import { applyStop } from '../../host/stop/apply-stop.ts';
import { hindranceTo } from '../../host/stop/replace-file.ts';
import { undoStop } from '../../host/stop/undo-stop.ts';
import type { RollCall } from '../../live/roll-call.ts';
import { fileKey } from '../file-key.ts';
import { shortPlace } from '../place.ts';
import { t, words } from '../words.ts';
import { pickTarget } from './pick-target.ts';
import { DraftPages } from '../draft-pages.ts';

/** What an emergency stop works with. */
export interface StopSurroundings {
  readonly rollCall: RollCall;
  readonly now: () => string;
}

/** Stops a server in every file of every assistant that this machine and the open folders have: shows every change first, and does it once the user agrees. */
export async function blockEverywhere(around: StopSurroundings, argument: unknown): Promise<void> {
  const { rollCall } = around;
  const target = await pickTarget(await rollCall.settled(), argument);
  if (!target) return;
  const plan = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: t('Looking where {what} is declared', { what: visible(target.label, 80) }) }, () => planFor(rollCall, target));
  const page = new DraftPages('stop', t('nothing changed yet'));
  try {
    await review(around, plan, page);
  } finally {
    await page.close();
    page.dispose();
  }
}

async function planFor(rollCall: RollCall, target: StopTarget): Promise<StopPlan> {
  const { files, facts } = await rollCall.searched();
  for (const file of files) if (file.tree) await loadSyntax(file.syntax);
  return stopPlan({ target, files, facts, folders: folders(), read: readRegularFile, hindrance });
}

function folders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => fileKey(uri));
}

/** A file that is being typed in would lose what was typed, or what is written. */
function hindrance(path: string, root: string | undefined): Message | undefined {
  const typed = vscode.workspace.textDocuments.some(({ isDirty, uri }) => isDirty && fileKey(uri) === path);
  return typed ? say('It has unsaved changes. Save them or take them back, and block the server again.') : hindranceTo(path, root);
}

function pageOf(plan: StopPlan, rehearsal = false): string {
  const remote = vscode.env.remoteName;
  return stopPage(plan, { shown: shortPlace, rehearsal, alsoUnreached: remote === undefined ? [] : [t('This window works on another machine ({remote}). Files on the machine in front of you are not reached: open a window there, and block the server once more.', { remote })] });
}

interface Choice extends vscode.QuickPickItem {
  readonly act: 'apply' | 'apply-all' | 'entry' | 'setting' | 'save' | 'cancel';
}

/** Shows the plan until the user applies it or leaves; what can be copied or kept can be before. */
async function review(around: StopSurroundings, plan: StopPlan, page: DraftPages): Promise<void> {
  await page.show(plan.target.label, pageOf(plan));
  for (;;) {
    const picked = await vscode.window.showQuickPick(choicesFor(plan), { title: t('This is all of it. Nothing has been changed yet.'), placeHolder: visible(plan.target.label, 100), ignoreFocusOut: true });
    switch (picked?.act) {
      case 'apply':
        return apply(around, plan);
      case 'apply-all':
        return apply(around, withAccess(plan));
      case 'entry':
        await vscode.env.clipboard.writeText(policyEntryOf(plan) ?? '');
        break;
      case 'setting':
        await vscode.env.clipboard.writeText(deniedSettingOf(plan) ?? '');
        break;
      case 'save':
        await save(plan);
        break;
      default:
        return;
    }
  }
}

function choicesFor(plan: StopPlan): Choice[] {
  const { steps, accessSteps } = plan;
  return [
    ...(steps.length > 0 ? [{ label: steps.length === 1 ? t('$(circle-slash) Block It in This File') : t('$(circle-slash) Block It in These {count} Files', { count: steps.length }), description: t('Undo Emergency Stop brings it all back'), act: 'apply' as const }] : []),
    ...(accessSteps.length > 0 ? [{ label: t('$(debug-stop) Stop Every MCP Server in VS Code Too'), description: t('writes chat.mcp.access: none into the open folders'), act: 'apply-all' as const }] : []),
    ...(policyEntryOf(plan) === undefined ? [] : [{ label: t('$(copy) Copy the Policy Entry'), description: t('for other machines'), act: 'entry' as const }]),
    ...(deniedSettingOf(plan) === undefined ? [] : [{ label: t('$(copy) Copy the User Setting'), description: t('chat.mcp.deniedServers, which only you may write'), act: 'setting' as const }]),
    { label: t('$(save) Save This Page as a Rehearsal...'), description: t('changes nothing else'), act: 'save' },
    { label: t('$(close) Cancel'), act: 'cancel' },
  ];
}

async function save(plan: StopPlan): Promise<void> {
  const uri = await vscode.window.showSaveDialog({ title: t('Save the rehearsal'), filters: { Markdown: ['md'] } });
  if (uri) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(pageOf(plan, true)));
}

async function apply({ rollCall, now }: StopSurroundings, plan: StopPlan): Promise<void> {
  const { target, steps, unreached } = plan;
  const applied = await applyStop(steps, { label: target.label, at: now(), environment: realEnvironment(), judged: folders() });
  if ('refused' in applied) {
    void vscode.window.showErrorMessage(words(applied.refused));
    return;
  }
  const { written, failed } = applied;
  for (const path of written) rollCall.touched(path);
  const args = { what: inert(target.label), count: written.length };
  const left = unreached.filter(({ name }) => name !== undefined).length;
  const undo = t('Undo');
  const parts = [
    written.length === 1 ? t('{what} is blocked in one file.', args) : t('{what} is blocked in {count} files.', args),
    ...failed.map(({ path, why }) => t('{file} was not changed: {why}', { file: inert(shortPlace(path)), why: words(why) })),
    ...(left > 0 ? [t('{left} declarations that no edit reaches stay on.', { left })] : []),
    ...(plan.restart.length > 0 ? [t('Assistants outside VS Code go on with what they have started until they are started anew.')] : []),
  ];
  // Not waited for: the command is done, and the button stays as long as the notification does.
  const shown = failed.length + left > 0 ? vscode.window.showWarningMessage(parts.join(' '), undo) : vscode.window.showInformationMessage(parts.join(' '), undo);
  void shown.then((picked) => (picked === undo ? vscode.commands.executeCommand('mcpRollCall.undoStop') : undefined));
}

/** Takes back the last stop, in all its files. */
export async function undoEmergencyStop({ rollCall }: StopSurroundings): Promise<void> {
  const done = await undoStop(realEnvironment(), folders());
  if ('refused' in done) {
    void vscode.window.showInformationMessage(words(done.refused));
    return;
  }
  const { stop, restored, failed } = done;
  for (const path of restored) rollCall.touched(path);
  const args = { what: inert(stop.label), count: restored.length };
  const told = restored.length === 1 ? t('One file is as before {what} was blocked.', args) : t('{count} files are as before {what} was blocked.', args);
  if (failed.length === 0) {
    void vscode.window.showInformationMessage(told);
    return;
  }
  const kept = failed.map(({ path, why, kept: place }) => t('{file} was left as it is: {why}', { file: inert(shortPlace(path)), why: words(why) }) + (place === undefined ? '' : ` ${t('What was taken out of it is kept in {place}.', { place: inert(place) })}`));
  void vscode.window.showWarningMessage([told, ...kept].join(' '));
}

/** Data for a notification, where `[text](command:…)` would become a link that runs something. */
function inert(text: string): string {
  return visible(text, 200).replaceAll('](', '] (');
}
