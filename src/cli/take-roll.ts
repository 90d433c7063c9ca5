import * as fs from 'node:fs';
import * as path from 'node:path';
import { assessFile, combine, type Assessment, type FileAssessment } from '../core/assess.ts';
import { userFiles } from '../core/clients/clients.ts';
import { readConfigFile } from '../core/config/read.ts';
import type { FolderFacts } from '../core/facts.ts';
import { factPackages } from '../core/identity/fact-packages.ts';
import type { PolicyState } from '../core/policy/policy-state.ts';
import { visible } from '../core/text/visible.ts';
import { folderFacts } from '../host/evidence/folder-facts.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { findBelow, type FoundPlace, type NotLookedInto } from '../host/files/find-below.ts';
import { placeOfNamedFile } from '../host/files/named-file.ts';
import { placesOfFolder, placesOfUser } from '../host/files/places.ts';
import { readContent } from '../host/files/read-content.ts';
import { readPolicyFile } from '../host/policy/read-policy-file.ts';
import type { Options } from './arguments.ts';
import { UsageError } from './usage-error.ts';

/** Everything known about what was named on a command line, at one moment. */
export interface Roll {
  readonly assessment: Assessment;
  readonly notLookedInto: readonly NotLookedInto[];
  /** When, as ISO 8601. */
  readonly now: string;
}

/**
 * Reads and assesses the config files of the named folders and files, and of the user account.
 * @throws UsageError when one is not there
 */
export async function takeRoll(paths: readonly string[], options: Pick<Options, 'policy' | 'user'>): Promise<Roll> {
  const { places, notLookedInto } = look(paths, options.user);
  const now = new Date().toISOString();
  const policy: PolicyState = options.policy === undefined ? { kind: 'none' } : readPolicyFile({ path: options.policy, namedBy: 'command-line' }, { kind: 'none' });
  const folders = new Map<string, FolderFacts>();
  const parts: FileAssessment[] = [];
  for (const [root, group] of byRoot(places)) {
    const files = group.map((place) => readConfigFile({ ...place, content: readContent(place) }));
    if (root !== undefined && files.some((file) => file.declarations.length > 0)) folders.set(root, await folderFacts(root, factPackages(files)));
    for (const file of files) parts.push(withoutTree(assessFile(file, { policy, facts: { folders }, now })));
  }
  return { assessment: combine({ policy, facts: { folders } }, parts), notLookedInto, now };
}

function look(paths: readonly string[], user: boolean): { places: FoundPlace[]; notLookedInto: NotLookedInto[] } {
  const own = placesOfUser(userFiles(realEnvironment()));
  const places = new Map<string, FoundPlace>();
  const notLookedInto: NotLookedInto[] = [];
  const add = (place: FoundPlace): void => {
    if (!places.has(place.path)) places.set(place.path, place);
  };
  for (const given of paths) {
    const full = path.resolve(given);
    const stat = fs.statSync(full, { throwIfNoEntry: false });
    if (!stat) throw new UsageError(`There is nothing at ${visible(given, 300)}.`);
    if (!stat.isDirectory()) {
      add(placeOfNamedFile(full, own));
      continue;
    }
    placesOfFolder(full).forEach(add);
    const below = findBelow(full);
    below.places.forEach(add);
    notLookedInto.push(...below.notLookedInto);
  }
  // Where a home folder is scanned its files are the user's as well: then they count as such.
  if (user) for (const place of own) places.set(place.path, place);
  return { places: [...places.values()], notLookedInto };
}

function byRoot(places: readonly FoundPlace[]): Map<string | undefined, FoundPlace[]> {
  const groups = new Map<string | undefined, FoundPlace[]>();
  for (const place of places) {
    const group = groups.get(place.root);
    if (group) group.push(place);
    else groups.set(place.root, [place]);
  }
  return groups;
}

/** Of ten thousand files the trees would fill the memory, and nothing needs them once a file is assessed. */
function withoutTree({ file: { tree: _, ...file }, servers, findings }: FileAssessment): FileAssessment {
  return { file, servers: servers.map((server) => ({ ...server, file })), findings };
}
