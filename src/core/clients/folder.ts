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
