import { folderOf } from '../places/folder-of.ts';
import type { ConfigFile } from '../config/config-file.ts';
import { pointer } from '../config/node.ts';
import type { Enforcement, Judgement, NativeCircumstances, NativeClient, NativeFile, NativeId, NativeList, NativeProblem, NativeSubject } from './native.ts';
import { natives as known } from './natives.ts';

/** What one client's own lists say of a server. */
export interface NativeJudgement {
  readonly native: NativeClient;
  readonly judgement: Judgement;
  /** An entry that denies decided, not that none allows it. */
  readonly denied: boolean;
}

/**
 * The lists that assistants enforce by themselves, as far as files of this machine and of open folders hold any: read-only layers of the policy.
 * Each speaks of the servers that its client would start, and a folder's lists only of that folder's. They take approval away and never give
 * it: they say what is started, not that somebody has looked at it.
 */
export class NativeLayers {
  readonly #natives: readonly NativeClient[];
  readonly #files: readonly NativeFile[];
  readonly #at: NativeCircumstances;
  readonly #made = new Map<string, Enforcement>();

  private constructor(files: readonly NativeFile[], at: NativeCircumstances, natives: readonly NativeClient[]) {
    this.#files = files;
    this.#at = at;
    const speaking = new Set(files.map(({ list }) => list.native));
    this.#natives = natives.filter(({ id }) => speaking.has(id));
  }

  /** @returns undefined where no file holds a list */
  static of(files: readonly ConfigFile[], at: NativeCircumstances, natives: readonly NativeClient[] = known): NativeLayers | undefined {
    const lists = nativeFiles(files);
    return lists.length === 0 ? undefined : new NativeLayers(lists, at, natives);
  }

  /** Every list there is. */
  get lists(): readonly NativeList[] {
    return this.#files.map(({ list }) => list);
  }

  /** What each client that reads a server's file says of it, where it has a list; in the order of the clients. */
  judge(subject: NativeSubject): readonly NativeJudgement[] {
    const { file } = subject;
    const folder = file.scope === 'workspace' ? folderOf(file) : undefined;
    return this.#natives
      .filter(({ clients }) => clients.some((client) => file.clients.includes(client)))
      .flatMap((native) => {
        const enforcement = this.#enforcement(native, folder);
        if (!enforcement.restricts) return [];
        const judgement = enforcement.judge(subject);
        return [{ native, judgement, denied: denies(judgement) }];
      });
  }

  /** What is wrong with a client's list in a file only because of others: of its folder's, for a workspace's file, else of the machine's and the user's. */
  problemsOf(file: ConfigFile, id: NativeId): readonly NativeProblem[] {
    const native = this.#natives.find((one) => one.id === id);
    return native ? this.#enforcement(native, file.scope === 'workspace' ? folderOf(file) : undefined).problems.filter((problem) => problem.file.path === file.path) : [];
  }

  #enforcement(native: NativeClient, folder: string | undefined): Enforcement {
    const key = `${native.id} ${folder ?? ''}`;
    let made = this.#made.get(key);
    if (!made) {
      made = native.enforce(filesFor(this.#files, native.id, folder), this.#at);
      this.#made.set(key, made);
    }
    return made;
  }
}

/** Every list in files that clients read where they lie. */
export function nativeFiles(files: readonly ConfigFile[]): NativeFile[] {
  return files.flatMap((file) =>
    file.live ? (file.lists ?? []).map((list) => ({ list, path: file.path, scope: file.scope, ...(file.scope === 'workspace' && { folder: folderOf(file) }) })) : [],
  );
}

/** Those of a client: of the machine, of the user, and of one folder. */
export function filesFor(files: readonly NativeFile[], native: NativeId, folder: string | undefined): NativeFile[] {
  return files.filter(({ list, scope, folder: own }) => list.native === native && (scope !== 'workspace' || own === folder));
}

function denies({ outcome, by }: Judgement): boolean {
  return outcome === 'blocked' && by !== undefined && deniedIn(by.file.list).has(pointer(by.path));
}

const denied = new WeakMap<NativeList, ReadonlySet<string>>();

/** The ways to the entries of a list that deny. */
function deniedIn(list: NativeList): ReadonlySet<string> {
  let ways = denied.get(list);
  if (!ways) denied.set(list, (ways = new Set(list.entries.flatMap(({ effect, path }) => (effect === 'deny' ? [pointer(path)] : [])))));
  return ways;
}
