// Runs an extension's test bundle inside a real extension host, without a display.
import { format } from 'node:util';
import { launchBrowser, stayOffline } from './browser.mjs';
import { startServer, windowUrl } from './server.mjs';

/**
 * @param {object} options
 * @param {string} options.extensionDevelopmentPath
 * @param {string} options.extensionTestsPath a module that exports run()
 * @param {string | undefined} options.open a folder or a .code-workspace file; undefined: an empty window
 * @param {string} options.userDataDir
 * @param {string} options.extensionsDir
 * @param {NodeJS.ProcessEnv} options.env
 * @param {boolean} options.trust
 * @param {number} options.timeout in ms
 * @param {(text: string) => void} options.log
 * @returns {Promise<number>} the exit code: 0 when run() resolved, 1 when it rejected
 */
export async function runInHost({ extensionDevelopmentPath, extensionTestsPath, open, timeout, log, ...serverOptions }) {
  const line = (/** @type {string} */ text) => log(`${text}\n`);
  const [server, browser] = await Promise.all([startServer({ ...serverOptions, automation: true, log }), launchBrowser()]);
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await stayOffline(context);
    const page = await context.newPage();
    /** @type {(end: { code: number, why?: string }) => void} */
    let settle = () => {};
    /** @type {Promise<{ code: number, why?: string }>} */
    const end = new Promise((resolve) => { settle = resolve; });
    page.on('crash', () => settle({ code: 70, why: 'the page crashed' }));
    browser.on('disconnected', () => settle({ code: 70, why: 'the browser ended' }));
    void server.exited.then((code) => settle({ code: 71, why: `the VS Code server ended with exit code ${code}` }));
    setTimeout(() => settle({ code: 124, why: `no result within ${timeout / 1000} s` }), timeout).unref();
    await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => settle({ code }));
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => line(`[${type}] ${format(...args)}`));
    const host = new URL(server.origin).host;
    await page.goto(windowUrl(server.origin, open, [
      ['extensionDevelopmentPath', `vscode-remote://${host}${extensionDevelopmentPath}`],
      ['extensionTestsPath', `vscode-remote://${host}${extensionTestsPath}`],
    ]));
    const { code, why } = await end;
    if (why) line(`Stopped: ${why}.`);
    return code;
  } finally {
    await Promise.all([browser.close().catch(() => {}), server.stop()]);
  }
}
