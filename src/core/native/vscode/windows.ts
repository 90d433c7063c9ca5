import type { NativeFile, NativeSwitch } from '../native.ts';
import type { FiledEntry } from '../triple/weigh.ts';
import { isVscodeList, vscodeKeys, type VscodeKey, type VscodeList } from './list.ts';

/** A file, and what it says to VS Code. */
export interface VscodeFile {
  readonly file: NativeFile;
  readonly list: VscodeList;
}

/** What holds in one kind of window: VS Code keeps settings for each product, profile and workspace, and policies for all of them. */
export interface VscodeWindow {
  /** Lists and switches of application scope: those of the product's default profile. */
  readonly application: VscodeFile | undefined;
  /** What else holds there, the stronger first: the workspace's settings, the remote machine's, the profile's. */
  readonly settings: readonly VscodeFile[];
}

export interface VscodeFiles {
  /** Copilot's managed settings before the machine's own policies: each key by itself is taken from the first that has it. */
  readonly policies: readonly VscodeFile[];
  readonly windows: readonly VscodeWindow[];
  readonly all: readonly VscodeFile[];
}

const profile = /^(.*[\\/])profiles[\\/][^\\/]+[\\/]settings\.json$/;
const machine = /[\\/]Machine[\\/]settings\.json$/;

/** The windows that files speak of. Which of them a server is looked at in cannot be told from files, so that whoever judges looks at each. */
export function vscodeFiles(files: readonly NativeFile[]): VscodeFiles {
  const all = files.flatMap((file): VscodeFile[] => (isVscodeList(file.list) ? [{ file, list: file.list }] : []));
  const policies = [...all.filter(({ list }) => list.source === 'managed'), ...all.filter(({ list }) => list.source === 'device')];
  const settings = all.filter(({ list }) => list.source === 'settings');
  const workspaces = settings.filter(({ file }) => file.scope === 'workspace');
  const remote = settings.find(({ file }) => file.scope !== 'workspace' && machine.test(file.path));
  const own = settings.filter(({ file }) => file.scope !== 'workspace' && !machine.test(file.path));
  const users = own.length === 0 ? [undefined] : own;
  const opened = workspaces.length === 0 ? [undefined] : workspaces;
  const windows = users.flatMap((user) => {
    const application = user && (own.find(({ file }) => file.path === defaultOf(user.file.path)) ?? (isProfile(user) ? undefined : user));
    return opened.map((workspace): VscodeWindow => ({ application, settings: [workspace, remote, user].flatMap((one) => one ?? []) }));
  });
  return { policies, windows, all };
}

/** Whether a file is the settings of a profile that is not the default one. */
export function isProfile({ file }: VscodeFile): boolean {
  return profile.test(file.path);
}

/** Whether a file holds only where a window is connected to this machine. */
export function isRemoteMachine({ file }: VscodeFile): boolean {
  return machine.test(file.path);
}

function defaultOf(path: string): string {
  const folder = profile.exec(path)?.[1];
  return folder === undefined ? path : `${folder}settings.json`;
}

/** A value and the file that it comes from. */
export interface Held<T> {
  readonly value: T;
  readonly file: VscodeFile;
  readonly path: NativeSwitch['path'];
}

/** A switch of one file. */
export function switchIn(from: VscodeFile | undefined, key: VscodeKey): Held<string | boolean> | undefined {
  const found = from?.list.switches.find((one) => one.key === vscodeKeys[key].setting);
  return found && from && { value: found.value, file: from, path: found.path };
}

/** The entries of one list of a file, with the file. */
export function entriesIn({ file, list }: VscodeFile, effect: 'allow' | 'deny'): FiledEntry[] {
  return list.entries.filter((entry) => entry.effect === effect).map((entry) => ({ file, entry }));
}

/** Whether a file says what the list is, be it that there is none. */
export function sets({ list }: VscodeFile, effect: 'allow' | 'deny'): boolean {
  return (effect === 'allow' ? list.allows : list.deny) || list.voided.includes(effect);
}
