// A fresh place for one run of VS Code: its workspace, its user's home, its data. Thrown away afterwards.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import './processes.mjs'; // first: at the end of this process others end before their folders are removed

/**
 * @typedef {object} RunFolder
 * @property {string} root a copy of the fixture: what lies in it beside `workspace` and `home` lies here, too
 * @property {string} workspace what the window may open; a copy, so that tests can change it
 * @property {string} home the user's home folder
 * @property {string} temp
 * @property {string} userDataDir
 * @property {string} extensionsDir
 * @property {() => void} remove it is also removed when this process ends
 * @property {() => void} keep do not remove it when this process ends
 */

/**
 * @param {string} [fixture] a folder with, as needed, `workspace/`, `home/` and other files; nothing: an empty workspace and home
 * @returns {RunFolder}
 */
export function makeRunFolder(fixture) {
  // A short name, because VS Code opens sockets below it; a real path, because VS Code reports real paths.
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'mrc-'));
  const folder = (/** @type {string} */ name) => path.join(root, name);
  const run = { root, workspace: folder('workspace'), home: folder('home'), temp: folder('tmp'), userDataDir: folder('vscode/data'), extensionsDir: folder('vscode/extensions') };
  if (fixture) fs.cpSync(fixture, root, { recursive: true, verbatimSymlinks: true });
  const { root: _, ...made } = run;
  for (const one of Object.values(made)) fs.mkdirSync(one, { recursive: true });
  const remove = () => fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.once('exit', remove);
  const keep = () => { process.off('exit', remove); };
  return { ...run, keep, remove: () => { keep(); remove(); } };
}
