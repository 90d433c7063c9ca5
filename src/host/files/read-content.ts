import * as fs from 'node:fs';
import { dirname } from 'node:path';
import type { KnownFile } from '../../core/clients/clients.ts';
import type { CatalogText } from '../../core/config/read-gateway.ts';
import type { ConfigSource } from '../../core/config/read.ts';
import { say } from '../../core/text/message.ts';
import { isInside } from './inside.ts';
import { expandPattern } from './expand.ts';
import { readRegularFile, readResolved, whyNot } from './read-regular-file.ts';

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
    const content = readResolved(real);
    const catalogs = known?.locations[0]?.catalogs;
    return catalogs !== undefined && 'text' in content ? { ...content, catalogs: catalogsBeside(path, catalogs) } : content;
  } catch (error) {
    const reason = whyNot(error);
    // The entry itself is there, so what is missing is what it leads to.
    return 'absent' in reason && isLink(path) ? leadsNowhere : reason;
  }
}

/** The user's own, like the file itself: links are followed. One that cannot be read says nothing, and what it defines cannot be told. */
function catalogsBeside(file: string, pattern: string): CatalogText[] {
  return expandPattern(dirname(file), pattern.split('/'), {}).paths.flatMap((path) => {
    const content = readRegularFile(path);
    return 'text' in content ? [{ path, text: content.text }] : [];
  });
}

const leadsNowhere = { unreadable: say('it is a symbolic link that leads nowhere') };

function isLink(path: string): boolean {
  try {
    return fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false;
  }
}
