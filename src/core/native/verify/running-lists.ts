import { parseJson } from '../../config/json/parse.ts';
import { say, type Message } from '../../text/message.ts';
import type { NativeEntry, NativeFile } from '../native.ts';
import { vscodeKeys, type VscodeKey } from '../vscode/list.ts';
import { vscodePolicies, vscodeSettings } from '../vscode/read.ts';

/** What a running VS Code says of one of its own settings. */
export interface RunningSetting {
  /** What counts. */
  readonly effective: unknown;
  /** What the user has set, and the workspace; undefined where nobody did. */
  readonly user: unknown;
  readonly workspace: unknown;
}

export type RunningSettings = Readonly<Record<VscodeKey, RunningSetting>>;

export interface Running {
  /** What it takes from a policy, wherever that comes from: also from where no file is. */
  readonly files: readonly NativeFile[];
  /** What to know about it. */
  readonly notes: readonly Message[];
}

/** What counts where nobody has set anything (src/vs/workbench/contrib/chat/browser/chat.contribution.ts). */
const usual: Partial<Readonly<Record<VscodeKey, unknown>>> = { access: 'all', managedOnly: false, pluginsOnly: false };

/** A workspace can set only this one; the others are the application's. */
const ofWorkspace: ReadonlySet<VscodeKey> = new Set(['access']);

/**
 * What a running VS Code says that it goes by, held against its settings file: what is in force and nobody has set is a policy's, and a file
 * that says something else than the window was edited since.
 * @param at what stands for the running program where a file's path is shown
 * @param onDisk the entries of the user's settings file of this window, where it was read
 */
export function runningLists(settings: RunningSettings, at: string, onDisk: readonly NativeEntry[] | undefined): Running {
  const policies: Record<string, unknown> = {};
  const user: Record<string, unknown> = {};
  for (const key of Object.keys(vscodeKeys) as VscodeKey[]) {
    const { effective, user: ofUser, workspace } = settings[key];
    const set = (ofWorkspace.has(key) ? workspace : undefined) ?? ofUser ?? usual[key];
    if (effective !== undefined && !same(effective, set)) policies[vscodeKeys[key].policy] = Array.isArray(effective) ? JSON.stringify(effective) : effective;
    if (ofUser !== undefined) user[vscodeKeys[key].setting] = ofUser;
  }
  const policy = Object.keys(policies).length === 0 ? undefined : vscodePolicies.read(parseJson(JSON.stringify(policies)).tree!);
  const held = vscodeSettings([]).read(parseJson(JSON.stringify(user)).tree!)?.entries ?? [];
  const differs = onDisk !== undefined && !same(held.map(shape).sort(), onDisk.map(shape).sort());
  return {
    files: policy ? [{ list: policy, path: at, scope: 'managed' }] : [],
    notes: [
      ...(policy ? [say('The running VS Code goes by a policy: {keys}. It was asked itself, so this counts wherever it comes from.', { keys: Object.keys(policies).join(', ') })] : []),
      ...(differs
        ? [say('The running VS Code goes by other lists of its user (entries: {running}) than its settings file has (entries: {file}): it was edited since, or VS Code does not take it. Reload the window and verify again.', { running: held.length, file: onDisk.length })]
        : held.length > 0
          ? [say('The running VS Code confirms its user’s lists (entries: {count}): it was asked itself.', { count: held.length })]
          : []),
    ],
  };
}

function shape({ effect, matches }: NativeEntry): string {
  return JSON.stringify([effect, matches]);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
