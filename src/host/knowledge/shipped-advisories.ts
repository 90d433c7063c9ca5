import * as path from 'node:path';
import { advisoriesOf, noAdvisories, type Advisories } from '../../core/advisories/advisories.ts';
import { readRegularFile } from '../files/read-regular-file.ts';

/**
 * The advisories that ship in `media`. None when they cannot be read. Never throws.
 * @param root the folder of the extension or package
 */
export function shippedAdvisories(root: string): Advisories {
  const content = readRegularFile(path.join(root, 'media', 'advisories', 'advisories.json'));
  if (!('text' in content)) return noAdvisories;
  try {
    return advisoriesOf(JSON.parse(content.text) as unknown);
  } catch {
    return noAdvisories;
  }
}
