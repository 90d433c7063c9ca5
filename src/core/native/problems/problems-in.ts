import type { ConfigFile } from '../../config/config-file.ts';
import { pointer } from '../../config/node.ts';
import type { NativeEntry, NativeList, NativeProblem } from '../native.ts';
import { floatingVersions } from './floating-version.ts';
import { namesOnly } from './name-only.ts';
import { openHosts } from './open-host.ts';
import { secrets } from './secret.ts';

/** The file that a list stands in, as far as what is said of it depends on that. */
export type ListFile = Pick<ConfigFile, 'scope' | 'declarations'>;

/** Rules of entries that do nothing: what such an entry would approve is no matter. */
const nothingComesOfIt: ReadonlySet<string> = new Set(['native-invalid-entry', 'native-dead-entry', 'native-ignored-list']);

/**
 * Everything to tell of a list: what its reader found, what is only wrong together with other files, and what can be asked of the entries of any
 * list. The reader's own word on an entry goes first: it knows the client.
 */
export function problemsIn(list: NativeList, file: ListFile, together: readonly NativeProblem[] = []): readonly NativeProblem[] {
  const known = together.length === 0 ? list.problems : [...list.problems, ...together];
  const idle = new Set(known.filter(({ rule, severity }) => nothingComesOfIt.has(rule) && severity !== 'info').map(({ path }) => pointer(path)));
  const told = new Set(known.map(keyOf));
  const alive = list.entries.filter(({ path }) => !leadsThrough(path, idle));
  const asked = [...namesOnly(list, alive, file), ...floatingVersions(alive), ...openHosts(alive), ...secrets(alive)];
  return [...known, ...asked.filter((problem) => !told.has(keyOf(problem)))];
}

function keyOf({ rule, path }: NativeProblem): string {
  return `${rule} ${pointer(path)}`;
}

/** Whether something is said of the entry, of what it stands in, or of the file. */
function leadsThrough(path: NativeEntry['path'], places: ReadonlySet<string>): boolean {
  return places.size > 0 && [...path.keys(), path.length].some((length) => places.has(pointer(path.slice(0, length))));
}
