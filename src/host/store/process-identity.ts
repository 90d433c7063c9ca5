import * as fs from 'node:fs';
import * as os from 'node:os';

/** Where a process number means one process: this machine since it was started, and on Linux this container. Never throws. */
export function processWorld(): string {
  return (world ??= [os.hostname(), firstLine('/proc/sys/kernel/random/boot_id'), link('/proc/self/ns/pid')].join(' ').trim());
}

let world: string | undefined;

/** When a process began, in its system's own terms (proc_pid_stat(5), field 22); undefined where the system does not say. */
export function processStart(pid: number): string | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name, in brackets, may hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function firstLine(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function link(file: string): string {
  try {
    return fs.readlinkSync(file);
  } catch {
    return '';
  }
}
