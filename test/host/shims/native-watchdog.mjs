// Stands in for @vscode/native-watchdog: ends this process when the given one is gone.
export function start(pid) {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 2000).unref();
}
