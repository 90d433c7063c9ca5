import * as os from 'node:os';
import type { Environment } from '../../core/clients/client.ts';

/** What the places of this user's files depend on, as it really is. Never throws. */
export function realEnvironment(): Environment {
  const platform = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
  return { platform, home: homeFolder(), env: process.env };
}

/** A container's user may have neither HOME nor an entry in the list of users; its files would then lie at the root. */
function homeFolder(): string {
  try {
    return os.homedir();
  } catch {
    return '/';
  }
}
