import * as fs from 'node:fs';
import { say, type Message } from '../../core/text/message.ts';
import { pathChain, realPathSystem, type PathSystem, type Step } from '../files/path-chain.ts';

/** What a file's protection is told by; injected for tests. */
export interface FileSystem extends PathSystem {
  readonly platform: NodeJS.Platform;
  /** The user's number; undefined where the system has none. */
  readonly uid: number | undefined;
  /** Open for writing, and close again. @throws what the file system throws */
  openToWrite(file: string): void;
}

export const realFileSystem: FileSystem = {
  ...realPathSystem,
  platform: process.platform,
  uid: process.getuid?.(),
  openToWrite: (file) => fs.closeSync(fs.openSync(file, 'r+')),
};

const groupOrOthers = 0o022;
const others = 0o002;
const sticky = 0o1000;

/**
 * Whether a file is protected from the user: only an administrator can change it, or put another one in its place. Where it is
 * not, the reason. POSIX: the file and every folder on the way to it, links included, belong to root, and nobody else may write there
 * (the sticky bit of /tmp does not help: there anybody can make what is missing). Access lists are not looked at.
 * Windows: it cannot be opened for writing. Never throws.
 */
export function unprotected(file: string, system: FileSystem = realFileSystem): Message | undefined {
  try {
    return system.platform === 'win32' ? unprotectedOnWindows(file, system) : unprotectedOnPosix(pathChain(file, system));
  } catch (error) {
    return say('who can change it could not be told ({code})', { code: (error as NodeJS.ErrnoException).code ?? 'for an unknown reason' });
  }
}

function unprotectedOnPosix(steps: readonly Step[]): Message | undefined {
  for (const { path, kind, uid, mode } of steps) {
    // Who can change a link is who can change the folder it lies in.
    if (kind === 'link') continue;
    if (kind === 'absent') return say('{path} is not there', { path });
    if (uid !== 0) return say('{path} does not belong to root', { path });
    if (mode & groupOrOthers) return mode & others ? say('{path} can be changed by anyone on this machine', { path }) : say('{path} can be changed by its group', { path });
  }
  return undefined;
}

function unprotectedOnWindows(file: string, system: FileSystem): Message | undefined {
  try {
    system.openToWrite(file);
    return say('you can write to it');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EPERM' || code === 'EACCES' ? undefined : say('who can change it could not be told ({code})', { code: code ?? 'for an unknown reason' });
  }
}

/**
 * What a person should know of a file that somebody named, and that others than its owner may have a hand in: it is taken, but said.
 * Never throws.
 */
export function exposures(file: string, system: FileSystem = realFileSystem): readonly Message[] {
  let steps: readonly Step[];
  let isLink: boolean;
  try {
    steps = pathChain(file, system);
    isLink = system.lstat(file)?.isSymbolicLink() ?? false;
  } catch {
    // Reading it fails too, and tells why.
    return [];
  }
  const found: Message[] = [];
  const last = steps.at(-1);
  // A folder that is a link (macOS's /tmp, /home on many systems) is nobody's doing here.
  if (isLink && last) found.push(say('It is a link to {target}: whoever can change that file changes the policy.', { target: last.path }));
  if (system.platform === 'win32') return found;
  // In a sticky folder only the owner can put another file in a file's place.
  const open = steps.find(({ kind, mode }) => (kind === 'file' || (kind === 'folder' && !(mode & sticky))) && mode & others);
  if (open) found.push(say('Anyone on this machine can change it: {path} is writable for all. Take that right away (`chmod o-w`).', { path: open.path }));
  const foreign = steps.find(({ kind, uid }) => kind !== 'absent' && uid !== 0 && uid !== system.uid);
  if (foreign && system.uid !== undefined) found.push(say('Another user of this machine can change it: {path} belongs to them.', { path: foreign.path }));
  return found;
}
