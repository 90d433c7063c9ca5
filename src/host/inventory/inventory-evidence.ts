import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Catalog } from '../../core/catalog/catalog.ts';
import type { ConfigFile } from '../../core/config/config-file.ts';
import { parseJson } from '../../core/config/json/parse.ts';
import { contractFacts, type ContractFacts } from '../../core/inventory/contract-facts.ts';
import type { Remembered } from '../../core/inventory/remembered.ts';
import type { InventorySurroundings } from '../../core/inventory/surroundings.ts';
import { isManifest } from '../../core/manifest/is-manifest.ts';
import type { Environment } from '../../core/clients/client.ts';
import { codeOwnersOf } from '../evidence/codeowners.ts';
import { Folder } from '../evidence/folder.ts';
import { foldersAbove } from '../evidence/folders-above.ts';
import { sha256 } from '../evidence/sha256.ts';
import { isInside } from '../files/inside.ts';

/** More manifests than a folder's registrations are. */
const mostManifests = 1000;

/** What the inventory takes from beside config files: owners and contracts, read when a folder is first asked for. Starts nothing. */
export class InventoryEvidence {
  readonly surroundings: InventorySurroundings & { readonly codeOwners: Map<string, string>; readonly contracts: Map<string, readonly ContractFacts[]>; readonly vanished: Set<string>; readonly unsaved: Set<string> };
  readonly #registrations: string;
  readonly #folders = new Map<string, Folder>();

  /** @param registrations where drafted registrations lie, from the workspace folder */
  constructor({ platform, home }: Pick<Environment, 'platform' | 'home'>, { registrations = 'mcp-registrations', catalog }: { readonly registrations?: string; readonly catalog?: Catalog } = {}) {
    this.surroundings = { platform, home, sha256, catalog, codeOwners: new Map(), contracts: new Map(), vanished: new Set(), unsaved: new Set() };
    this.#registrations = registrations;
  }

  /** Read what lies beside these files. Never throws. */
  lookBeside(files: readonly ConfigFile[]): void {
    const { codeOwners, contracts } = this.surroundings;
    for (const { path: file, root, declarations } of files) {
      if (root === undefined || declarations.length === 0 || !path.isAbsolute(root)) continue;
      if (!contracts.has(root)) contracts.set(root, this.#contractsIn(root));
      const owners = this.#ownersOf(file, root);
      if (owners !== undefined) codeOwners.set(file, owners);
    }
  }

  /**
   * Which remembered files are no more, of those that lie in the folders that were looked at: a file below a folder's root is not
   * looked for again once it is deleted. One that cannot be looked at is not gone.
   */
  lookForVanished({ rows }: Remembered, folders: readonly string[]): void {
    const files = new Set(rows.flatMap(({ places }) => places.map(({ file }) => file)));
    for (const file of files) {
      if (path.isAbsolute(file) && folders.some((folder) => isInside(file, folder) && isFolder(folder)) && isNotThere(file)) this.surroundings.vanished.add(file);
    }
  }

  /** The repository's file may lie above a nested project. */
  #ownersOf(file: string, root: string): string | undefined {
    for (const folder of [root, ...foldersAbove(root)]) {
      const way = path.relative(folder, file);
      if (!isInside(file, folder)) continue;
      const found = codeOwnersOf(this.#folder(folder), way.split(path.sep).join('/'));
      if (found) return found.owners.slice(0, 3).join(' ');
    }
    return undefined;
  }

  #contractsIn(root: string): readonly ContractFacts[] {
    const folder = this.#folder(root);
    const below = folder.names(this.#registrations).map((name) => `${this.#registrations}/${name}`);
    const names = [...folder.names('.'), ...below].filter((way) => /(?:^|[./])server\.json$/i.test(way)).slice(0, mostManifests);
    return names.flatMap((way) => {
      const text = folder.text(way);
      const tree = text === undefined ? undefined : parseJson(text).tree;
      return tree && isManifest(way, tree) ? [contractFacts(tree, way)] : [];
    });
  }

  #folder(folder: string): Folder {
    const known = this.#folders.get(folder);
    if (known) return known;
    const opened = new Folder(folder);
    this.#folders.set(folder, opened);
    return opened;
  }
}

function isFolder(folder: string): boolean {
  return fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isNotThere(file: string): boolean {
  try {
    return fs.lstatSync(file, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}
