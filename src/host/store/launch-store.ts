import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import { serverKey, type AcceptedLaunches } from '../../core/launch/accepted.ts';
import { emptyMemory, readMemory, type LaunchMemory } from '../../core/launch/memory.ts';
import type { FileKey } from '../../core/launch/notice.ts';
import { say, type Message } from '../../core/text/message.ts';
import { isInside } from '../files/inside.ts';
import { realPath } from '../files/real-path.ts';
import { StateFile, type Held } from './state-file.ts';
import { stateOutside } from './state-outside.ts';
import { keyFile, sealWith, storeKey, withKey, type Key } from './store-key.ts';

/** What is remembered of launches, and what of it could not be used. */
export interface Remembered {
  readonly memory: LaunchMemory;
  readonly accepted: AcceptedLaunches;
  /** What was remembered is damaged, so that nothing is accepted any more; after a change: where it was put. */
  readonly setAside?: Message;
  /** Nothing can be read, or nothing new was stored. */
  readonly unusable?: Message;
}

/**
 * The launches this user accepted, in the state folder. The seals' key lies in a file of its own: whoever gets to see the one with
 * the seals cannot try out what a short secret might have been.
 */
export class LaunchStore {
  readonly file: string;
  readonly #memory: StateFile<LaunchMemory>;
  readonly #key: StateFile<Key>;
  readonly #environment: Environment;

  private constructor(folder: string, environment: Environment) {
    this.#environment = environment;
    this.file = path.join(folder, 'launches.json');
    this.#memory = new StateFile({ file: this.file, name: 'launches', version: 1, empty: () => emptyMemory(''), read: readMemory });
    this.#key = storeKey(folder);
  }

  /**
   * The store of this user, unless it would lie in a folder that is judged by it: a repository must not bring its own acceptances,
   * whether by a variable (a terminal gets its variables from a workspace's settings too), a setting or a link. Only the
   * platform's own place may lie below a folder that holds the whole home folder.
   * @param judged absolute paths of what is scanned or open; the repositories these lie in are meant too
   */
  static of(environment: Environment, judged: readonly string[]): LaunchStore | { readonly refused: Message } {
    const found = stateOutside(environment, judged, ['launches.json', keyFile]);
    if ('refused' in found) return found;
    if (found.within === undefined) return new LaunchStore(found.folder, environment);
    return { refused: say('What was accepted is not read from {folder}: that lies in {judged}, and a repository must not bring its own acceptances', { folder: found.folder, judged: found.within }) };
  }

  /** What is remembered now. Writes nothing; before the first `prepare` nothing is remembered. */
  read(): Remembered {
    return this.#remembered(this.#memory.read(), this.#key.read());
  }

  /** The same, and from then on there is a key, so that what is sealed can be stored. */
  async prepare(): Promise<Remembered> {
    const key = await this.#key.update(withKey);
    return this.#remembered(this.#memory.read(), key);
  }

  /** Change what is remembered; `change` gets what is in the file at that moment, not what was read before. */
  async update(change: (memory: LaunchMemory) => LaunchMemory): Promise<Remembered> {
    const key = await this.#key.update(withKey);
    if (key.unusable) return { ...this.read(), unusable: key.unusable };
    return this.#remembered(await this.#memory.update((held) => change(this.#own(held, key.value.key))), key);
  }

  /** Names a file by the real path of its folder: not of itself, which may have become a link to a file of another name. */
  readonly keyOf: FileKey = ({ path: file, root }) => {
    if (isAddress(file)) return { file, root };
    const known = this.#keys.get(file);
    if (known && known.given === root) return known.key;
    const home = this.#environment.home;
    const base = root ?? (isInside(file, home) ? home : path.dirname(file));
    const real = realPath(base);
    const key = { file: path.join(real, path.relative(base, file)), root: root === undefined ? undefined : real };
    this.#keys.set(file, { given: root, key });
    return key;
  };

  readonly #keys = new Map<string, { readonly given: string | undefined; readonly key: ReturnType<FileKey> }>();

  #remembered(held: Held<LaunchMemory>, { value: { key }, ...trouble }: Held<Key>): Remembered {
    const memory = this.#own(held.value, key);
    const seal = sealWith(key);
    const setAside = trouble.setAside ?? held.setAside;
    const unusable = trouble.unusable ?? held.unusable;
    return {
      memory,
      accepted: {
        seal,
        of: (file, server) => {
          const servers = memory.accepted[this.keyOf(file).file]?.servers;
          return servers && Object.hasOwn(servers, serverKey(server)) ? servers[serverKey(server)]! : [];
        },
      },
      ...(setAside && { setAside }),
      ...(unusable && { unusable }),
    };
  }

  /** Seals that another key made say nothing: comparing with them would call every launch changed. */
  #own(held: LaunchMemory, key: string): LaunchMemory {
    const id = sealWith(key)('the name of this key');
    return held.key === id ? held : emptyMemory(id);
  }
}

function isAddress(file: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(file);
}
