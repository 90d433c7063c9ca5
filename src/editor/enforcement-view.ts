import * as vscode from 'vscode';
import type { Assessment } from '../core/assess.ts';
import type { Environment } from '../core/clients/client.ts';
import type { EnforcementLine } from '../core/native/verify/tree-lines.ts';
import type { Verification } from '../core/native/verify/verification.ts';
import type { RollCall } from '../live/roll-call.ts';
import type * as enforcement from './enforcement.ts';
import { exportVerification } from './export-verification.ts';
import { uriOf } from './file-key.ts';
import { shortPlace } from './place.ts';
import { plain, t, words } from './words.ts';

export type EnforcementTools = typeof enforcement;

const viewId = 'mcpRollCall.enforcement';
/** Milliseconds without a change, before anything is worked out unasked. */
const pause = 2500;

const icons: Readonly<Record<EnforcementLine['mark'], vscode.ThemeIcon | undefined>> = {
  enforced: icon('pass', 'testing.iconPassed'),
  partly: icon('warning', 'list.warningForeground'),
  'not-enforced': icon('error', 'list.errorForeground'),
  undetermined: icon('question'),
  passed: icon('pass', 'testing.iconPassed'),
  failed: icon('error', 'list.errorForeground'),
  file: icon('file'),
  note: icon('info'),
  group: undefined,
};

function icon(name: string, color?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}

export interface EnforcementSurroundings {
  readonly tools: () => Promise<EnforcementTools>;
  readonly environment: () => Environment;
  readonly now: () => string;
  readonly failed: (error: unknown) => void;
  /** The tooltip's line is another. */
  readonly told: () => void;
}

/**
 * The view Enforcement, which is there once somebody asked for it, and the line about it in the status bar's tooltip. Both are worked out
 * when the window has been quiet for a while: nobody waits for them.
 */
export class EnforcementView implements vscode.TreeDataProvider<EnforcementLine>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #rollCall: RollCall;
  readonly #around: EnforcementSurroundings;
  readonly #view: vscode.TreeView<EnforcementLine>;
  readonly #listening: { dispose(): void };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #verification: Verification | undefined;
  #lines: readonly EnforcementLine[] = [];
  #tooltip: string | undefined;

  constructor(rollCall: RollCall, around: EnforcementSurroundings) {
    this.#rollCall = rollCall;
    this.#around = around;
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
    this.#listening = rollCall.onDidChange((assessment) => this.#soon(assessment));
  }

  /** `Enforced by Claude Code. Not by Cursor.`; undefined while it is not known, and without a policy. */
  get tooltip(): string | undefined {
    return this.#tooltip;
  }

  /** Looks at every client's own files again, and shows what came of it. */
  async open(): Promise<void> {
    const assessment = await this.#rollCall.searched();
    await this.#look(assessment);
    await vscode.commands.executeCommand('setContext', 'mcpRollCall.enforcementShown', true);
    await vscode.commands.executeCommand(`${viewId}.focus`);
  }

  async refresh(): Promise<void> {
    this.#rollCall.rescan();
    await this.open();
  }

  /** @param argument `{ format, uri }`: what would be asked otherwise */
  async export(argument: unknown): Promise<void> {
    const verification = this.#verification ?? (await this.#look(await this.#rollCall.searched()));
    await exportVerification(verification, await this.#around.tools(), this.#rollCall.assessment, argument);
  }

  getChildren(line?: EnforcementLine): EnforcementLine[] {
    return [...(line ? line.below : this.#lines)];
  }

  getTreeItem(line: EnforcementLine): vscode.TreeItem {
    const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(line.label, line.below.length === 0 ? None : line.open ? Expanded : Collapsed);
    item.id = line.id;
    if (line.description !== undefined) item.description = line.description;
    const image = icons[line.mark];
    if (image) item.iconPath = image;
    // Scanned text, so none of it is Markdown of its own.
    if (line.about !== undefined) item.tooltip = new vscode.MarkdownString(line.about.split('\n\n').map(plain).join('\n\n'));
    item.accessibilityInformation = { label: [line.label, line.description].filter(Boolean).join(', '), role: 'treeitem' };
    const { leadsTo } = line;
    if (leadsTo?.path) item.command = { title: line.label, command: 'mcpRollCall.openDeclaration', arguments: [{ file: leadsTo.file, path: leadsTo.path }] };
    else if (leadsTo) item.command = { title: line.label, command: 'vscode.open', arguments: [uriOf(leadsTo.file)] };
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listening.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #soon(assessment: Assessment): void {
    clearTimeout(this.#timer);
    if (assessment.policy.kind === 'none' && !this.#verification) return;
    this.#timer = setTimeout(() => void this.#look(assessment).then(undefined, this.#around.failed), pause);
  }

  async #look(assessment: Assessment): Promise<Verification> {
    clearTimeout(this.#timer);
    const tools = await this.#around.tools();
    const verification = tools.verify(assessment, this.#around.environment(), this.#around.now());
    this.#verification = verification;
    const lines = tools.enforcementLines(verification, { words, place: shortPlace });
    // A tree that is told of a change draws every row again, and a click on one that is being drawn is lost.
    const changed = JSON.stringify(lines) !== JSON.stringify(this.#lines);
    this.#lines = lines;
    this.#view.message = verification.clients.length + verification.listless.length === 0 ? t('No assistant was found to be installed here.') : '';
    const line = tools.tooltipWords(verification);
    const tooltip = line && words(line);
    const other = tooltip !== this.#tooltip;
    this.#tooltip = tooltip;
    if (changed) this.#changed.fire(undefined);
    if (other) this.#around.told();
    return verification;
  }
}
