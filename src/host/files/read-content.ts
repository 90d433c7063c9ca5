import * as fs from 'node:fs';
import type { KnownFile } from '../../core/clients/clients.ts';
import type { ConfigSource } from '../../core/config/read.ts';
import { say } from '../../core/text/message.ts';
import { isInside } from './inside.ts';
import { readResolved, whyNot } from './read-regular-file.ts';

/**
 * Read what lies at a place. In a workspace a symbolic link may lead anywhere below `boundary` (absent: the place's own folder)
 * and no further: a repository does not choose which of the user's other files are read. The user's own files may be links to
 * anywhere, as managers of dotfiles make them. Never throws.
 */
export function readContent({ path, root, boundary = root, known }: Pick<ConfigSource, 'path' | 'root'> & { readonly boundary?: string; readonly known?: Pick<KnownFile, 'locations'> }): ConfigSource['content'] {
  try {
    const entry = fs.lstatSync(path, { throwIfNoEntry: false });
    if (!entry) return { absent: true };
    const opaque = known?.locations[0]?.opaque;
    if (opaque) return { opaque };
    const real = fs.realpathSync.native(path);
    if (boundary !== undefined && !isInside(real, fs.realpathSync.native(boundary))) {
      return { unreadable: say('it is a symbolic link that leads out of the folder, and was not followed'), linkedOut: true };
    }
    return readResolved(real);
  } catch (error) {
    const reason = whyNot(error);
    // The entry itself is there, so what is missing is what it leads to.
    return 'absent' in reason && isLink(path) ? leadsNowhere : reason;
  }
}

const leadsNowhere = { unreadable: say('it is a symbolic link that leads nowhere') };

function isLink(path: string): boolean {
  try {
    return fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false;
  }
}
