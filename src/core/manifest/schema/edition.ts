import { child, stringOf, type ConfigNode } from '../../config/node.ts';
import { manifestSchema } from '../contract.ts';
import type { ManifestSubject } from '../subject.ts';

/** The published editions of `server.json` (registry, docs/reference/server-json/CHANGELOG.md) and of bundle manifests, oldest first. */
export const serverEditions = ['2025-07-09', '2025-09-16', '2025-09-29', '2025-10-11', '2025-10-17', '2025-12-11'] as const;
const bundleEditions = ['0.1', '0.2', '0.3', '0.4'] as const;

/** Which edition of its format a manifest says it follows. */
export type Edition =
  | { readonly kind: 'known'; readonly id: string }
  /** It says none. */
  | { readonly kind: 'none' }
  /** It names the draft of the next, or one that came after this was written: it is held against the newest that is known. */
  | { readonly kind: 'later' }
  /** It names one that was never published. */
  | { readonly kind: 'unknown'; readonly id: string };

export function editionOf(format: ManifestSubject['format'], tree: ConfigNode): Edition {
  return format === 'server' ? serverEdition(stringOf(child(tree, '$schema'))) : bundleEdition(stringOf(child(tree, 'manifest_version') ?? child(tree, 'dxt_version')));
}

function serverEdition(schema: string | undefined): Edition {
  const id = /\/schemas\/([^/]{1,40})\/server\.schema\.json#?$/.exec(schema ?? '')?.[1];
  if (id === undefined) return { kind: 'none' };
  if (serverEditions.some((edition) => edition === id)) return { kind: 'known', id };
  return id === 'draft' || (/^\d{4}-\d\d-\d\d$/.test(id) && id > serverEditions.at(-1)!) ? { kind: 'later' } : { kind: 'unknown', id };
}

function bundleEdition(id: string | undefined): Edition {
  if (id === undefined) return { kind: 'none' };
  if (bundleEditions.some((edition) => edition === id)) return { kind: 'known', id };
  // From 0.5 on to 0.99: the format's authors count so.
  return /^0\.(?:[5-9]|[1-9]\d)$/.test(id) ? { kind: 'later' } : { kind: 'unknown', id };
}

/** The file in `media/schemas` that an edition's schema ships as; the newest where the edition is not known. */
export function schemaFileOf(format: ManifestSubject['format'], edition: Edition): string {
  if (format === 'server') return `server.schema.${edition.kind === 'known' ? edition.id : serverEditions.at(-1)!}.json`;
  return `mcpb-manifest.schema.v${edition.kind === 'known' ? edition.id : bundleEditions.at(-1)!}.json`;
}

/** Whether an edition writes its fields in snake_case, as only the first did. */
export function writesSnakeCase(edition: Edition): boolean {
  return edition.kind === 'known' && edition.id === serverEditions[0];
}

export const newestServerSchema = manifestSchema;
