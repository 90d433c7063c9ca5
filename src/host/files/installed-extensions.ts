import * as path from 'node:path';
import type { ClientId, Environment } from '../../core/clients/client.ts';
import type { KnownFile } from '../../core/clients/clients.ts';
import type { NotLookedInto } from './found-below.ts';
import type { Place, Places } from './places.ts';
import { readRegularFile } from './read-regular-file.ts';

/** Where VS Code, its builds, its server on a remote machine and its forks install extensions, below the user's home. */
const homes: readonly (readonly [folder: string, client: ClientId])[] = [
  ['.vscode', 'vscode'], ['.vscode-insiders', 'vscode'], ['.vscode-oss', 'vscode'], ['.vscode-server', 'vscode'], ['.vscode-server-insiders', 'vscode'],
  ['.vscodium-server', 'vscode'], ['.cursor', 'cursor'], ['.cursor-server', 'cursor'],
];

/** Named in a manifest of an extension that hands servers over; asked for in its text before anything is taken apart. */
const announces = 'mcpServerDefinitionProviders';

/** The manifest of an extension that hands servers to VS Code, as a place to read. */
export function placeOfExtension(folder: string, client: ClientId): Place {
  const file = path.join(folder, 'package.json');
  const known: KnownFile = { path: file, scope: 'user', clients: [client], spelling: client, locations: [{ scope: 'user', path: () => [file], syntax: 'json', servers: [] }], kind: 'extension' };
  return { path: file, known, live: true };
}

/**
 * The installed extensions that hand servers to VS Code, which trusts them unasked. Reads the list of installed extensions that VS Code keeps, and
 * the manifest of each. Never throws.
 */
export function installedExtensions({ home, env }: Pick<Environment, 'home' | 'env'>): Places {
  const places: Place[] = [];
  const notLookedInto: NotLookedInto[] = [];
  const folders: (readonly [string, ClientId])[] = homes.map(([folder, client]) => [path.join(home, folder, 'extensions'), client]);
  const portable = env['VSCODE_PORTABLE'];
  if (portable !== undefined && path.isAbsolute(portable)) folders.push([path.join(portable, 'extensions'), 'vscode']);
  for (const [folder, client] of folders) {
    const list = readRegularFile(path.join(folder, 'extensions.json'));
    if ('absent' in list) continue;
    if ('unreadable' in list) {
      notLookedInto.push({ path: folder, reason: list.unreadable });
      continue;
    }
    for (const name of foldersIn(list.text)) {
      const manifest = readRegularFile(path.join(folder, name, 'package.json'));
      if ('text' in manifest && manifest.text.includes(announces)) places.push(placeOfExtension(path.join(folder, name), client));
      if ('unreadable' in manifest) notLookedInto.push({ path: path.join(folder, name), reason: manifest.unreadable });
    }
  }
  return { places, notLookedInto };
}

/** The folders of installed extensions, as names in the folder that the list lies in. */
function foldersIn(text: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return [];
    const names = list.flatMap((entry: unknown) => {
      const name = typeof entry === 'object' && entry !== null && 'relativeLocation' in entry ? entry.relativeLocation : undefined;
      return typeof name === 'string' && name !== '' && name !== '..' && name !== '.' && !/[\\/\0]/.test(name) ? [name] : [];
    });
    return [...new Set(names)];
  } catch {
    return [];
  }
}
