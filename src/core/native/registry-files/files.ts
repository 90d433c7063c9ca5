import type { Compiled } from '../compile/plan.ts';
import type { RegistryEntry } from './entries.ts';

/**
 * The API as files. Every address of it is a folder with an `index.json` in it: `/v0.1/servers` is answered and has addresses below it, and
 * a file and a folder of one name cannot lie beside each other. The slash in a name, `%2F` in an address, is one between folders: web
 * servers decode it before they look for a file.
 */
export function registryFiles(entries: readonly RegistryEntry[]): Compiled['files'] {
  const byName = new Map<string, RegistryEntry[]>();
  for (const entry of entries) byName.set(entry.server.name, [...(byName.get(entry.server.name) ?? []), entry]);
  const latest = entries.filter(({ _meta }) => _meta['io.modelcontextprotocol.registry/official'].isLatest);
  const at = 'v0.1/servers';
  return [
    { name: `${at}/index.json`, text: listing(entries) },
    // What `?version=latest` asks for, for a web server that can look at the query: what VS Code's gallery shows.
    { name: `${at}/latest.json`, text: listing(latest) },
    ...[...byName].flatMap(([name, versions]) => [
      { name: `${at}/${name}/versions/index.json`, text: listing(versions) },
      ...versions.map((entry) => ({ name: `${at}/${name}/versions/${entry.server.version}/index.json`, text: written(entry) })),
      // None of a server whose versions are all deleted: VS Code asks for it by a server's name, and lets start what it gets (mcpGalleryService.ts, getMcpServerByName).
      ...versions.filter((entry) => latest.includes(entry)).map((entry) => ({ name: `${at}/${name}/versions/latest/index.json`, text: written(entry) })),
    ]),
  ];
}

function listing(servers: readonly RegistryEntry[]): string {
  return written({ servers, metadata: { count: servers.length } });
}

function written(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
