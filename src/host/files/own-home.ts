import * as os from 'node:os';
import type { Environment } from '../../core/clients/client.ts';
import { realPath } from './real-path.ts';

/**
 * The user's home folder as it really is, where that can be believed. A variable can name any folder, a repository's own too (a
 * terminal gets its variables from a workspace's settings): what it names counts only where the list of users says the same.
 */
export function ownHome({ platform, home, env }: Environment): string | undefined {
  const real = realPath(home);
  if (!env[platform === 'win32' ? 'USERPROFILE' : 'HOME']) return real;
  try {
    return realPath(os.userInfo().homedir) === real ? real : undefined;
  } catch {
    return undefined;
  }
}
