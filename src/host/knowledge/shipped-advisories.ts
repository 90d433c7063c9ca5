import * as path from 'node:path';
import { advisoriesOf, noAdvisories, type Advisories } from '../../core/advisories/advisories.ts';
import { readRegularFile } from '../files/read-regular-file.ts';

/**
 * The advisories that ship in `media`, read when the first package is asked about. None when they cannot be read. Never throws.
 * @param root the folder of the extension or package
 */
export function shippedAdvisories(root: string): Advisories {
  let read: Advisories | undefined;
  const advisories = (): Advisories => (read ??= readIn(path.join(root, 'media', 'advisories', 'advisories.json')));
  return {
    about: (ref) => advisories().about(ref),
    affecting: (ref, version) => advisories().affecting(ref, version),
    fixedVersion: (ref, version) => advisories().fixedVersion(ref, version),
  };
}

function readIn(file: string): Advisories {
  const content = readRegularFile(file);
  if (!('text' in content)) return noAdvisories;
  try {
    return advisoriesOf(JSON.parse(content.text) as unknown);
  } catch {
    return noAdvisories;
  }
}
