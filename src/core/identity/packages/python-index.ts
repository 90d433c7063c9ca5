import type { NamedValue } from '../../config/config-file.ts';
import type { FoundFlag } from '../flags.ts';
import type { CannotTell } from '../launched.ts';
import { readRegistry, type Source } from './npm-registry.ts';

const namedIndex = /^[A-Za-z0-9][\w.-]*=(?=https?:)/i;

/** Names of the variables, in lower case, that say which index a Python launcher uses. */
export interface IndexVariables {
  readonly instead: ReadonlySet<string>;
  readonly before: ReadonlySet<string>;
}

/**
 * Which index a Python package comes from. One that stands in for the default index (`instead`: `--default-index`) is where it comes
 * from; one that is asked before it (`before`: `--index`) may have a package of that name or not, so it is told as the registry and
 * as a hijack.
 */
export function pythonSource(found: readonly FoundFlag[], env: readonly NamedValue[], variables: IndexVariables): Source | CannotTell {
  let registry: string | undefined;
  const hijacks: string[] = [];
  const accounted: string[] = [];
  const before: string[] = [];
  const instead: string[] = [];
  for (const { name, meaning, value } of found) {
    if (meaning === 'before') {
      before.push(value.value);
      hijacks.push(name);
    } else if (meaning === 'instead') instead.push(value.value);
  }
  for (const { name, value } of env) {
    if (!value) continue;
    const lower = name.toLowerCase();
    if (variables.before.has(lower)) before.push(value.trim().split(' ', 1)[0]!);
    else if (variables.instead.has(lower)) {
      // A flag wins over the variable, which then says nothing; of two variables it is not certain which one wins.
      if (instead.length === 0) accounted.push(lower);
      instead.push(value);
    }
  }
  const chosen = before[0] ?? instead[0];
  if (chosen !== undefined) {
    const read = readRegistry(chosen.replace(namedIndex, ''));
    if (typeof read !== 'string') return read;
    registry = read;
  }
  return { registry, hijacks, accounted: before.length === 0 ? accounted : [] };
}
