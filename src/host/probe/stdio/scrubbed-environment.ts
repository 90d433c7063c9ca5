import type { Environment } from '../../../core/clients/client.ts';

/**
 * What every process gets from ours, and nothing else: the list of the official SDK (client 2.4.0, DEFAULT_INHERITED_ENV_VARS), so that a
 * server that starts in clients built on it starts here too.
 */
const inherited = {
  posix: ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER'],
  win32: [
    'APPDATA', 'COMSPEC', 'HOMEDRIVE', 'HOMEPATH', 'LOCALAPPDATA', 'PATH', 'PATHEXT', 'PROCESSOR_ARCHITECTURE', 'PROGRAMDATA', 'PROGRAMFILES',
    'PROGRAMFILES(X86)', 'PROGRAMW6432', 'SYSTEMDRIVE', 'SYSTEMROOT', 'TEMP', 'USERNAME', 'USERPROFILE', 'WINDIR',
  ],
} as const;

/** By which processes of one session are found again, wherever they have gone. */
export const markVariable = 'MCP_ROLL_CALL_PROBE';

/** A server's whole environment: what every process needs, what its declaration names, and our mark. On Windows names differ by more than case. */
export function scrubbedEnvironment({ platform, env }: Environment, declared: Readonly<Record<string, string>>, mark: string): Record<string, string> {
  const windows = platform === 'win32';
  const same = (name: string): string => (windows ? name.toUpperCase() : name);
  const names: ReadonlySet<string> = new Set(windows ? inherited.win32 : inherited.posix);
  const given = new Set(Object.keys(declared).map(same));
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    // A function that a shell has exported (the SDK leaves those out, too).
    if (value === undefined || value.startsWith('()') || !names.has(same(name)) || given.has(same(name))) continue;
    result[name] = value;
  }
  return { ...result, ...declared, [markVariable]: mark };
}
