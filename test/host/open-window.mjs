// A VS Code window with the packaged extension installed, to be driven as a person would.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchBrowser, stayOffline } from './browser.mjs';
import { isolatedEnvironment } from './environment.mjs';
import { ensureHost } from './install.mjs';
import { makeRunFolder } from './run-folder.mjs';
import { installExtension, startServer, windowUrl } from './server.mjs';
import { contributedSettings, writeSettings } from './settings.mjs';
import { Workbench } from './workbench.mjs';

/**
 * @typedef {object} Window
 * @property {Workbench} workbench
 * @property {import('playwright-core').Page} page
 * @property {import('./run-folder.mjs').RunFolder} run
 * @property {() => Promise<void>} close
 */

/**
 * @param {object} options
 * @param {string} options.root the repository
 * @param {string} options.vsix
 * @param {string} [options.fixture] a folder: see makeRunFolder
 * @param {string | null} [options.open] what to open, in the run's `workspace`: '.' (default), a .code-workspace file, or null for an empty window
 * @param {boolean} [options.trust] Workspace Trust on: the folder opens in Restricted Mode
 * @param {(run: import('./run-folder.mjs').RunFolder) => Record<string, unknown>} [options.settings]
 * @param {Record<string, string>} [options.env]
 * @param {{ width: number, height: number }} [options.viewport]
 * @returns {Promise<Window>}
 */
export async function openWindow({ root, vsix, fixture, open = '.', trust = false, settings = () => ({}), env = {}, viewport = { width: 1400, height: 900 } }) {
  await ensureHost();
  const run = makeRunFolder(fixture);
  const environment = isolatedEnvironment(run, env);
  writeSettings(run.userDataDir, settings(run), contributedSettings(root));
  const log = (/** @type {string} */ text) => fs.appendFileSync(path.join(root, 'test-results', 'ui.log'), text);
  const extensionsDir = await installOnce(vsix, { userDataDir: run.userDataDir, env: environment });
  const [server, browser] = await Promise.all([startServer({ userDataDir: run.userDataDir, extensionsDir, env: environment, trust, log }), launchBrowser()]);
  const close = async () => {
    await Promise.all([browser.close().catch(() => {}), server.stop()]);
    run.remove();
  };
  try {
    const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] });
    await stayOffline(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => log(`[page] ${message.text()}\n`));
    await page.goto(windowUrl(server.origin, open === null ? undefined : path.join(run.workspace, open)));
    const workbench = new Workbench(page, path.join(root, 'test-results', 'screenshots'));
    await workbench.ready();
    return { workbench, page, run, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @type {Promise<string> | undefined} */
let installed;

/**
 * The extension is installed once per process: windows share the folder.
 * @param {string} vsix @param {{ userDataDir: string, env: NodeJS.ProcessEnv }} options
 */
function installOnce(vsix, options) {
  installed ??= (async () => {
    const extensionsDir = fs.mkdtempSync(path.join(os.tmpdir(), 'mrc-ext-'));
    process.once('exit', () => fs.rmSync(extensionsDir, { recursive: true, force: true }));
    await installExtension(vsix, { ...options, extensionsDir });
    return extensionsDir;
  })();
  return installed;
}
