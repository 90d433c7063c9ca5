// `npm run vscode`: a VS Code with the extension as it is built from here, on a copy of the example workspace.
//   node test/host/open.mjs [folder]
// The folder is copied, so that quick fixes can be tried without changing it. A `policy.json` beside it becomes the user's policy.
// The window has an empty home folder of its own: it shows the example's servers, not those configured on this machine.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { findDesktop } from './desktop.mjs';
import { homeVariables, isolatedEnvironment } from './environment.mjs';
import { ensureHost, supported } from './install.mjs';
import { build, packageExtension } from './quietly.mjs';
import { makeRunFolder } from './run-folder.mjs';
import { contributedSettings, writeSettings } from './settings.mjs';

const root = path.dirname(path.dirname(import.meta.dirname));
const folder = path.resolve(process.argv[2] ?? path.join(root, 'media', 'example', 'workspace'));

try {
  await open();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function open() {
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`There is no folder ${folder}.`);
  await build(root);

  const run = makeRunFolder();
  fs.cpSync(folder, run.workspace, { recursive: true, verbatimSymlinks: true });
  const policy = path.join(run.root, 'policy.json');
  const example = path.join(path.dirname(folder), 'policy.json');
  if (fs.existsSync(example)) fs.copyFileSync(example, policy);
  writeSettings(run.userDataDir, fs.existsSync(policy) ? { 'mcpRollCall.policy.file': policy } : {}, contributedSettings(root));
  console.log(`Opening a copy of ${path.relative(process.cwd(), folder) || '.'}: ${run.workspace}`);

  const found = installedCode() ?? await findDesktop(root, { seen: true });
  if ('command' in found) return openDesktop(found.command, run);
  console.log(`VS Code: the one made of npm packages, because: no \`code\` to be used on the PATH, ${found.reason}`);
  if (!supported) throw new Error('That one exists for Linux x64 only.');
  return openInBrowser(run);
}

/** The installed `code`, if it can open a window here and is new enough. */
function installedCode() {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return undefined;
  if (process.env['VSCODE_IPC_HOOK_CLI']) return undefined; // the terminal of a remote window: that `code` opens no other window
  const { stdout } = spawnSync('code --version', { shell: true, encoding: 'utf8' });
  const [major, minor] = /^(\d+)\.(\d+)/u.exec(stdout ?? '')?.slice(1).map(Number) ?? [];
  const needed = Number(/1\.(\d+)/u.exec(JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).engines.vscode)?.[1]);
  return major === 1 && minor !== undefined && minor >= needed ? { command: ['code', '--wait'] } : undefined;
}

/** @param {string[]} found @param {import('./run-folder.mjs').RunFolder} run */
async function openDesktop([command = '', ...first], run) {
  console.log(`VS Code: ${command === 'code' ? 'the installed one' : path.relative(root, command)}. Close its window to end.`);
  run.keep(); // after Ctrl+C the window is still there
  const args = [...first, '--new-window', `--user-data-dir=${run.userDataDir}`, `--extensions-dir=${run.extensionsDir}`, '--disable-workspace-trust', '--use-inmemory-secretstorage', '--skip-welcome', `--extensionDevelopmentPath=${root}`, run.workspace];
  const shell = process.platform === 'win32' && command === 'code'; // there it is a batch file
  const child = spawn(command, shell ? args.map((arg) => `"${arg}"`) : args, { shell, stdio: 'ignore', env: { ...process.env, ...homeVariables(run.home) } });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  run.remove();
  if (code !== 0) throw new Error(`VS Code ended with exit code ${code}.`);
}

/** @param {import('./run-folder.mjs').RunFolder} run */
async function openInBrowser(run) {
  const { installExtension, startServer, windowUrl } = await import('./server.mjs');
  await ensureHost();
  const env = isolatedEnvironment(run);
  await installExtension(await packageExtension(root), { ...run, env });
  const server = await startServer({ ...run, env });
  console.log(`Open in a browser: ${windowUrl(server.origin, run.workspace)}\nCtrl+C ends it.`);
  process.prependListener('SIGINT', () => process.exit(0)); // the wanted end; the server ends with this process
  await server.exited;
  throw new Error('The VS Code server ended.');
}
