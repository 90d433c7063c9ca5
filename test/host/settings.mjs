// The settings that a VS Code under test starts with.
import fs from 'node:fs';
import path from 'node:path';

/** A quiet window: no welcome, no offers, nothing that comes and goes by itself. */
const quiet = {
  'editor.cursorBlinking': 'solid',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off', // as on the desktop; in the browser the default is to save after a delay
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * Writes User and Machine settings below a user data folder. On the desktop all of them are User settings (the Machine file
 * is not read). In the browser VS Code works remotely: there settings of machine scope count only in the Machine file.
 * @param {string} userDataDir
 * @param {Record<string, unknown>} settings
 * @param {Record<string, { scope?: string }>} [contributed] the extension's contributes.configuration.properties, for their scopes
 */
export function writeSettings(userDataDir, settings, contributed = {}) {
  const machine = Object.entries(settings).filter(([name]) => contributed[name]?.scope?.startsWith('machine'));
  write(path.join(userDataDir, 'User', 'settings.json'), { ...quiet, ...settings });
  write(path.join(userDataDir, 'Machine', 'settings.json'), Object.fromEntries(machine));
}

/** @param {string} file @param {unknown} value */
function write(file, value) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

/**
 * The configuration that an extension contributes, flat.
 * @param {string} extensionFolder
 * @returns {Record<string, { scope?: string }>}
 */
export function contributedSettings(extensionFolder) {
  const { contributes = {} } = JSON.parse(fs.readFileSync(path.join(extensionFolder, 'package.json'), 'utf8'));
  return Object.assign({}, ...[contributes.configuration ?? []].flat().map((block) => block.properties ?? {}));
}
