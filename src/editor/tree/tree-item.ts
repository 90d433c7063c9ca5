import * as vscode from 'vscode';
import type { Line, Mark } from '../../core/inventory/tree/shown.ts';
import { uriOf } from '../file-key.ts';
import { dimmed } from './dimmed.ts';
import type { Shown } from './server-tree.ts';

const icons: Readonly<Record<Exclude<Mark, 'file' | 'none'>, vscode.ThemeIcon>> = {
  changed: icon('git-compare', 'list.warningForeground'),
  drifted: icon('unmute', 'list.errorForeground'),
  approved: icon('pass', 'testing.iconPassed'),
  waiting: icon('clock'),
  'not-approved': icon('warning', 'list.warningForeground'),
  denied: icon('error', 'list.errorForeground'),
  'no-policy': icon('question'),
  disabled: icon('circle-slash', 'disabledForeground'),
  dormant: icon('circle-outline', 'disabledForeground'),
  remembered: icon('dash', 'disabledForeground'),
  unread: icon('eye-closed', 'list.warningForeground'),
  'cannot-be-read': icon('eye-closed'),
  choose: icon('folder-opened'),
  start: icon('new-file'),
};

function icon(name: string, color?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}

/** A line as VS Code draws it. What stands over it is made when it is asked for, see `tooltip.ts`. */
export function treeItem(shown: Shown): vscode.TreeItem {
  const { line } = shown;
  const item = new vscode.TreeItem(line.label, collapsible(line));
  item.id = line.id;
  item.description = line.description;
  item.accessibilityInformation = { label: line.spoken, role: 'treeitem' };
  item.contextValue = ['line', ...line.can].join(' ');
  if (line.mark === 'file') {
    item.iconPath = vscode.ThemeIcon.File;
    item.resourceUri = uriOf(line.file!.path);
  } else if (line.mark !== 'none') item.iconPath = icons[line.mark];
  if (line.dimmed) item.resourceUri = dimmed;
  if (line.command !== undefined) item.command = { title: line.label, command: `mcpRollCall.${line.command}` };
  else if (line.sighting || (line.file && line.below.length === 0)) item.command = { title: line.label, command: 'mcpRollCall.openDeclaration', arguments: [shown] };
  return item;
}

function collapsible({ expanded }: Line): vscode.TreeItemCollapsibleState {
  const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  return expanded === undefined ? None : expanded ? Expanded : Collapsed;
}
