import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import type { Platform } from '../../../core/clients/client.ts';
import { markVariable } from './scrubbed-environment.ts';

/** One running process; with when it began, since the system gives numbers out again. */
export interface Kin {
  readonly pid: number;
  readonly started: string;
}

/** A process that we have started. */
export interface Root extends Kin {
  /** What its environment carries. */
  readonly mark: string;
}

interface Row extends Kin {
  readonly parent: number;
  readonly group: number;
  readonly session: number;
}

/**
 * Every process that came of one that we have started: its descendants, its group and session, on Linux also whatever carries our mark in its
 * environment, wherever it has gone. `known` are those found before, so that the descendants of one whose own parent is gone are found too.
 * Not found: a process that emptied its environment, began a session of its own and lost its parent between two looks; on macOS one that
 * began a group of its own and lost its parent. Windows knows no such list (`taskkill /T` goes by the parents). Never throws.
 */
export function kinOf({ pid: root, started, mark }: Root, known: ReadonlyMap<number, string>, platform: Platform): Kin[] {
  // On Linux the time is a number: what is older than the server did not come of it, which spares reading most environments.
  const rows = platform === 'linux' ? linuxRows().filter((row) => Number(row.started) >= Number(started)) : platform === 'darwin' ? darwinRows() : [];
  const kin = new Set<number>();
  for (const row of rows) {
    if (row.pid === process.pid) continue;
    if (row.group === root || row.session === root || known.get(row.pid) === row.started || (platform === 'linux' && isMarked(row.pid, mark))) kin.add(row.pid);
  }
  // Rows come in any order: until no round finds another one.
  for (let before = -1; before !== kin.size; ) {
    before = kin.size;
    for (const row of rows) if (row.pid !== process.pid && (row.parent === root || kin.has(row.parent))) kin.add(row.pid);
  }
  return rows.filter(({ pid }) => kin.has(pid));
}

/** Those that are no zombies: one that has ended, and whose parent has not asked, can do nothing. proc_pid_stat(5). */
function linuxRows(): Row[] {
  return numbersIn('/proc').flatMap((pid) => {
    const stat = contentOf(`/proc/${pid}/stat`);
    // The program's name, in brackets, may hold anything.
    const [state, parent, group, session, ...more] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return stat === '' || state === 'Z' || state === 'X' ? [] : [{ pid, parent: Number(parent), group: Number(group), session: Number(session), started: more[15] ?? '' }];
  });
}

function darwinRows(): Row[] {
  const { stdout } = spawnSync('/bin/ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart='], { encoding: 'utf8', env: { LC_ALL: 'C' }, timeout: 5000 });
  return (stdout ?? '').split('\n').flatMap((line) => {
    const [, pid, parent, group, state, started] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || state!.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), group: Number(group), session: 0, started: started!.trim() }];
  });
}

function isMarked(pid: number, mark: string): boolean {
  const environment = contentOf(`/proc/${pid}/environ`);
  return environment !== '' && `\0${environment}\0`.includes(`\0${markVariable}=${mark}\0`);
}

function numbersIn(folder: string): number[] {
  try {
    return fs.readdirSync(folder).filter((name) => /^\d+$/.test(name)).map(Number);
  } catch {
    return [];
  }
}

/** Empty for what is gone, or another user's. */
function contentOf(file: string): string {
  try {
    return fs.readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
