import * as path from 'node:path';
import { namedServers } from '../../core/clients/named-servers.ts';
import type { ConfigFile } from '../../core/config/config-file.ts';
import type { FoundPlace } from './found-below.ts';
import { isInside } from './inside.ts';

/** How a plugin's manifest may refer to the folder that it lies in; anything else with a variable in it cannot be followed. */
const ownFolder = /^\$\{(?:CLAUDE_PLUGIN_ROOT|CURSOR_PLUGIN_ROOT|CODEX_PLUGIN_ROOT|extensionPath)\}[\\/]/;

/**
 * The files that a plugin's manifest (`<plugin>/.claude-plugin/plugin.json`) names for its servers. Only what lies in the plugin's folder
 * is one: no link out of it is followed.
 */
export function placesNamedBy({ path: manifest, root, known, live, namedFiles }: Pick<ConfigFile, 'path' | 'root' | 'known' | 'live' | 'namedFiles'>): readonly FoundPlace[] {
  if (!namedFiles) return [];
  const plugin = path.dirname(path.dirname(manifest));
  const places = namedFiles.flatMap(({ value }): FoundPlace[] => {
    const way = value.replace(ownFolder, '');
    const file = path.resolve(plugin, way);
    if (way.includes('${') || way.includes('\0') || file === plugin || !isInside(file, plugin)) return [];
    return [{ path: file, ...(root !== undefined && { root }), boundary: plugin, known: namedServers(known, path.relative(plugin, file).replaceAll('\\', '/')), live }];
  });
  return [...new Map(places.map((place) => [place.path, place])).values()];
}
