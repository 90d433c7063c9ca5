import * as path from 'node:path';
import type { JsonSchema } from '../../core/manifest/schema/json-schema.ts';
import { readRegularFile } from '../files/read-regular-file.ts';

/**
 * The schemas that ship in `media/schemas`, each read when it is first asked for and kept. Never throws.
 * @param root the folder of the extension or package
 */
export function shippedSchemas(root: string): (file: string) => JsonSchema | undefined {
  const read = new Map<string, JsonSchema | undefined>();
  return (file) => {
    if (!read.has(file)) read.set(file, schemaIn(path.join(root, 'media', 'schemas', path.basename(file))));
    return read.get(file);
  };
}

function schemaIn(file: string): JsonSchema | undefined {
  const content = readRegularFile(file);
  if (!('text' in content)) return undefined;
  try {
    const value = JSON.parse(content.text) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
