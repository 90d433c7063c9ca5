import type { PolicyDocument, PolicyMatch } from '../document.ts';
import { refTo } from '../entry-ref.ts';
import { compileItem, type PolicyItem } from '../item.ts';
import type { Path } from '../../config/node.ts';

/** An item of `match` as it is written and as it is compared. */
export interface LintedItem extends PolicyItem {
  readonly match: PolicyMatch;
}

export function itemsOf(document: PolicyDocument): LintedItem[] {
  let order = 0;
  return document.servers.flatMap((entry) => {
    const ref = refTo(entry, document);
    return entry.match.flatMap((match) => {
      const item = compileItem(document, entry, match, ref, order++);
      return item ? [{ ...item, match }] : [];
    });
  });
}

/** The narrowest place that shows which servers an item means. */
export function subjectPath({ path, ...item }: PolicyMatch): Path {
  if (item.package) return [...path, 'package', 'name'];
  if (item.url) return [...path, 'url', 'host'];
  return [...path, item.serverName !== undefined ? 'serverName' : item.serverUrl !== undefined ? 'serverUrl' : 'serverCommand'];
}
