import type { ConfigFile } from '../config/config-file.ts';

/** A live file that holds servers we may not know of. */
export function isUnread({ live, status }: Pick<ConfigFile, 'live' | 'status'>): boolean {
  return live && (status === 'unreadable' || status === 'invalid' || status === 'partial');
}
