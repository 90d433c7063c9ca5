import { spawn } from 'node:child_process';
import type { Platform } from '../../../core/clients/client.ts';
import { markVariable } from './scrubbed-environment.ts';

/**
 * Waits until its input ends, which the system does for a process that is killed without a word; then kills the group, and on Linux whatever carries
 * the mark, and takes the working folder away. Three rounds: what is killed may just have started another one.
 */
const script = `
read -r group
read -r _
for round in 1 2 3; do
  [ -n "$group" ] && kill -s KILL -- "-$group"
  for file in $(grep -lasF -- "$1" /proc/[0-9]*/environ); do file=\${file%/environ}; kill -s KILL "\${file#/proc/}"; done
done
[ -n "$2" ] && rm -rf -- "$2"
`;

/** A small process that outlives ours if ours is killed, for as long as a server runs. */
export interface Survivor {
  /** Which group it has to kill. */
  mind(group: number): void;
  /** It is needed no more. */
  dismiss(): void;
}

/**
 * Started before the server, so that there is no moment in which nobody would end it. Not on Windows, which has no shell for it: there a server
 * that does not end when its input does survives us if we are killed. Where it cannot be started, the same holds. Never throws.
 * @param folder is removed, if given
 */
export function startSurvivor(platform: Platform, mark: string, folder: string | undefined): Survivor {
  if (platform === 'win32') return { mind: () => undefined, dismiss: () => undefined };
  const shell = spawn('/bin/sh', ['-c', script, 'mcp-roll-call-survivor', `${markVariable}=${mark}`, folder ?? ''], {
    // A group of its own: what ends ours from the terminal must not end it.
    detached: true, cwd: '/', env: { PATH: '/usr/bin:/bin' }, stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  return {
    mind: (group) => void shell.stdin.write(`${group}\n`),
    dismiss: () => void shell.kill('SIGKILL'),
  };
}
