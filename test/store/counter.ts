import { StateFile } from '../../src/host/store/state-file.ts';

export interface Count {
  readonly counts: Readonly<Record<string, number>>;
}

/** A state file for tests: how often each of its writers wrote. */
export function counterFile(file: string, patience?: number): StateFile<Count> {
  return new StateFile<Count>({
    file,
    name: 'count',
    version: 2,
    empty: () => ({ counts: {} }),
    read: (stored, version) => {
      // Version 1 was one number.
      if (version === 1) return typeof stored === 'number' ? { counts: { old: stored } } : undefined;
      return typeof stored === 'object' && stored !== null && 'counts' in stored ? (stored as Count) : undefined;
    },
    ...(patience !== undefined && { patience }),
  });
}

/** One more for `name`. */
export function plusOne(name: string): (held: Count) => Count {
  return ({ counts }) => ({ counts: { ...counts, [name]: (counts[name] ?? 0) + 1 } });
}
