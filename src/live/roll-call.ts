import { assessFile, combine, type Assessment, type Circumstances, type FileAssessment } from '../core/assess.ts';
import type { ConfigFile } from '../core/config/config-file.ts';
import { readConfig, type ConfigSource } from '../core/config/read.ts';
import { noFacts, type Facts, type FolderFacts } from '../core/facts.ts';
import type { PolicySource, PolicyState } from '../core/policy/policy-state.ts';
import type { Place } from '../host/files/places.ts';

/** What this module does not do itself: reading, waiting and telling the time. */
export interface Surroundings {
  /** Every place to look at for these folders, user files included. */
  places(folders: readonly string[]): Promise<readonly Place[]>;
  read(place: Place): Promise<ConfigSource['content']>;
  /** What lies beside the config files of a folder, for the packages they name (`npm:name`). */
  facts(folder: string, packages: readonly string[]): Promise<FolderFacts>;
  /** The next state of policy, given the one that holds. */
  policy(source: PolicySource | undefined, held: PolicyState): Promise<PolicyState>;
  /** ISO 8601. */
  now(): string;
  /** Milliseconds between a change and the assessment that follows it: bursts become one. */
  readonly delay: number;
  /** Which packages a set of files names, as `type:name`, for `facts`. */
  packagesOf(files: readonly ConfigFile[]): readonly string[];
  /** Something here failed that should not have; the last assessment holds. */
  failed(error: unknown): void;
}

type Listener = (assessment: Assessment) => void;

/**
 * The assessment of a set of config files that change, under a policy that changes. Whoever watches tells it what changed;
 * it looks again at that and no more, and tells its listeners. Unsaved text counts before what is on disk.
 */
export class RollCall {
  readonly #around: Surroundings;
  readonly #listeners = new Set<Listener>();
  readonly #unsaved = new Map<string, string>();
  readonly #files = new Map<string, ConfigFile>();
  readonly #parts = new WeakMap<ConfigFile, { under: Circumstances; part: FileAssessment }>();
  #folders: readonly string[] = [];
  #places: readonly Place[] = [];
  /** Places that were not looked for but opened: a config file below the root, or outside every folder. */
  readonly #opened = new Map<string, Place>();
  #source: PolicySource | undefined;
  #policy: PolicyState = { kind: 'none' };
  #facts: Facts = noFacts;
  /** The packages each folder's facts were asked for. */
  readonly #asked = new Map<string, string>();
  #assessment: Assessment;

  #stale = { places: false, policy: false, facts: false, files: new Set<string>() };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<void> = Promise.resolve();
  #disposed = false;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#assessment = combine({ policy: this.#policy }, []);
  }

  /** What held when last looked; before the first look an assessment of nothing. */
  get assessment(): Assessment {
    return this.#assessment;
  }

  onDidChange(listener: Listener): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** The folders that are open, and who names the policy. Looks at everything again. */
  configure(folders: readonly string[], source: PolicySource | undefined): void {
    this.#folders = folders;
    this.#source = source;
    this.rescan();
  }

  /** Look at everything again, whether or not anything is known to have changed. */
  rescan(): void {
    this.#stale = { places: true, policy: true, facts: true, files: new Set() };
    this.#soon();
  }

  /** A document was opened or edited; `place` where it looks like a config file that no folder's list may hold. */
  edited(path: string, text: string, place: Place | undefined): void {
    if (place) this.#opened.set(path, place);
    this.#unsaved.set(path, text);
    this.#changed(path);
  }

  /** A document was closed: what is on disk counts again. */
  closed(path: string): void {
    if (!this.#unsaved.delete(path)) return;
    this.#opened.delete(path);
    this.#changed(path);
  }

  /** A file appeared, changed or went away on disk; any path may be told of. */
  touched(path: string): void {
    if (path === this.#source?.path) {
      this.#stale.policy = true;
      this.#soon();
    }
    if (this.#places.some((place) => place.path === path)) this.#changed(path);
  }

  /** A whole folder came or went, or a file that facts are read from changed. */
  surroundingsChanged(what: 'places' | 'facts'): void {
    this.#stale[what] = true;
    this.#soon();
  }

  /** Time may have passed: approvals expire. */
  timePassed(): void {
    this.#soon();
  }

  /** Resolves when everything told so far is in the assessment. */
  async settled(): Promise<Assessment> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#look();
    return this.#assessment;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #changed(path: string): void {
    this.#stale.files.add(path);
    this.#soon();
  }

  #soon(): void {
    if (this.#disposed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#look();
    }, this.#around.delay);
  }

  /** One look after another, never two at once: a later one must not be overtaken by an earlier one's reads. */
  #look(): Promise<void> {
    const look = this.#queue.then(() => this.#lookOnce());
    this.#queue = look.catch((error: unknown) => this.#around.failed(error));
    return look;
  }

  async #lookOnce(): Promise<void> {
    if (this.#disposed) return;
    const stale = this.#stale;
    this.#stale = { places: false, policy: false, facts: false, files: new Set() };
    if (stale.places) {
      this.#files.clear();
      this.#places = await this.#around.places(this.#folders);
    }
    if (stale.policy) this.#policy = await this.#around.policy(this.#source, this.#policy);
    for (const path of stale.files) this.#files.delete(path);

    const opened = [...this.#opened.values()].filter((place) => !this.#places.some((known) => known.path === place.path));
    const files = await Promise.all([...this.#places, ...opened].map((place) => this.#file(place)));
    if (stale.facts || stale.places || stale.files.size > 0) await this.#gatherFacts(files, stale.facts);
    if (this.#disposed) return;

    // Only the day bears on a verdict, so files that did not change keep their part until it does.
    const under: Circumstances = { policy: this.#policy, facts: this.#facts, now: this.#around.now() };
    this.#assessment = combine(under, files.map((file) => this.#part(file, under)));
    for (const listener of this.#listeners) listener(this.#assessment);
  }

  async #file(place: Place): Promise<ConfigFile> {
    const known = this.#files.get(place.path);
    if (known) return known;
    const unsaved = this.#unsaved.get(place.path);
    const file = await readConfig({ ...place, content: unsaved === undefined ? await this.#around.read(place) : { text: unsaved } });
    this.#files.set(place.path, file);
    return file;
  }

  #part(file: ConfigFile, under: Circumstances): FileAssessment {
    const known = this.#parts.get(file);
    if (known && known.under.policy === under.policy && known.under.facts === under.facts && known.under.now.slice(0, 10) === under.now.slice(0, 10)) return known.part;
    const part = assessFile(file, under);
    this.#parts.set(file, { under, part });
    return part;
  }

  async #gatherFacts(files: readonly ConfigFile[], again: boolean): Promise<void> {
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
      const key = packages.join('\n');
      const held = this.#facts.folders.get(folder);
      if (held && !again && this.#asked.get(folder) === key) {
        folders.set(folder, held);
        continue;
      }
      this.#asked.set(folder, key);
      folders.set(folder, await this.#around.facts(folder, packages));
      changed = true;
    }
    if (changed) this.#facts = { folders };
  }
}
