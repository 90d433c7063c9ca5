import type { KnownFile } from './known-file.ts';
import { inMcpServers, syntaxByName } from './location.ts';

/** A file that a plugin's manifest names for the plugin's servers: a map of them, as its client writes one, in the usual key or by itself. */
export function namedServers({ scope, clients, spelling, dormant, locations: [manifest] }: KnownFile, path: string): KnownFile {
  const location = { scope, path, syntax: syntaxByName(path), servers: [...inMcpServers, 'bare' as const], ...(manifest?.dialect && { dialect: manifest.dialect }) };
  return { path, scope, clients, spelling, locations: [location], ...(dormant && { dormant }) };
}
