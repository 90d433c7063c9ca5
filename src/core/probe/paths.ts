import type { ServerDeclaration } from '../config/config-file.ts';
import type { Identity } from '../identity/identity.ts';
import type { Platform } from '../clients/client.ts';
import { plain } from '../places/folder-of.ts';

/** Whether a path is whole on a platform, which need not be this one. */
export function isAbsolute(path: string, platform: Platform): boolean {
  return platform === 'win32' ? /^(?:[A-Za-z]:[\\/]|\\\\|\/)/.test(path) : path.startsWith('/');
}

/** A path from a folder, `.` and `..` left for the system to follow, but for a beginning `./`. */
export function joinPath(folder: string, path: string, platform: Platform): string {
  const rest = path.replace(/^(?:\.[\\/]+)+/, '').replace(/^\.$/, '');
  const separator = platform === 'win32' ? '\\' : '/';
  const base = platform === 'win32' ? folder.replace(/[\\/]+$/, '') : plain(folder);
  return rest === '' ? folder : `${base}${separator}${rest}`;
}

/**
 * Whether a launch only works in the folder its client has open: its program, or a script that it runs, is a path from there. Packages are not
 * meant: what lies in a folder (`node_modules`, `.npmrc`) must not decide what is fetched.
 */
export function needsFolder(command: string, args: readonly string[], { url }: ServerDeclaration, identity: Identity, platform: Platform): boolean {
  if (url || identity.kind === 'package' || identity.kind === 'remote') return false;
  const relative = (text: string): boolean => /^\.{1,2}(?:[\\/]|$)/.test(text) || (/^[\w@.-][\w@. /\\-]*\.(?:[cm]?[jt]sx?|py|sh|rb|php|pl|jar|dll|csproj|fsx?|ps1|cmd|bat|exe)$/i.test(text) && !isAbsolute(text, platform));
  return (/[\\/]/.test(command) && !isAbsolute(command, platform)) || args.some(relative);
}
