import type { ConfigFile } from '../core/config/config-file.ts';
import { noFacts, type Facts, type FolderFacts } from '../core/facts.ts';
import { askGit } from '../core/secret/ask-git.ts';
import type { Surroundings } from './surroundings.ts';

/** What lies beside the config files of the folders, as it was found last: asked for again only where other packages matter. */
export class HeldFacts {
  readonly #around: Pick<Surroundings, 'facts' | 'packagesOf' | 'git'>;
  /** The packages and files each folder's facts were asked for. */
  readonly #asked = new Map<string, string>();
  #facts: Facts = noFacts;

  constructor(around: Pick<Surroundings, 'facts' | 'packagesOf' | 'git'>) {
    this.#around = around;
  }

  /** The same object while nothing in it is another. */
  get facts(): Facts {
    return this.#facts;
  }

  /** @param again whether it may have changed without anybody telling */
  async gather(files: readonly ConfigFile[], again: boolean): Promise<void> {
    const wanted = new Map<string, ConfigFile[]>();
    for (const file of files) {
      if (file.root === undefined || file.declarations.length === 0) continue;
      const same = wanted.get(file.root);
      if (same) same.push(file);
      else wanted.set(file.root, [file]);
    }
    const folders = new Map<string, FolderFacts>();
    let changed = again || wanted.size !== this.#facts.folders.size;
    for (const [folder, of] of wanted) {
      const packages = this.#around.packagesOf(of);
      const ask = this.#around.git && askGit(of);
      // Which files, and how many credentials in each: while one is typed git need not be asked at every letter.
      const key = [...packages, ...(ask ? [...ask.envFiles, ...[...ask.secrets].map(([way, secrets]) => `${way} ${secrets.length}`)] : [])].join('\n');
      const held = this.#facts.folders.get(folder);
      if (held && !again && this.#asked.get(folder) === key) {
        folders.set(folder, held);
        continue;
      }
      this.#asked.set(folder, key);
      const [facts, git] = await Promise.all([this.#around.facts(folder, packages), ask && this.#around.git?.(folder, ask)]);
      folders.set(folder, git ? { ...facts, git } : facts);
      changed = true;
    }
    if (changed) this.#facts = { folders };
  }
}
