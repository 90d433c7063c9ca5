import * as vscode from 'vscode';
import type { Path } from '../../core/config/node.ts';
import { changedLines } from '../../core/inventory/tree/changes.ts';
import type { Line } from '../../core/inventory/tree/shown.ts';
import { tooltipOf } from './tooltip.ts';
import { treeItem } from './tree-item.ts';

/** A line while it is shown: the same object as long as its id is, so that selection and what is open stay. Commands take it for the server it stands for. */
export class Shown {
  line: Line;
  readonly above: Shown | undefined;

  constructor(line: Line, above: Shown | undefined) {
    this.line = line;
    this.above = above;
  }

  get file(): string | undefined {
    return this.line.sighting?.file;
  }

  get path(): Path | undefined {
    return this.line.sighting?.at;
  }
}

/** Gives VS Code the lines, and tells it of those that changed and of no other. */
export class ServerTree implements vscode.TreeDataProvider<Shown>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Shown[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #lines: readonly Line[] | undefined;
  #shown = new Map<string, Shown>();
  #begin: () => void = () => {};
  /** Until there is something to show, VS Code shows that it waits. */
  readonly #begun = new Promise<void>((resolve) => {
    this.#begin = resolve;
  });

  show(lines: readonly Line[]): void {
    const before = this.#lines;
    this.#lines = lines;
    const shown = new Map<string, Shown>();
    const keep = (line: Line, above: Shown | undefined): void => {
      const known = this.#shown.get(line.id);
      const now = known && known.above === above ? known : new Shown(line, above);
      now.line = line;
      shown.set(line.id, now);
      for (const below of line.below) keep(below, now);
    };
    for (const line of lines) keep(line, undefined);
    this.#shown = shown;
    if (before === undefined) {
      this.#begin();
      return;
    }
    const changed = changedLines(before, lines);
    if (changed === 'everything') this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire(changed.map((id) => shown.get(id)!));
  }

  async getChildren(element?: Shown): Promise<Shown[]> {
    await this.#begun;
    return (element ? element.line.below : this.#lines!).map(({ id }) => this.#shown.get(id)!);
  }

  getTreeItem(element: Shown): vscode.TreeItem {
    return treeItem(element);
  }

  getParent(element: Shown): Shown | undefined {
    return element.above;
  }

  resolveTreeItem(item: vscode.TreeItem, element: Shown): vscode.TreeItem {
    const tooltip = tooltipOf(element.line);
    if (tooltip) item.tooltip = tooltip;
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
