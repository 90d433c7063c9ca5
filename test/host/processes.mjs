// No process outlives the one that started it: not after an error, not after Ctrl+C.

/** @type {Set<import('node:child_process').ChildProcess>} */
const groups = new Set();

process.once('exit', () => { for (const child of groups) signal(child, 'SIGKILL'); });
for (const [name, code] of /** @type {const} */ ([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]])) process.once(name, () => process.exit(code));

/**
 * Ties a child to this process. It must have been started with `detached: true`, so that it leads a process group.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => Promise<void>} ends the whole group
 */
export function tie(child) {
  groups.add(child);
  const gone = new Promise((resolve) => child.once('close', resolve));
  return async () => {
    if (child.exitCode === null && child.signalCode === null) {
      signal(child, 'SIGTERM');
      const hard = setTimeout(() => signal(child, 'SIGKILL'), 3000);
      await gone;
      clearTimeout(hard);
    }
    signal(child, 'SIGKILL'); // what the leader left behind
    groups.delete(child);
  };
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} name */
function signal(child, name) {
  try {
    if (child.pid !== undefined) process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
  } catch {
    // already gone
  }
}
