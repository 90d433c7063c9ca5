import type { Knowledge } from '../../core/knowledge.ts';
import { shippedAdvisories } from './shipped-advisories.ts';
import { shippedCatalog } from './shipped-catalog.ts';
import { shippedSchemas } from './shipped-schemas.ts';

let loaded: { readonly root: string; readonly knowledge: Knowledge } | undefined;

/**
 * What ships in `media` about servers and packages, read when it is first asked for and kept. Empty where it cannot be read. Never throws.
 * @param root the folder of the extension or package
 */
export function shippedKnowledge(root: string): Knowledge {
  if (loaded?.root !== root) loaded = { root, knowledge: { catalog: shippedCatalog(root), advisories: shippedAdvisories(root), schema: shippedSchemas(root) } };
  return loaded.knowledge;
}
