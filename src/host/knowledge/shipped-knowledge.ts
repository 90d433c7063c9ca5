import type { Advisories } from '../../core/advisories/advisories.ts';
import type { Catalog } from '../../core/catalog/catalog.ts';
import type { Knowledge } from '../../core/knowledge.ts';
import { shippedAdvisories } from './shipped-advisories.ts';
import { shippedCatalog } from './shipped-catalog.ts';

/** Each part is read when it is first asked for. */
class ShippedKnowledge implements Knowledge {
  readonly root: string;
  #advisories: Advisories | undefined;

  constructor(root: string) {
    this.root = root;
  }

  get catalog(): Catalog {
    return shippedCatalog(this.root);
  }

  get advisories(): Advisories {
    return (this.#advisories ??= shippedAdvisories(this.root));
  }
}

let loaded: ShippedKnowledge | undefined;

/**
 * What ships in `media` about servers and packages, read when it is first asked for and kept. Empty where it cannot be read. Never throws.
 * @param root the folder of the extension or package
 */
export function shippedKnowledge(root: string): Knowledge {
  if (loaded?.root !== root) loaded = new ShippedKnowledge(root);
  return loaded;
}
