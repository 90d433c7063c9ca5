import * as path from 'node:path';
import { catalogOf, emptyCatalog, type Catalog } from '../../core/catalog/catalog.ts';
import { readRegularFile } from '../files/read-regular-file.ts';

let loaded: { readonly root: string; readonly catalog: Catalog } | undefined;

/**
 * The catalog that ships in `media`, read when it is first asked for and kept. Empty when it cannot be read: nothing but what people
 * are told besides depends on it. Never throws.
 * @param root the folder of the extension or package
 */
export function shippedCatalog(root: string): Catalog {
  if (loaded?.root !== root) loaded = { root, catalog: read(path.join(root, 'media', 'catalog', 'catalog.json')) };
  return loaded.catalog;
}

function read(file: string): Catalog {
  const content = readRegularFile(file);
  if (!('text' in content)) return emptyCatalog;
  try {
    return catalogOf(JSON.parse(content.text) as unknown);
  } catch {
    return emptyCatalog;
  }
}
