// What `policy compile --to vscode --deny-only` writes: settings for a run of VS Code, made as an administrator makes them.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * The exported settings, for the servers of a run's workspace and the policy beside it.
 * @param {string} repository where the built program lies
 * @param {Pick<import('../host/run-folder.mjs').RunFolder, 'root' | 'workspace' | 'home'>} run
 * @returns {Record<string, unknown>}
 */
export function exportedDenials(repository, { root, workspace, home }) {
  const out = path.join(root, 'exported');
  const args = ['policy', 'compile', '--to', 'vscode', '--deny-only', '--policy', path.join(root, 'policy.json'), '--out', out, workspace];
  const { status, stderr } = spawnSync(process.execPath, [path.join(repository, 'dist', 'cli.js'), ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: home, USERPROFILE: home, APPDATA: path.join(home, 'AppData') } });
  if (status !== 0) throw new Error(`The policy was not exported (exit code ${status}): ${stderr}`);
  return JSON.parse(fs.readFileSync(path.join(out, 'settings.json'), 'utf8'));
}
