import * as vscode from 'vscode';
import type { Assessment } from '../../core/assess.ts';
import type { ConfigFile } from '../../core/config/config-file.ts';
import type { Path } from '../../core/config/node.ts';
import type { InventoryRow } from '../../core/inventory/row.ts';
import { attentionOf } from '../../core/inventory/tree/attention.ts';
import { filtered } from '../../core/inventory/tree/filter.ts';
import { groupings, groupsOf, unreadFiles, type Contents, type Grouping } from '../../core/inventory/tree/grouping.ts';
import { offersOf } from '../../core/inventory/tree/offers.ts';
import { linesOf, type Speech } from '../../core/inventory/tree/shown.ts';
import { visible } from '../../core/text/visible.ts';
import type { InventoryKeeper } from '../../live/inventory-keeper.ts';
import type { RollCall } from '../../live/roll-call.ts';
import { mayDisable } from '../disable-server.ts';
import { shortPlace } from '../place.ts';
import { t, words } from '../words.ts';
import { registerDimming } from './dimmed.ts';
import { ServerTree, type Shown } from './server-tree.ts';

export const viewId = 'mcpRollCall.servers';
const groupingKey = 'servers.grouping';
/** Milliseconds. */
const pause = 250;

/** The view MCP Servers: what there is, by verdict, client or file. All it keeps is how the user wants to see it. */
export class ServersView implements vscode.Disposable {
  readonly #tree = new ServerTree();
  readonly #view: vscode.TreeView<Shown>;
  readonly #kept: vscode.Memento;
  readonly #keeper: InventoryKeeper;
  readonly #failed: (error: unknown) => void;
  readonly #parts: vscode.Disposable[];
  readonly #speech: Speech = { words, place: shortPlace, canDisable: ({ file, at }) => this.#mayDisable(file, at) };
  #assessment: Assessment | undefined;
  #waiting: Assessment | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking = false;
  #disposed = false;
  #files: ReadonlyMap<string, ConfigFile> = new Map();
  #rows: readonly InventoryRow[] = [];
  #grouping: Grouping;
  #filter = '';
  #empty = false;

  constructor(rollCall: RollCall, keeper: InventoryKeeper, kept: vscode.Memento, failed: (error: unknown) => void) {
    this.#keeper = keeper;
    this.#kept = kept;
    this.#failed = failed;
    this.#grouping = groupingFrom(kept.get(groupingKey)) ?? 'verdict';
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this.#tree, showCollapseAll: true });
    this.#parts = [
      this.#tree,
      this.#view,
      registerDimming(),
      rollCall.onDidChange((assessment) => this.#look(assessment)),
      this.#view.onDidChangeVisibility(() => this.#draw()),
    ];
    void setContext('filtered', false);
    void setContext('nothingFound', false);
  }

  /** What the rows are that the view shows, or would show. */
  get rows(): readonly InventoryRow[] {
    return this.#rows;
  }

  /** Groups by what is asked for, or lets the user choose; kept for all windows. */
  async groupBy(argument: unknown): Promise<void> {
    const titles: Readonly<Record<Grouping, string>> = { verdict: t('Verdict'), client: t('Client'), file: t('File') };
    const chosen =
      groupingFrom(argument) ??
      (await vscode.window.showQuickPick(
        groupings.map((grouping) => ({ label: titles[grouping], grouping, ...(grouping === this.#grouping && { description: t('as now') }) })),
        { title: t('Group MCP Servers By') },
      ))?.grouping;
    if (chosen === undefined || chosen === this.#grouping) return;
    this.#grouping = chosen;
    this.#draw();
    await this.#kept.update(groupingKey, chosen);
  }

  /** Filters by what is asked for, or as the user types; Escape leaves everything as it was. */
  async filter(argument: unknown): Promise<void> {
    if (typeof argument === 'string') {
      this.#narrow(argument);
      return;
    }
    const before = this.#filter;
    const input = vscode.window.createInputBox();
    input.title = t('Filter MCP Servers');
    input.placeholder = t('Words of a name, package, address, client, file, verdict or owner');
    input.value = before;
    await new Promise<void>((resolve) => {
      let accepted = false;
      input.onDidChangeValue((typed) => this.#narrow(typed));
      input.onDidAccept(() => {
        accepted = true;
        input.hide();
      });
      input.onDidHide(() => {
        if (!accepted) this.#narrow(before);
        resolve();
      });
      input.show();
    });
    input.dispose();
  }

  clearFilter(): void {
    this.#narrow('');
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#parts).dispose();
  }

  /** The first look at once; later ones when a burst of changes is over, since the inventory of a thousand servers takes a moment. */
  #look(assessment: Assessment): void {
    this.#waiting = assessment;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#lookOn(), this.#assessment ? pause : 0);
  }

  /** One look after another; of the assessments that come meanwhile only the last counts. */
  async #lookOn(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    for (let next = this.#waiting; next && !this.#disposed; next = this.#waiting) {
      this.#waiting = undefined;
      try {
        const { rows } = await this.#keeper.inventory(next);
        this.#shows(next, rows);
      } catch (error) {
        this.#failed(error);
      }
    }
    this.#looking = false;
  }

  #shows(assessment: Assessment, rows: readonly InventoryRow[]): void {
    if (this.#disposed) return;
    this.#assessment = assessment;
    this.#files = new Map(assessment.files.map((file) => [file.path, file]));
    this.#rows = rows;
    this.#sayWhetherEmpty(rows.length === 0 && unreadFiles(assessment.files).length === 0);
    const { count, words: parts } = attentionOf(rows, assessment.files, assessment.policy);
    const badge = count === 0 ? undefined : { value: count, tooltip: parts.map(words).join(', ') };
    if (this.#view.badge?.value !== badge?.value || this.#view.badge?.tooltip !== badge?.tooltip) this.#view.badge = badge;
    this.#draw();
  }

  /** For the words of welcome, which must not be there before the first look. */
  #sayWhetherEmpty(empty: boolean): void {
    if (empty === this.#empty) return;
    this.#empty = empty;
    void setContext('nothingFound', empty);
  }

  #narrow(typed: string): void {
    const filter = typed.trim();
    if (filter === this.#filter) return;
    this.#filter = filter;
    void setContext('filtered', filter !== '');
    this.#draw();
  }

  #mayDisable(path: string, at: Path): boolean {
    const file = this.#files.get(path);
    return file !== undefined && mayDisable(file, at);
  }

  /** Nothing is drawn while nobody looks. */
  #draw(): void {
    if (!this.#assessment || !this.#view.visible) return;
    const { files, policy } = this.#assessment;
    const all: Contents = { rows: this.#rows, unread: unreadFiles(files) };
    const shown = filtered(all, this.#filter);
    const searched = this.#filter !== '';
    const groups = linesOf(groupsOf(shown, this.#grouping), this.#speech, searched);
    this.#view.message = searched ? foundWords(this.#filter, count(shown), count(all)) : '';
    this.#tree.show(searched || this.#rows.length === 0 ? groups : [...offersOf(policy, this.#speech), ...groups]);
  }
}

function foundWords(filter: string, found: number, of: number): string {
  return found === 0 ? t('Nothing matches “{filter}”.', { filter: visible(filter, 40) }) : t('{found} of {of} match “{filter}”.', { found, of, filter: visible(filter, 40) });
}

function count({ rows, unread }: Contents): number {
  return rows.length + unread.length;
}

function groupingFrom(value: unknown): Grouping | undefined {
  return groupings.find((grouping) => grouping === value);
}

async function setContext(name: string, value: boolean): Promise<void> {
  await vscode.commands.executeCommand('setContext', `mcpRollCall.${name}`, value);
}
