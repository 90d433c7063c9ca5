import type { CatalogServer } from '../catalog/schema.ts';
import type { Identity } from '../identity/identity.ts';
import type { ShelfCandidate } from './shelf-item.ts';

/** What to call it: as who approves it calls it, told from the id's last part where there is nothing better. */
export function titleOf({ id, title }: ShelfCandidate, known: CatalogServer | undefined, identity: Identity): string {
  if (title !== undefined && title.trim() !== '') return title;
  if (known) return known.title;
  const last = id.slice(id.lastIndexOf('/') + 1);
  return last === '' || /^[\d.@]+$/.test(last) ? nameIn(identity) : last;
}

/** The name in what is started or called. */
function nameIn(identity: Identity): string {
  switch (identity.kind) {
    case 'package':
      return identity.package.name;
    case 'remote':
      return /^https?:\/\/([^/?#]*)/.exec(identity.url)?.[1] ?? identity.url;
    case 'program':
      return identity.program;
    case 'opaque':
      return 'server';
  }
}

/** A name for the declaration, of letters, digits and dashes, which every client takes. */
export function slugOf(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').toLowerCase().slice(0, 40).replace(/-+$/, '') || 'server';
}
