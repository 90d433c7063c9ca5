import type { ConfigFile } from '../core/config/config-file.ts';
import { render, say } from '../core/text/message.ts';
import { visible } from '../core/text/visible.ts';
import { unchangedSince } from '../host/files/changed-since.ts';
import type { FoundPlace, NotLookedInto } from '../host/files/found-below.ts';
import { shown } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Names of files that were left out, before they are counted. */
const few = 5;

/** Which files are judged where only those that changed are: one that nobody can tell of is. */
export class ChangedFiles {
  readonly since: string;
  readonly #repository: string;
  readonly #asBefore: ReadonlySet<string>;
  readonly #ignored: ReadonlySet<string>;
  readonly #left: { readonly asBefore: string[]; readonly ignored: string[] } = { asBefore: [], ignored: [] };
  #judged = 0;

  private constructor(since: string, repository: string, asBefore: ReadonlySet<string>, ignored: ReadonlySet<string>) {
    this.since = since;
    this.#repository = repository;
    this.#asBefore = asBefore;
    this.#ignored = ignored;
  }

  /** @throws UsageError where git cannot tell */
  static async of(since: string, repository: string | undefined, places: readonly FoundPlace[]): Promise<ChangedFiles> {
    // As an argument of git's it would be an option.
    if (since.startsWith('-')) throw new UsageError(`--changed-since takes a branch, tag or commit; not ${visible(since, 60)}.`);
    if (repository === undefined) throw new UsageError('--changed-since needs a git repository, and there is none here.');
    const told = await unchangedSince(repository, since, places.map(({ path }) => path));
    if ('why' in told) throw new UsageError(`What changed since ${visible(since, 100)} cannot be told: ${render(told.why)}.`);
    return new ChangedFiles(since, repository, told.asBefore, told.ignored);
  }

  /** Whether a file is judged; counts it. */
  judges({ path, status }: Pick<ConfigFile, 'path' | 'status'>): boolean {
    if (status === 'absent') return true;
    const left = this.#asBefore.has(path) ? this.#left.asBefore : this.#ignored.has(path) ? this.#left.ignored : undefined;
    if (left) left.push(path);
    else this.#judged++;
    return !left;
  }

  get sums(): { readonly since: string; readonly judged: number; readonly left: number } {
    return { since: this.since, judged: this.#judged, left: this.#left.asBefore.length + this.#left.ignored.length };
  }

  /** For the coverage: what was left out, and why. */
  leftOut(): NotLookedInto[] {
    const { asBefore, ignored } = this.#left;
    const names = (paths: readonly string[]): string => `${paths.slice(0, few).map(shown).join(', ')}${paths.length > few ? ` and ${paths.length - few} more` : ''}`;
    return [
      ...(asBefore.length > 0 ? [{ path: this.#repository, reason: say('as before since {ref}: {names}', { ref: this.since, names: names(asBefore) }) }] : []),
      ...(ignored.length > 0 ? [{ path: this.#repository, reason: say('git is told to ignore it, so that no commit brings it: {names}', { names: names(ignored) }) }] : []),
    ];
  }
}
