// The VS Code server: start, stop, install an extension.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { serverNode, vscodeRoot } from './install.mjs';
import { tie } from './processes.mjs';

const main = path.join(vscodeRoot, 'out', 'server-main.js');

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {string} origin
 * @property {Promise<number | null>} exited resolves when the server ends by itself
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a server on a free port of 127.0.0.1.
 * @param {object} options
 * @param {string} options.userDataDir holds User/settings.json and Machine/settings.json
 * @param {string} options.extensionsDir
 * @param {NodeJS.ProcessEnv} options.env
 * @param {boolean} [options.trust] Workspace Trust on: folders open in Restricted Mode until trusted. Off: everything is trusted
 * @param {boolean} [options.automation] lets the page report the end of an extension test run; hides notifications
 * @param {(text: string) => void} [options.log]
 * @returns {Promise<Server>}
 */
export async function startServer({ userDataDir, extensionsDir, env, trust = false, automation = false, log = () => {} }) {
  const child = spawn(
    serverNode,
    [
      '--require', path.join(import.meta.dirname, 'die-with-parent.cjs'), main,
      '--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms',
      ...folders({ userDataDir, extensionsDir }),
      '--disable-telemetry', '--disable-experiments', '--skip-welcome', '--disable-getting-started-override',
      ...(automation ? ['--enable-smoke-test-driver'] : []),
      ...(trust ? [] : ['--disable-workspace-trust']),
    ],
    { env: { ...env, MCP_ROLL_CALL_PARENT: String(process.pid) }, stdio: ['pipe', 'pipe', 'pipe'], detached: true },
  );
  const stop = tie(child);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let output = '';
  const port = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The VS Code server did not start within 30 s.\n${output}`)), 30_000);
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        log(String(chunk));
        output = (output + chunk).slice(-20_000);
        const found = /Web UI available at http:\/\/\S+?:(\d+)/.exec(output);
        if (found) { clearTimeout(timer); resolve(Number(found[1])); }
      });
    child.once('error', reject);
    void exited.then((code) => reject(new Error(`The VS Code server ended with exit code ${code}.\n${output}`)));
  }).catch(async (error) => { await stop(); throw error; });
  return { port, origin: `http://127.0.0.1:${port}`, exited, stop };
}

/**
 * `code --install-extension`.
 * @param {string} vsix
 * @param {{ userDataDir: string, extensionsDir: string, env: NodeJS.ProcessEnv }} options
 */
export async function installExtension(vsix, { env, ...dirs }) {
  await promisify(execFile)(serverNode, [main, '--install-extension', vsix, '--force', '--do-not-include-pack-dependencies', ...folders(dirs), '--accept-server-license-terms'], { env, timeout: 60_000 });
}

/** @param {{ userDataDir: string, extensionsDir: string }} dirs */
function folders({ userDataDir, extensionsDir }) {
  for (const folder of [userDataDir, extensionsDir]) fs.mkdirSync(folder, { recursive: true });
  return ['--server-data-dir', path.dirname(userDataDir), '--user-data-dir', userDataDir, '--extensions-dir', extensionsDir];
}

/**
 * The address that opens a window: a folder, a .code-workspace file, or an empty window.
 * @param {string} origin
 * @param {string | undefined} open
 * @param {Array<[string, string]>} [payload]
 */
export function windowUrl(origin, open, payload = []) {
  const url = new URL(origin);
  if (open === undefined) url.searchParams.set('ew', 'true');
  else url.searchParams.set(open.endsWith('.code-workspace') ? 'workspace' : 'folder', open);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
