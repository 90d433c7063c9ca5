import { spawnSync, type ChildProcess } from 'node:child_process';
import * as path from 'node:path';
import type { Environment } from '../../../core/clients/client.ts';
import { kinOf, type Kin, type Root } from './kin.ts';

/** Milliseconds a server gets to end by itself, at each step: its input closed, then SIGTERM; and how long those that were killed are waited for. */
const grace = { input: 500, term: 500, kill: 3000, look: 25 } as const;

/**
 * Ends a server and everything that it started: its input is closed, as the protocol says; then SIGTERM, then SIGKILL, to its whole group and to
 * every process that came of it. Takes five seconds at most. Never throws.
 */
export async function endProcess(child: ChildProcess, root: Root, { platform, env }: Environment): Promise<void> {
  if (platform === 'win32') {
    // While it still runs: its children are found by it alone.
    killTreeOnWindows(root.pid, env);
    await until(() => hasEnded(child), grace.kill);
    return;
  }
  const known = new Map<number, string>();
  const look = (): Kin[] => {
    const found = kinOf(root, known, platform);
    for (const { pid, started } of found) known.set(pid, started);
    return found;
  };
  if (!hasEnded(child)) {
    look();
    child.stdin?.end();
    await until(() => hasEnded(child), grace.input);
  }
  const polite = look();
  if (polite.length > 0) {
    signal(-root.pid, 'SIGTERM');
    for (const { pid } of polite) signal(pid, 'SIGTERM');
    await until(() => look().length === 0, grace.term);
  }
  const end = performance.now() + grace.kill;
  for (let left = look(); left.length > 0 && performance.now() < end; left = look()) {
    signal(-root.pid, 'SIGKILL');
    for (const { pid } of left) signal(pid, 'SIGKILL');
    await pause(grace.look);
  }
  await until(() => hasEnded(child), grace.kill);
}

/** The same at once and without mercy, for the moment in which our own process ends. Never throws. */
export function killAtOnce(root: Root, { platform, env }: Environment): void {
  if (platform === 'win32') return killTreeOnWindows(root.pid, env);
  // A second look finds what the first one's processes started meanwhile.
  for (let round = 0; round < 3; round++) {
    const found = kinOf(root, new Map(), platform);
    signal(-root.pid, 'SIGKILL');
    for (const { pid } of found) signal(pid, 'SIGKILL');
    if (found.length === 0) return;
  }
}

function killTreeOnWindows(root: number, env: Environment['env']): void {
  const system = Object.entries(env).find(([name]) => name.toUpperCase() === 'SYSTEMROOT')?.[1] ?? 'C:\\Windows';
  spawnSync(path.win32.join(system, 'System32', 'taskkill.exe'), ['/PID', String(root), '/T', '/F'], { windowsHide: true, stdio: 'ignore', timeout: 5000 });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}

async function until(done: () => boolean, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!done() && performance.now() < end) await pause(grace.look);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
