// What a VS Code under test gets to see of this machine: nothing of the user's own.
import fs from 'node:fs';
import path from 'node:path';

/** Passed on when set. Everything else (tokens, a client's configuration folder, npm's and VS Code's own variables) stays out. */
const passedOn = new Set([
  'PATH', 'LANG', 'LANGUAGE', 'TZ', 'TERM', 'TMPDIR', 'TEMP', 'TMP', 'CI', 'LD_LIBRARY_PATH', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS', 'SystemRoot', 'windir', 'SystemDrive', 'ComSpec', 'PATHEXT', 'NUMBER_OF_PROCESSORS', 'ProgramFiles', 'ProgramData',
]);

/**
 * Makes `home` the home folder, on every system.
 * @param {string} home an existing folder
 * @returns {Record<string, string>}
 */
export function homeVariables(home) {
  const folder = (/** @type {string[]} */ ...parts) => {
    const made = path.join(home, ...parts);
    fs.mkdirSync(made, { recursive: true });
    return made;
  };
  return {
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: folder('.config'),
    XDG_DATA_HOME: folder('.local', 'share'),
    XDG_STATE_HOME: folder('.local', 'state'),
    XDG_CACHE_HOME: folder('.cache'),
    ...(process.platform === 'win32' && { APPDATA: folder('AppData', 'Roaming'), LOCALAPPDATA: folder('AppData', 'Local') }),
  };
}

/**
 * @param {{ home: string, temp: string }} run existing folders
 * @param {Record<string, string>} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function isolatedEnvironment({ home, temp }, more = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  for (const [name, value] of Object.entries(process.env)) if (passedOn.has(name) || name.startsWith('LC_')) env[name] = value;
  // VS Code leaves sockets behind in its temporary folder; where that is long already, a longer one is too long for a socket's name.
  if (process.platform === 'linux') env['TMPDIR'] = temp;
  return { ...env, ...homeVariables(home), ...more };
}
