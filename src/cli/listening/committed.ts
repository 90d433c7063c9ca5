import * as path from 'node:path';
import { isMeantAsSnapshot, readSnapshot } from '../../core/snapshot/snapshot-file.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import { render } from '../../core/text/message.ts';
import { sha256 } from '../../host/evidence/sha256.ts';
import { readRegularFile } from '../../host/files/read-regular-file.ts';
import { shown } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** A snapshot file, read: every hash in it was made anew. */
export interface Committed {
  readonly file: string;
  readonly snapshot: Snapshot;
}

/** A snapshot file that cannot be compared with, and why. */
export interface Unusable {
  readonly file: string;
  readonly why: string;
}

/**
 * The snapshots that were found, beside manifests or by themselves, and those that were named.
 * @param files absolute paths of files that may be snapshots: what they hold decides
 * @throws UsageError where one that was named is not there
 */
export function committedSnapshots(files: readonly string[], named: readonly string[]): { readonly found: readonly Committed[]; readonly unusable: readonly Unusable[] } {
  const found: Committed[] = [];
  const unusable: Unusable[] = [];
  const wanted = new Set(named.map((file) => path.resolve(file)));
  for (const file of new Set([...files, ...wanted])) {
    const content = readRegularFile(file);
    if ('absent' in content) {
      if (wanted.has(file)) throw new UsageError(`There is no snapshot at ${shown(file)}.`);
      continue;
    }
    // Another program's, which says nothing to us.
    if ('text' in content && !wanted.has(file) && !isMeantAsSnapshot(content.text)) continue;
    const read = 'text' in content ? (content.flaw ? { refused: content.flaw } : readSnapshot(content.text, sha256)) : { refused: content.unreadable };
    if ('refused' in read) unusable.push({ file, why: render(read.refused) });
    else if (read.partial.length > 0) unusable.push({ file, why: 'It was taken when not all could be read, so it says nothing about the rest.' });
    else found.push({ file, snapshot: read });
  }
  return { found, unusable };
}
