import * as fs from 'node:fs';
import * as path from 'node:path';
import { combine, type Assessment, type Circumstances, type FileAssessment } from '../core/assess.ts';
import { assessFile } from '../core/assess-file.ts';
import { assessTogether } from '../core/assess-together.ts';
import { folderOf } from '../core/places/folder-of.ts';
import { userFiles } from '../core/clients/clients.ts';
import type { ConfigFile } from '../core/config/config-file.ts';
import { isTold, readPlace } from '../core/config/read-place.ts';
import type { FolderFacts } from '../core/facts.ts';
import type { LintSettings } from '../core/finding/lint-settings.ts';
import { mayBeManifest } from '../core/manifest/is-manifest.ts';
import { factPackages } from '../core/identity/fact-packages.ts';
import { askGit } from '../core/secret/ask-git.ts';
import type { Submissions } from '../core/intake/submission.ts';
import type { HeardServers } from '../core/listening/heard.ts';
import type { AcceptedLaunches } from '../core/launch/accepted.ts';
import { NativeLayers } from '../core/native/layers.ts';
import type { PolicyState } from '../core/policy/policy-state.ts';
import { render } from '../core/text/message.ts';
import { visible } from '../core/text/visible.ts';
import { folderFacts, type SharedFacts } from '../host/evidence/folder-facts.ts';
import { gitFacts } from '../host/evidence/git-facts.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { searchBelow, type Way } from '../host/files/find-below.ts';
import type { FoundPlace, NotLookedInto } from '../host/files/found-below.ts';
import { installedExtensions } from '../host/files/installed-extensions.ts';
import { placeOfNamedFile } from '../host/files/named-file.ts';
import { placesOfFolder, placesOfUser } from '../host/files/places.ts';
import { readContent } from '../host/files/read-content.ts';
import { placesNamedBy } from '../host/files/named-by-plugin.ts';
import { placesRedirectedTo } from '../host/files/redirected.ts';
import { whyNot } from '../host/files/read-regular-file.ts';
import { SubmissionStore } from '../host/store/submission-store.ts';
import { shippedKnowledge } from '../host/knowledge/shipped-knowledge.ts';
import type { Options } from './arguments.ts';
import { configuredPolicy } from './configured-policy.ts';
import { packageRoot } from './media.ts';
import { Progress } from './progress.ts';
import { shown } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The config files to look at, and what they are held against. */
export interface Search {
  readonly places: readonly FoundPlace[];
  readonly notLookedInto: readonly NotLookedInto[];
  /** Files that may be manifests, and the folder each was found in. */
  readonly manifests: readonly MayBeManifest[];
  /** Files that may be snapshots of servers. */
  readonly snapshots: readonly string[];
  /** How files below each folder that was named were found. */
  readonly searched: readonly Searched[];
  readonly policy: PolicyState;
  /** When, as ISO 8601. */
  readonly now: string;
  /** What the user says of rules. */
  readonly lint?: LintSettings;
  /** What this user accepted before, where that is asked for. */
  readonly accepted?: AcceptedLaunches;
  /** What servers said when this user last listened to them, likewise. */
  readonly heard?: HeardServers;
  /** What this user asked to be decided on. */
  readonly submissions?: Submissions;
}

export type SearchOptions = Pick<Options, 'policy' | 'policyKeys' | 'offline' | 'refresh' | 'user'>;

export interface MayBeManifest {
  readonly path: string;
  readonly root: string;
}

export interface Searched {
  readonly path: string;
  readonly way: Way;
}

/**
 * Finds the config files of the named folders and files, and of the user account.
 * @throws UsageError when one that was named is not there
 */
export async function search(paths: readonly string[], { user, ...named }: SearchOptions): Promise<Search> {
  const policy = await configuredPolicy(named, paths);
  const submissions = policy.kind === 'ready' ? submittedBefore(paths) : undefined;
  return { ...(await placesFor(paths, user)), policy, now: new Date().toISOString(), ...(submissions && { submissions }) };
}

/**
 * The same without a policy, for what holds them against others than the configured one.
 * @throws UsageError when one that was named is not there
 */
export async function searchFiles(paths: readonly string[], user: boolean): Promise<Search> {
  return { ...(await placesFor(paths, user)), policy: { kind: 'none' }, now: new Date().toISOString() };
}

/**
 * Reads and assesses them, one folder after another: of ten thousand files no more need be in memory than is kept.
 * @param folders gets what is known of each folder, for whoever needs it afterwards
 */
export async function* assessEach({ places, policy, now, accepted, heard, submissions, lint }: Search, folders?: Map<string, FolderFacts>): AsyncGenerator<FileAssessment> {
  const environment = realEnvironment();
  const knowledge = shippedKnowledge(packageRoot());
  const shared: SharedFacts = new Map();
  let roots = 0;
  const read = (place: FoundPlace): Promise<ConfigFile> => readPlace({ ...place, content: readContent(place) });
  // First where the folders' `.env` files send a client: what it reads there is live, whatever it looked like.
  const live = new Set(places.filter((place) => place.live).map((place) => place.path));
  const led = new Map<string, FoundPlace>();
  for (const place of places) {
    if (place.known.kind !== 'env') continue;
    for (const to of placesRedirectedTo(await read(place), environment)) if (!live.has(to.path)) led.set(to.path, to);
  }
  const known = new Set([...places.map((place) => place.path), ...led.keys()]);
  /** The user's and the machine's files with lists that assistants enforce by themselves. */
  const listing: ConfigFile[] = [];
  /** The files of a folder, as they are assessed: those of one project in it after the other, since only they are seen together. */
  async function* assessGroup(root: string | undefined, group: readonly FoundPlace[]): AsyncGenerator<FileAssessment[]> {
    const files: ConfigFile[] = [];
    for (const place of group) files.push(await read(place));
    // What lies where a client looks by itself is among them already.
    for (const place of files.flatMap(placesNamedBy)) {
      if (known.has(place.path)) continue;
      known.add(place.path);
      files.push(await read(place));
    }
    const own = new Map<string, FolderFacts>();
    if (root !== undefined && files.some((file) => file.declarations.length > 0)) own.set(root, await factsOf(root, files, shared, roots++ < mostAsked));
    for (const [folder, facts] of own) folders?.set(folder, facts);
    if (root === undefined) listing.push(...files.filter(({ lists }) => lists));
    const enforced = NativeLayers.of(root === undefined ? listing : [...listing, ...files], { platform: environment.platform });
    const under: Circumstances = { policy, facts: { folders: own }, known: knowledge, now, ...(enforced && { enforced }), ...(lint && { lint }), ...(accepted && { accepted }), ...(heard && { heard }), ...(submissions && { submissions }) };
    const projects = new Map<string, ConfigFile[]>();
    for (const file of files.filter(isTold)) {
      const folder = root === undefined ? '' : folderOf(file);
      const same = projects.get(folder);
      if (same) same.push(file);
      else projects.set(folder, [file]);
    }
    for (const project of projects.values()) yield project.map((file) => assessFile(file, under));
  }
  const groups = byRoot([...places.filter((place) => !led.has(place.path)), ...led.values()]);
  // A client has the user's servers beside each folder's: they are read first, and told in their place.
  const ofUser: FileAssessment[] = [];
  for await (const parts of assessGroup(undefined, groups.get(undefined) ?? [])) ofUser.push(...parts);
  const together = { policy, known: knowledge, now, ...(lint && { lint }) };
  for (const [root, group] of groups) {
    if (root === undefined) yield* assessTogether(ofUser, together);
    else for await (const parts of assessGroup(root, group)) yield* assessTogether(parts, together, ofUser);
  }
}

/** Of how many folders git is asked since when their secrets are committed: a scan of thousands of repositories has better things to do. */
const mostAsked = 200;

async function factsOf(root: string, files: readonly ConfigFile[], shared: SharedFacts, asks: boolean): Promise<FolderFacts> {
  const facts = await folderFacts(root, factPackages(files), shared);
  const ask = asks ? askGit(files) : undefined;
  const git = ask && (await gitFacts(root, ask));
  return git ? { ...facts, git } : facts;
}

/** All of it at once, for commands that are about one server. */
export async function assessAll(paths: readonly string[], options: SearchOptions, { accepted, heard }: Pick<Search, 'accepted' | 'heard'> = {}): Promise<{ assessment: Assessment; now: string }> {
  const found: Search = { ...(await search(paths, options)), ...(accepted && { accepted }), ...(heard && { heard }) };
  const folders = new Map<string, FolderFacts>();
  const parts: FileAssessment[] = [];
  for await (const part of assessEach(found, folders)) parts.push(part);
  const enforced = NativeLayers.of(parts.map(({ file }) => file), { platform: realEnvironment().platform });
  return { assessment: combine({ policy: found.policy, facts: { folders }, ...(enforced && { enforced }) }, parts), now: found.now };
}

/** What this user asked for. Where that cannot be told nothing is pending, which changes no result: what is pending is not approved either. */
function submittedBefore(paths: readonly string[]): Submissions | undefined {
  const store = SubmissionStore.of(realEnvironment(), paths.map((given) => path.resolve(given)));
  return 'refused' in store ? undefined : store.read().submissions;
}

/** What is configured beside a file that is there, and lies in none. */
function elsewhere({ path: file, known }: FoundPlace): NotLookedInto[] {
  const reason = known.locations.find((location) => location.elsewhere)?.elsewhere;
  return reason && fs.existsSync(file) ? [{ path: file, reason }] : [];
}

async function placesFor(paths: readonly string[], user: boolean): Promise<Pick<Search, 'places' | 'notLookedInto' | 'manifests' | 'snapshots' | 'searched'>> {
  const own = placesOfUser(userFiles(realEnvironment()));
  const places = new Map<string, FoundPlace>();
  const notLookedInto: NotLookedInto[] = user ? [...own.notLookedInto] : [];
  const searched: Searched[] = [];
  const manifests = new Map<string, MayBeManifest>();
  const snapshots = new Set<string>();
  const add = (place: FoundPlace): void => {
    if (!places.has(place.path)) places.set(place.path, place);
  };
  const progress = new Progress();
  for (const given of paths) {
    const full = path.resolve(given);
    if (!isFolder(full, given)) {
      add(placeOfNamedFile(full, own.places));
      if (mayBeManifest(full)) manifests.set(full, { path: full, root: path.dirname(full) });
      continue;
    }
    const atRoot = placesOfFolder(full);
    const below = await searchBelow(full, { git: true, told: (seen) => progress.show(`Looking through ${shown(full)}: ${seen} files and folders`) });
    atRoot.places.forEach(add);
    below.places.forEach(add);
    for (const found of below.manifests) if (!manifests.has(found)) manifests.set(found, { path: found, root: full });
    for (const found of below.snapshots) snapshots.add(found);
    notLookedInto.push(...atRoot.notLookedInto, ...below.notLookedInto);
    searched.push({ path: full, way: below.way });
  }
  progress.end();
  // Where a home folder is scanned its files are the user's as well: then they count as such.
  if (user) {
    const extensions = installedExtensions(realEnvironment());
    for (const place of [...own.places, ...extensions.places]) places.set(place.path, place);
    notLookedInto.push(...extensions.notLookedInto, ...own.places.flatMap(elsewhere));
  }
  return { places: [...places.values()], notLookedInto, manifests: [...manifests.values()], snapshots: [...snapshots], searched };
}

/** @throws UsageError when nothing is there, or nobody may know what */
function isFolder(full: string, given: string): boolean {
  try {
    return fs.statSync(full).isDirectory();
  } catch (error) {
    const why = whyNot(error);
    throw new UsageError('absent' in why ? `There is nothing at ${visible(given, 300)}.` : `${visible(given, 300)} cannot be looked at: ${render(why.unreadable)}.`);
  }
}

function byRoot(places: readonly FoundPlace[]): Map<string | undefined, FoundPlace[]> {
  const groups = new Map<string | undefined, FoundPlace[]>();
  for (const place of places) {
    const group = groups.get(place.root);
    if (group) group.push(place);
    else groups.set(place.root, [place]);
  }
  return groups;
}
