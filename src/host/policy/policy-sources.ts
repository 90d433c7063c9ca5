import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import type { PolicySource } from '../../core/policy/policy-state.ts';
import { maskText, maskUrl } from '../../core/secret/mask.ts';
import { render, say, type Message } from '../../core/text/message.ts';
import { isInside } from '../files/inside.ts';
import { Judged } from '../files/judged.ts';
import { mayBeThere } from '../files/may-be-there.ts';
import { looksLikeAddress, readAddress, type Address } from './https-address.ts';
import { readMachineSettings, type MachineSettings } from './machine-settings.ts';
import { keyPrint, type PolicyKeys, type ReadKeys } from './policy-keys.ts';
import { exposures, realFileSystem, unprotected, type FileSystem } from './protection.ts';
import { policyFileName, policyVariable, settingsFileName, systemFolder } from './well-known.ts';

/** What the policy of this moment is made of depends on. */
export interface PolicyNames {
  readonly environment: Environment;
  /** What the machine-scoped settings of an editor or the command line name. */
  readonly given: readonly { readonly value: string; readonly namedBy: 'setting' | 'command-line' }[];
  /** Keys that were named along with it. */
  readonly keys?: ReadKeys | undefined;
  /** Absolute paths of what is scanned or open: nothing that lies there says what is approved. */
  readonly judged: readonly string[];
  /** In place of the operating system's folder; for tests. */
  readonly system?: string | undefined;
  readonly files?: FileSystem | undefined;
}

/** A policy that is named, and what must hold for it to count. */
export interface NamedPolicy {
  readonly source: PolicySource;
  /** Where to get it. `source.at` is for reading: an address may hold a key behind `?`. */
  readonly address?: string;
  /** It must be signed with one of these. */
  readonly keys?: PolicyKeys | undefined;
  /** What is kept of it between runs. Nothing of a protected file (what the user can write must not stand in for it), nor of one that was only typed. */
  readonly remembered: boolean;
  readonly notes: readonly Message[];
  /** Why it cannot count at all. */
  readonly refused?: Message | undefined;
}

export interface PolicySources {
  readonly policies: readonly NamedPolicy[];
  /** Files that say which there are, whether they are there or not. */
  readonly files: readonly string[];
}

/** Every policy that is named for this machine, user and run, by precedence of who names it. Never throws. */
export function policySources(names: PolicyNames): PolicySources {
  const { environment, given, system = systemFolder(environment.platform), files = realFileSystem } = names;
  const settings = readMachineSettings(system);
  const protectedFile = path.join(system, policyFileName);
  const named = new Map<string, NamedPolicy>();
  const add = (policy: NamedPolicy): void => {
    if (!named.has(policy.source.at)) named.set(policy.source.at, policy);
  };
  const asked = new Asked(names, system, settings, files);

  if (mayBeThere(protectedFile)) add(asked.protectedFile(protectedFile));
  if (settings?.unusable) add({ source: { at: settings.file, kind: 'file', namedBy: 'system' }, remembered: false, notes: [], refused: say('The settings of this machine cannot be used: {reason}. Until an administrator mends them, nothing is approved by them.', { reason: render(settings.unusable) }) });
  if (settings?.policy !== undefined) add(asked.of(settings.policy, 'system'));
  const typed = given.filter(({ namedBy }) => namedBy === 'command-line');
  for (const { value } of typed) add(asked.of(value, 'command-line'));
  const variable = environment.env[policyVariable]?.trim();
  // What is typed takes its place; what an administrator set never gives way.
  if (variable && typed.length === 0) add(asked.of(variable, 'environment'));
  for (const { value, namedBy } of given) if (namedBy === 'setting') add(asked.of(value, 'setting'));
  return { policies: [...named.values()], files: [protectedFile, path.join(system, settingsFileName)] };
}

class Asked {
  readonly #judged: Judged;
  readonly #platform: string;
  readonly #settings: MachineSettings | undefined;
  readonly #given: ReadKeys | undefined;
  readonly #system: string;
  readonly #files: FileSystem;

  constructor({ environment, judged, keys }: PolicyNames, system: string, settings: MachineSettings | undefined, files: FileSystem) {
    this.#judged = new Judged(judged, environment);
    this.#platform = environment.platform;
    this.#settings = settings;
    this.#given = keys;
    this.#system = system;
    this.#files = files;
  }

  /** The one that the operating system protects stands by that; where it does not, it is taken, and said so. */
  protectedFile(file: string): NamedPolicy {
    const why = unprotected(file, this.#files);
    const source: PolicySource = { at: file, kind: 'file', namedBy: 'system' };
    if (!why) return { source, remembered: false, notes: this.#settingsNotes() };
    const signed = this.#signed(source);
    return { ...signed, remembered: false, notes: [say('It is not protected from its user: {reason}. Give it and its folder to root, writable for root only.', { reason: render(why) }), ...signed.notes] };
  }

  of(value: string, namedBy: PolicySource['namedBy']): NamedPolicy {
    const refused = (at: string, kind: PolicySource['kind'], reason: Message): NamedPolicy => ({ source: { at, kind, namedBy }, remembered: false, notes: [], refused: reason });
    if (looksLikeAddress(value)) {
      const read = readAddress(value);
      if ('problem' in read) return refused(maskUrl(value), 'url', read.problem);
      return this.#usable({ ...this.#signed({ at: maskUrl(read.url.href), kind: 'url', namedBy }, read), address: read.url.href });
    }
    const paths = this.#platform === 'win32' ? path.win32 : path.posix;
    if (!paths.isAbsolute(value)) {
      return refused(maskText(value), 'file', say('{value} ({by}) is neither an absolute path nor an `https://` address. A relative path would lead elsewhere from each folder.', { value: maskText(value), by: namedBy === 'environment' ? policyVariable : namedBy }));
    }
    const file = paths.normalize(value);
    const isProtected = unprotected(file, this.#files) === undefined;
    // Whoever owns what lies in a repository, its content is the repository's: a container's root owns all of it.
    const within = namedBy === 'system' && isInside(file, this.#system) ? undefined : this.#judged.holding(file);
    if (within !== undefined && namedBy !== 'command-line') {
      return refused(file, 'file', say('This policy lies in {folder}, which is open or scanned here. A repository cannot approve its own servers, so nothing is approved by it: keep the policy outside.', { folder: within }));
    }
    const source: PolicySource = { at: file, kind: 'file', namedBy };
    const policy = namedBy === 'system' && isProtected ? { source, remembered: false, notes: this.#settingsNotes() } : this.#signed(source);
    const notes = [...policy.notes, ...exposures(file, this.#files), ...(within === undefined ? [] : [say('It lies in {folder}, which was scanned. Whoever can change a server there can change the policy too.', { folder: within })])];
    return this.#usable({ ...policy, notes, remembered: policy.remembered && !isProtected });
  }

  /** Whoever configures keys wants signatures, on everything that nothing else vouches for. */
  #signed(source: PolicySource, address?: Address): NamedPolicy {
    const keys = this.#keysFor(source);
    const remembered = source.kind === 'url' || source.namedBy !== 'command-line';
    // Where the machine's settings name the policy or the keys, whoever can change them decides.
    const notes = source.namedBy === 'system' || (keys && keys === this.#settings?.keys) ? [...this.#settingsNotes()] : [];
    if (address?.plain) notes.push(say('It comes over plain http, from this machine itself.'));
    else if (address && !keys) notes.push(say('It is not signed: whoever can answer for {host} decides. Configure `keys` to have signatures checked.', { host: address.url.host }));
    return { source, remembered, ...(keys && { keys: keys.keys }), notes: [...notes, ...(keys?.problems ?? [])] };
  }

  /** The machine's keys come first: who uses the machine does not choose whom its policies are believed from. What is typed brings its own. */
  #keysFor({ kind, namedBy }: PolicySource): ReadKeys | undefined {
    const machine = this.#settings?.keys;
    if (namedBy === 'command-line') return this.#given ?? (kind === 'url' ? machine : undefined);
    return machine ?? this.#given;
  }

  /** As long as nobody knows which keys count, nothing does that may need one. */
  #usable(policy: NamedPolicy): NamedPolicy {
    if (!this.#settings?.unusable) return policy;
    return { ...policy, refused: say('The settings of this machine ({file}) cannot be used, so nobody knows which keys a policy must be signed with.', { file: this.#settings.file }) };
  }

  #settingsNotes(): readonly Message[] {
    const settings = this.#settings;
    const why = settings && unprotected(settings.file, this.#files);
    return why ? [say('The settings of this machine are not protected from its user: {reason}.', { reason: render(why) })] : [];
  }
}

/** What a policy is and must be, as one text: of two that differ in it, what one was proves nothing for the other. */
export function namingOf({ source, address, keys, remembered, refused }: NamedPolicy): string {
  return JSON.stringify([source, address, keys && [...keys.byId].map(([kid, key]) => [kid, keyPrint(key)]), remembered, refused && render(refused)]);
}
