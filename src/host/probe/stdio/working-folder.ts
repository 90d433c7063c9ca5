import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { say } from '../../../core/text/message.ts';
import { ProbeFault } from '../probe-fault.ts';

/** Where a server is started; `own`: an empty folder made for it, which has to be removed. */
export interface WorkingFolder {
  readonly path: string;
  readonly own: boolean;
}

/** The folder that is named, else an empty one. @throws ProbeFault */
export function workingFolder(named: string | undefined): WorkingFolder {
  if (named === undefined) return { path: fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'mcp-roll-call-')), own: true };
  if (!fs.statSync(named, { throwIfNoEntry: false })?.isDirectory()) throw new ProbeFault('not-started', say('The folder that it is to be started in, {folder}, is not there.', { folder: named }));
  return { path: named, own: false };
}

/** With whatever the server left in it. Never throws: on Windows somebody may still look at a file. */
export async function removeFolder(folder: WorkingFolder): Promise<void> {
  if (folder.own) await fs.promises.rm(folder.path, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 }).catch(() => undefined);
}
