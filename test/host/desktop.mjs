// The desktop's VS Code, downloaded by @vscode/test-electron. Everything that keeps it from running here is a reason, not an error.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

/**
 * A command that runs the desktop's VS Code, or the reason why there is none.
 * @param {string} root the repository
 * @param {{ seen?: boolean }} [options] seen: somebody is to look at it, so that a virtual display will not do
 * @returns {Promise<{ command: string[] } | { reason: string }>}
 */
export async function findDesktop(root, { seen = false } = {}) {
  const display = displayCommand();
  if (!display || (seen && display.length > 0)) return { reason: seen ? 'no display' : 'no display, and no xvfb-run' };
  try {
    const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
    const executable = await downloadAndUnzipVSCode({ version: 'stable', cachePath: path.join(root, '.vscode-test'), timeout: 5_000, reporter: { report() {}, error() {} } });
    return { command: [...display, executable] };
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error instanceof Error ? error : new Error(String(error)));
    return { reason: code === 'ERR_MODULE_NOT_FOUND' ? '@vscode/test-electron is not installed' : `no download (${code ?? message})` };
  }
}

/** What to put before a command so that it finds a display: nothing, or xvfb-run. Undefined: there is no display. */
function displayCommand() {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return [];
  return spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).error ? undefined : ['xvfb-run', '-a'];
}
