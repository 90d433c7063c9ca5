import { combine, type Assessment, type Circumstances, type FileAssessment } from '../core/assess.ts';
import { assessFile } from '../core/assess-file.ts';
import { assessTogether } from '../core/assess-together.ts';
import type { ConfigFile } from '../core/config/config-file.ts';
import { isTold, readLoaded } from '../core/config/read-place.ts';
import { NativeLayers } from '../core/native/layers.ts';
import type { PolicyState } from '../core/policy/policy-state.ts';
import type { FoundPlace } from '../host/files/found-below.ts';
import { HeldFacts } from './held-facts.ts';
import { HeldFiles } from './held-files.ts';
import type { Surroundings } from './surroundings.ts';

/** A place where a config file is or may be. */
type Place = FoundPlace;

type Listener = (assessment: Assessment) => void;

/**
 * The assessment of a set of config files that change, under a policy that changes. Whoever watches tells it what changed;
 * it looks again at that and no more, and tells its listeners. Unsaved text counts before what is on disk.
 */
export class RollCall {
  readonly #around: Surroundings;
  readonly #listeners = new Set<Listener>();
  readonly #unsaved = new Map<string, string>();
  readonly #files: HeldFiles;
  readonly #facts: HeldFacts;
  readonly #parts = new WeakMap<ConfigFile, { under: Circumstances; part: FileAssessment }>();
  #folders: readonly string[] = [];
  #places: readonly Place[] = [];
  /** Found below the folders. */
  #below: readonly Place[] = [];
  /** Every path that the last look looked at. */
  #looked: ReadonlySet<string> = new Set();
  #search: { readonly control: AbortController; readonly over: Promise<void> } | undefined;
  /** Places that were not looked for but opened: a config file below the root, or outside every folder. */
  readonly #opened = new Map<string, Place>();
  #policy: PolicyState = { kind: 'none' };
  /** What assistants enforce by themselves, and the files that say so. */
  #enforced: { readonly files: readonly ConfigFile[]; readonly layers: NativeLayers | undefined } = { files: [], layers: undefined };
  #assessment: Assessment;
  #under: Circumstances;

  #stale = nothingStale();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<void> = Promise.resolve();
  #disposed = false;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#files = new HeldFiles(around);
    this.#facts = new HeldFacts(around);
    this.#under = { policy: this.#policy, facts: this.#facts.facts, now: around.now() };
    this.#assessment = combine(this.#under, []);
  }

  /** What held when last looked; before the first look an assessment of nothing. */
  get assessment(): Assessment {
    return this.#assessment;
  }

  /** What the assessment was made against. */
  get under(): Circumstances {
    return this.#under;
  }

  /** What would be known of a file by itself if it held that text. */
  supposed({ path, root, known, live }: Pick<ConfigFile, 'path' | 'root' | 'known' | 'live'>, text: string): FileAssessment {
    return assessFile(readLoaded({ path, known, live, content: { text }, ...(root !== undefined && { root }) }), this.#under);
  }

  onDidChange(listener: Listener): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** The folders that are open. Looks at everything again. */
  configure(folders: readonly string[]): void {
    this.#folders = folders;
    this.rescan();
  }

  /** Look at everything again, whether or not anything is known to have changed. */
  rescan(): void {
    this.#stale = { ...nothingStale(), places: true, policy: true, facts: true };
    this.#soon();
    this.#searchBelow();
  }

  /** Resolves when the folders were looked through as well, or that was given up. */
  async searched(): Promise<Assessment> {
    await this.settled();
    await this.#search?.over;
    return this.settled();
  }

  /** Gives up looking through the folders: what was known before stays. */
  stopSearch(): void {
    this.#search?.control.abort(new Error('stopped'));
  }

  /** A document was opened or edited; `place` where it looks like a config file that no folder's list may hold. */
  edited(path: string, text: string, place: Place | undefined): void {
    if (place) this.#opened.set(path, place);
    this.#unsaved.set(path, text);
    this.#changed(path);
  }

  /** A document was opened, saved or reverted: what is on disk counts. */
  opened(path: string, place: Place | undefined): void {
    const typed = this.#unsaved.delete(path);
    const known = this.#looked.has(path);
    if (place) this.#opened.set(path, place);
    if (typed || (place && !known)) this.#changed(path);
  }

  /** A document was closed: what is on disk counts again. */
  closed(path: string): void {
    const typed = this.#unsaved.delete(path);
    if (!this.#opened.delete(path) && !typed) return;
    this.#changed(path);
  }

  /** Whether the last look looked at that path. */
  looksAt(path: string): boolean {
    return this.#looked.has(path);
  }

  /** Whether the last look looked at anything there or below. */
  looksBelow(path: string): boolean {
    return this.#looked.has(path) || [...this.#looked].some((one) => isBelow(one, path));
  }

  /** A file appeared, changed or went away on disk; any path may be told of. */
  touched(path: string): void {
    if (this.#looked.has(path)) this.#changed(path);
  }

  /** Something of the policy changed: a file of it, what was fetched of it, or what names it. */
  policyChanged(): void {
    this.#stale.policy = true;
    this.#soon();
  }

  /** A folder came or went with whatever is in it, of which nobody may have told. */
  folderChanged(path: string): void {
    this.#stale.folders.add(path);
    this.#stale.places = true;
    this.#soon();
  }

  /** A whole folder came or went, or a file that facts are read from changed. */
  surroundingsChanged(what: 'places' | 'facts'): void {
    this.#stale[what] = true;
    this.#soon();
  }

  /** Something else that bears on every file may be another: time has passed, and approvals expire; the user accepted a launch. */
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
    this.stopSearch();
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
    this.#stale = nothingStale();
    if (stale.places) this.#places = await this.#around.places(this.#folders);
    for (const folder of stale.folders) {
      const arrived = (await this.#around.belowFolder?.(folder)) ?? [];
      this.#below = unique([...this.#below.filter(({ path }) => path !== folder && !isBelow(path, folder)), ...arrived]);
    }
    if (stale.policy) this.#policy = await this.#around.policy(this.#policy);
    for (const path of stale.files) this.#files.forget(path);

    const looked = unique([...this.#places, ...this.#below, ...this.#opened.values()]);
    const read = await Promise.all(looked.map((place) => this.#file(place, stale.places)));
    const known = new Set(looked.map(({ path }) => path));
    this.#looked = known;
    // What a client is sent to is live, whatever it looked like.
    const live = new Set(looked.filter((place) => place.live).map(({ path }) => path));
    const led = unique(read.flatMap((file) => this.#around.ledTo?.(file) ?? [])).filter(({ path }) => !live.has(path));
    for (const place of led) {
      const file = await this.#file(place, stale.places);
      const at = read.findIndex(({ path }) => path === place.path);
      if (at < 0) read.push(file);
      else read[at] = file;
    }
    this.#files.keep(read);
    for (const { path } of led) known.add(path);
    const files = read.filter(isTold);
    if (stale.facts || stale.places || stale.below || stale.files.size > 0) await this.#facts.gather(files, stale.facts);
    if (this.#disposed) return;

    // Only the day bears on a verdict, so files that did not change keep their part until it does.
    const accepted = this.#around.accepted?.();
    const submissions = this.#around.submissions?.();
    const enforced = this.#enforcedBy(files);
    const heard = this.#around.heard?.();
    const under: Circumstances = {
      policy: this.#policy,
      facts: this.#facts.facts,
      now: this.#around.now(),
      ...(accepted && { accepted }),
      ...(submissions && { submissions }),
      ...(enforced && { enforced }),
      ...(heard && { heard }),
      ...(this.#around.knowledge && { known: this.#around.knowledge() }),
      ...(this.#around.lint && { lint: this.#around.lint() }),
    };
    this.#under = under;
    this.#assessment = combine(under, assessTogether(files.map((file) => this.#part(file, under)), under));
    for (const listener of this.#listeners) listener(this.#assessment);
  }

  #file(place: Place, check: boolean): Promise<ConfigFile> {
    return this.#files.at(place, check, this.#unsaved.get(place.path));
  }

  /** Looks through the folders after the next look, one search at a time: the last one asked for counts. */
  #searchBelow(): void {
    this.stopSearch();
    const around = this.#around;
    if (!around.below || this.#disposed) return;
    const control = new AbortController();
    const folders = this.#folders;
    const over = (async () => {
      // That the first look failed was told already.
      await this.settled().catch(() => undefined);
      if (control.signal.aborted) return;
      const places = await around.below!(folders, control.signal);
      if (control.signal.aborted) return;
      this.#below = places;
      this.#stale.below = true;
      this.#soon();
    })().catch((error: unknown) => {
      if (!control.signal.aborted) this.#around.failed(error);
    });
    this.#search = { control, over };
  }

  /** The same as before where no list is another. */
  #enforcedBy(files: readonly ConfigFile[]): NativeLayers | undefined {
    const listing = files.filter(({ lists }) => lists);
    const { files: before, layers } = this.#enforced;
    if (listing.length === before.length && listing.every((file, i) => file === before[i])) return layers;
    this.#enforced = { files: listing, layers: this.#around.native && NativeLayers.of(listing, this.#around.native) };
    return this.#enforced.layers;
  }

  #part(file: ConfigFile, under: Circumstances): FileAssessment {
    const known = this.#parts.get(file);
    if (known && known.under.policy === under.policy && known.under.facts === under.facts && known.under.accepted === under.accepted && known.under.submissions === under.submissions && known.under.heard === under.heard && known.under.enforced === under.enforced && known.under.known === under.known && known.under.lint === under.lint && known.under.now.slice(0, 10) === under.now.slice(0, 10)) return known.part;
    const part = assessFile(file, under);
    this.#parts.set(file, { under, part });
    return part;
  }
}

interface Stale {
  places: boolean;
  /** More was found below the folders. */
  below: boolean;
  policy: boolean;
  facts: boolean;
  readonly files: Set<string>;
  /** That came or went whole. */
  readonly folders: Set<string>;
}

function nothingStale(): Stale {
  return { places: false, below: false, policy: false, facts: false, files: new Set(), folders: new Set() };
}

/** Each path once; the first that names it counts. */
function unique(places: readonly Place[]): Place[] {
  const found = new Map<string, Place>();
  for (const place of places) if (!found.has(place.path)) found.set(place.path, place);
  return [...found.values()];
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder) && /^[\\/]/.test(path.slice(folder.length));
}
