import { clientOf } from '../../clients/clients.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import type { InventoryRow, Sighting } from '../row.ts';
import type { Contents } from './grouping.ts';

/**
 * What of the contents holds every word of `typed`, in any case: in a name, what it launches or calls, the client, the file,
 * the verdict, the owner. A row stays with those of its sightings that do.
 */
export function filtered(contents: Contents, typed: string): Contents {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return contents;
  const holds = (parts: readonly (string | undefined)[]): boolean => {
    const text = parts.join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  return {
    rows: contents.rows.flatMap((row) => {
      const common = aboutRow(row);
      if (row.sightings.length === 0) return holds([...common, ...row.names, ...row.rememberedIn]) ? [row] : [];
      const sightings = row.sightings.filter((sighting) => holds([...common, ...aboutSighting(sighting)]));
      return sightings.length === 0 ? [] : [sightings.length === row.sightings.length ? row : { ...row, sightings }];
    }),
    unread: contents.unread.filter((file) => holds([file.path, file.status, ...clientNames(file)])),
  };
}

function aboutRow({ kind, purl, url, owner, sightings, state, identity }: InventoryRow): (string | undefined)[] {
  return [kind === 'model-provider' ? 'model provider' : '', purl, url, owner?.value, ...(sightings.length === 0 ? [state, identity] : [])];
}

function aboutSighting(sighting: Sighting): (string | undefined)[] {
  const { name, identity, file, live, disabled, verdict } = sighting;
  return [name, identity, file, ...clientNames(sighting), live ? '' : 'dormant', disabled ? 'disabled' : '', verdict.code === 'no-policy' ? 'no policy' : verdict.state];
}

function clientNames({ clients }: Pick<Sighting | ConfigFile, 'clients'>): string[] {
  return clients.map((id) => clientOf(id).name);
}
