import * as vscode from 'vscode';
import { severities, type Severity } from '../core/finding/finding.ts';
import type { Ignore, LintSettings } from '../core/finding/lint-settings.ts';
import { fileKey } from './file-key.ts';
import { section } from './settings.ts';

/** What is asked for by folder; a folder below one that is open belongs to that. */
class ByFolder extends Map<string, Readonly<Record<string, Severity>>> {
  override get(root: string): Readonly<Record<string, Severity>> | undefined {
    const holders = [...this.keys()].filter((folder) => root === folder || (root.startsWith(folder) && /^[\\/]/.test(root.slice(folder.length))));
    const nearest = holders.sort((a, b) => b.length - a.length)[0];
    return nearest === undefined ? undefined : super.get(nearest);
  }
}

/**
 * What the settings say of rules; nothing, where they say nothing. The user's word counts as it stands; what a workspace or folder asks for is
 * told apart, since it may only raise: a repository cannot make its own findings go away. Harmless in Restricted Mode, for that reason.
 * @returns a reader that gives the same object as long as the settings say the same
 */
export function lintSettingsReader(): () => LintSettings {
  let said = '';
  let held: LintSettings = {};
  return () => {
    const raised = raisedByFolder();
    const rest = ofUser();
    const now = JSON.stringify([rest, [...raised]]);
    if (now !== said) held = { ...rest, ...(raised.size > 0 && { raised }) };
    said = now;
    return held;
  };
}

function ofUser(): LintSettings {
  const settings = vscode.workspace.getConfiguration(section);
  const own = severitiesIn(settings.inspect<unknown>('rules')?.globalValue, [...severities, 'off']);
  const ignores = ignoresOfUser();
  return {
    ...(settings.inspect<unknown>('audience')?.globalValue === 'strict' && { audience: 'strict' }),
    ...(Object.keys(own).length > 0 && { severities: own }),
    ...(ignores.length > 0 && { ignores }),
  };
}

function raisedByFolder(): ByFolder {
  const raised = new ByFolder();
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const { workspaceValue, workspaceFolderValue } = vscode.workspace.getConfiguration(section, uri).inspect<unknown>('rules') ?? {};
    const asked = { ...severitiesIn(workspaceValue, severities), ...severitiesIn(workspaceFolderValue, severities) };
    if (Object.keys(asked).length > 0) raised.set(fileKey(uri), asked);
  }
  return raised;
}

function severitiesIn<T extends string>(value: unknown, allowed: readonly T[]): Record<string, T> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).flatMap(([rule, said]) => {
    const one = allowed.find((severity) => severity === said);
    return one === undefined ? [] : [[rule, one]];
  }));
}

/** The user's ignores, as far as they are whole: one without a reason is none. */
function ignoresOfUser(): readonly Ignore[] {
  const value = vscode.workspace.getConfiguration(section).inspect<unknown>('ignores')?.globalValue;
  return Array.isArray(value) ? value.flatMap(ignoreIn) : [];
}

function ignoreIn(value: unknown): Ignore[] {
  if (typeof value !== 'object' || value === null) return [];
  const { rule, file, server, reason, expires } = value as Readonly<Record<string, unknown>>;
  const text = (part: unknown): part is string => typeof part === 'string' && part.trim() !== '';
  if (!text(rule) || !text(reason)) return [];
  // A part that cannot be read would make it hold for more than was meant.
  if ([file, server, expires].some((part) => part !== undefined && !text(part))) return [];
  return [{ rule, reason, ...(text(file) && { file }), ...(text(server) && { server }), ...(text(expires) && { expires }) }];
}

/** Adds one of the user's own, where no workspace reaches. What stands there and cannot be read stays. */
export async function addIgnore(ignore: Ignore): Promise<void> {
  const settings = vscode.workspace.getConfiguration(section);
  const held = settings.inspect<unknown>('ignores')?.globalValue;
  await settings.update('ignores', [...(Array.isArray(held) ? (held as unknown[]) : []), ignore], vscode.ConfigurationTarget.Global);
}
