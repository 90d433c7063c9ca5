import type { ClientId } from '../../clients/client.ts';
import type { ConfigFile, ServerDeclaration } from '../../config/config-file.ts';
import type { Declared, Stopped } from './target.ts';

/**
 * Entries that only change what another file of their client declares, by its name: of Codex and opencode, whose files lie over each other key by
 * key. With `enabled` on, such a one would switch the server on again.
 */
export function overlays(declared: readonly Declared[], files: readonly ConfigFile[]): (file: ConfigFile, declaration: ServerDeclaration) => boolean {
  const names = new Map<string, Set<string>>();
  for (const { file, declaration } of declared) {
    if (!isLayered(file)) continue;
    const known = names.get(file.spelling);
    if (known) known.add(declaration.name);
    else names.set(file.spelling, new Set([declaration.name]));
  }
  if (names.size === 0) return () => false;
  const layered = new Set(files.filter(isLayered).map(({ path }) => path));
  return (file, { name, command, url }) => !command && !url && layered.has(file.path) && (names.get(file.spelling)?.has(name) ?? false);
}

function isLayered({ known }: ConfigFile): boolean {
  return known.locations.some(({ dialect }) => dialect?.layered);
}

/** Whether one of these clients has another server of a name, which a list of names would stop too. */
export function sharedNames(files: readonly ConfigFile[], meant: (file: ConfigFile, declaration: ServerDeclaration) => Stopped | undefined): (clients: readonly ClientId[], name: string) => boolean {
  const others = new Set<string>();
  for (const file of files) {
    if (!file.live) continue;
    for (const declaration of file.declarations) {
      if (declaration.disabled || meant(file, declaration)) continue;
      for (const client of file.clients) others.add(`${client} ${declaration.name}`);
    }
  }
  return (clients, name) => clients.some((client) => others.has(`${client} ${name}`));
}
