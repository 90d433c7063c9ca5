import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import type { HeardServer, HeardServers } from '../../core/listening/heard.ts';
import { nothingHeard, readListening, withoutPermissions, withPermission, withVoice, writtenMemory, type ListeningMemory, type Permission } from '../../core/listening/memory.ts';
import { voiceKey } from '../../core/listening/voice-key.ts';
import type { Seal } from '../../core/launch/launch.ts';
import { fingerprint } from '../../core/manifest/launch-mark.ts';
import { say, type Message } from '../../core/text/message.ts';
import { sha256 } from '../evidence/sha256.ts';
import { StateFile, type Held } from './state-file.ts';
import { stateOutside } from './state-outside.ts';
import { keyFile, sealWith, storeKey, withKey, type Key } from './store-key.ts';

/** What is remembered of listening, and what of it could not be used. */
export interface RememberedVoices {
  /** In short, for an assessment. */
  readonly heard: HeardServers;
  readonly memory: ListeningMemory;
  /** Whether exactly this launch was agreed to, by the seal of its plan. */
  readonly agreed: (seal: string) => boolean;
  readonly background: (seal: string) => boolean;
  /** For `planProbe`. Before the first `prepare` it is nobody's own, and nothing agreed to can match it. */
  readonly seal: Seal;
  /** Changes with whatever is in it. */
  readonly print: string;
  /** What was remembered is damaged, so that it began anew; after a change: where it was put. */
  readonly setAside?: Message;
  /** Nothing can be read, or nothing new was stored. */
  readonly unusable?: Message;
}

/** What one server said, whole: the text of a snapshot file each. */
export interface KeptVoice {
  readonly approved?: { readonly text: string; readonly at: string };
  readonly heard?: { readonly text: string; readonly at: string; readonly unsteady?: true; readonly launch: string };
}

const fileName = 'listening.json';
const folderName = 'voices';

/**
 * What this user's machine remembers of servers' voices, in the state folder: in one file in short, what may be listened to unasked with it;
 * beside it what each of them said, a file each. Never from a workspace. Only the user's own `approve` makes what is held against.
 */
export class SnapshotStore {
  readonly file: string;
  readonly #folder: string;
  readonly #memory: StateFile<ListeningMemory>;
  readonly #key: StateFile<Key>;

  private constructor(folder: string) {
    this.#folder = path.join(folder, folderName);
    this.file = path.join(folder, fileName);
    this.#memory = new StateFile({ file: this.file, name: 'listening', version: 1, empty: () => nothingHeard, read: readListening, write: writtenMemory });
    this.#key = storeKey(folder);
  }

  /**
   * The store of this user, unless it would lie in a folder that is judged by it: a repository must not bring its own approvals.
   * @param judged absolute paths of what is scanned or open; the repositories these lie in are meant too
   */
  static of(environment: Environment, judged: readonly string[]): SnapshotStore | { readonly refused: Message } {
    const found = stateOutside(environment, judged, [fileName, folderName, keyFile]);
    if ('refused' in found) return found;
    if (found.within === undefined) return new SnapshotStore(found.folder);
    return { refused: say('What was approved of servers is not read from {folder}: that lies in {judged}, and a repository must not bring its own approvals', { folder: found.folder, judged: found.within }) };
  }

  /** What is remembered now. Writes nothing, never throws. */
  read(): RememberedVoices {
    return remembered(this.#memory.read(), this.#key.read());
  }

  /** The same, and from then on there is a key, so that plans have seals that can be remembered. */
  async prepare(): Promise<RememberedVoices> {
    const key = await this.#key.update(withKey);
    return remembered(this.#memory.read(), key);
  }

  /** What one server said, by its `voiceKey`. A damaged file is as good as none, and told. */
  voice(key: string): Held<KeptVoice> {
    return this.#voice(key).read();
  }

  /**
   * Changes what is kept of one server; its summary is made of what the file really holds afterwards, whoever wrote last.
   * @param change gets what is in the file at that moment
   * @param summary undefined where there is nothing to remember
   */
  async update(key: string, change: (kept: KeptVoice) => KeptVoice, summary: (kept: KeptVoice, before: HeardServer | undefined) => HeardServer | undefined): Promise<RememberedVoices> {
    const held = await this.#voice(key).update(change);
    if (held.unusable) return { ...this.read(), unusable: held.unusable };
    const memory = await this.#memory.update((before) => {
      const { value, setAside, unusable } = this.#voice(key).read();
      const made = setAside || unusable ? undefined : summary(value, Object.hasOwn(before.voices, key) ? before.voices[key] : undefined);
      return made ? withVoice(before, key, made) : before;
    });
    const { setAside } = held;
    return { ...remembered(memory, this.#key.read()), ...(setAside && { setAside }) };
  }

  /** Remembers that exactly this launch may be started, or that it may in the background too; the latter is the former as well. */
  async permit(seal: string, permission: Permission): Promise<RememberedVoices> {
    return remembered(await this.#memory.update((memory) => withPermission(memory, seal, permission)), this.#key.read());
  }

  /** Takes permissions back: all of them where none is named. What was approved stays. */
  async forget(seals?: readonly string[]): Promise<RememberedVoices> {
    return remembered(await this.#memory.update((memory) => withoutPermissions(memory, seals)), this.#key.read());
  }

  #voice(key: string): StateFile<KeptVoice> {
    if (!/^[0-9a-f]{64}$/.test(key)) throw new Error('Not a key of a voice');
    return new StateFile({ file: path.join(this.#folder, `${key}.json`), name: 'voice', version: 1, empty: () => ({}), read: keptIn });
  }
}

function remembered({ value, ...trouble }: Held<ListeningMemory>, { value: { key }, ...keyTrouble }: Held<Key>): RememberedVoices {
  const { voices, permissions } = value;
  const setAside = keyTrouble.setAside ?? trouble.setAside;
  const unusable = keyTrouble.unusable ?? trouble.unusable;
  const nothing = Object.keys(voices).length === 0;
  const permission = (seal: string): Permission | undefined => (key !== '' && Object.hasOwn(permissions, seal) ? permissions[seal] : undefined);
  return {
    memory: value,
    heard: {
      of: (file, server, identity) => {
        // Whoever never listened pays for no hash.
        if (nothing) return undefined;
        const known = voiceKey(file, identity, server.name, sha256);
        const voice = Object.hasOwn(voices, known) ? voices[known]! : undefined;
        return voice && voice.heard.launch !== fingerprint(server, identity, sha256) ? { ...voice, otherLaunch: true } : voice;
      },
    },
    agreed: (seal) => permission(seal) !== undefined,
    background: (seal) => permission(seal)?.background === true,
    seal: sealWith(key),
    print: JSON.stringify(writtenMemory(value)),
    ...(setAside && { setAside }),
    ...(unusable && { unusable }),
  };
}

function keptIn(stored: unknown): KeptVoice | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { approved, heard } = stored as Record<string, unknown>;
  return (approved === undefined || isText(approved)) && (heard === undefined || (isText(heard) && typeof (heard as { launch?: unknown }).launch === 'string')) ? stored : undefined;
}

function isText(stored: unknown): boolean {
  return typeof stored === 'object' && stored !== null && 'text' in stored && typeof stored.text === 'string' && 'at' in stored && typeof stored.at === 'string';
}
