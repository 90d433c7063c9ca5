import type { Environment } from './client.ts';

/**
 * The folder that an environment variable names, without a separator at its end; undefined where the variable is not set, is empty
 * or is relative: the XDG base directory specification has such a value ignored
 * (https://specifications.freedesktop.org/basedir-spec/latest/), and what it would be relative to, each client answers for itself.
 */
export function folderIn({ platform, env }: Environment, variable: string): string | undefined {
  const value = env[variable] ?? '';
  const absolute = platform === 'win32' ? /^(?:[A-Za-z]:[\\/]|[\\/]{2})/ : /^\//;
  return absolute.test(value) ? value.replace(platform === 'win32' ? /[\\/]$/ : /\/$/, '') : undefined;
}

/** `XDG_CONFIG_HOME`, else `~/.config`: for programs that keep to it on every platform. */
export function configHome(environment: Environment): string {
  return folderIn(environment, 'XDG_CONFIG_HOME') ?? `${environment.home}/.config`;
}

/** Where desktop programs keep a user's files on each platform. */
export function applicationData(environment: Environment): string {
  const { platform, home } = environment;
  return platform === 'win32' ? roaming(environment) : platform === 'darwin' ? `${home}/Library/Application Support` : configHome(environment);
}

/** Windows' folder for what follows a user from machine to machine. */
export function roaming(environment: Environment): string {
  return folderIn(environment, 'APPDATA') ?? `${environment.home}/AppData/Roaming`;
}

/** Where a program's configuration for all users of the machine lies. @param names the folder's name on Linux, macOS and Windows (below `ProgramData`) */
export function machineFolder(environment: Environment, names: { readonly linux: string; readonly darwin: string; readonly win32: string }): string {
  const { platform } = environment;
  if (platform === 'win32') return `${folderIn(environment, 'ProgramData') ?? 'C:/ProgramData'}/${names.win32}`;
  return platform === 'darwin' ? `/Library/Application Support/${names.darwin}` : `/etc/${names.linux}`;
}
