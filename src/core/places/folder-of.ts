import { knownPathAt } from '../clients/clients.ts';
import type { ConfigFile } from '../config/config-file.ts';

/** The folder that a workspace file is a file of: its project, which may lie deep in the folder that is open. Only files of one folder are seen together. */
export function folderOf({ path, root }: Pick<ConfigFile, 'path' | 'root'>): string {
  const holder = knownPathAt(path)?.holder;
  return plain(holder === undefined ? (root ?? '') : path.replaceAll('\\', '/').split('/').slice(0, holder).join('/'));
}

/** With `/`, and none at its end. */
export function plain(folder: string): string {
  return folder.replaceAll('\\', '/').replace(/\/+$/, '');
}
