// Preloaded into a Node process (the VS Code server, npm): ends it when the process that started it is gone, however that happened.
// Its standard input is a pipe from there. Processes that it starts in turn are not meant, though they may inherit the preload.
if (process.env.MCP_ROLL_CALL_PARENT === String(process.ppid)) {
  process.stdin.on('end', () => process.exit(0));
  process.stdin.on('error', () => process.exit(0));
  process.stdin.resume();
  process.stdin.unref?.();
}
