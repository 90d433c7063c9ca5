import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { ConfigFile } from '../core/config/config-file.ts';
import type { PolicyState } from '../core/policy/policy-state.ts';
import { BaselineFilter, baselineText, entryFor, readBaseline, type BaselineEntry, type BaselineSums } from '../core/report/baseline.ts';
import type { ReportedFile } from '../core/report/reported-file.ts';
import type { Places } from '../core/report/sarif/location.ts';
import { render } from '../core/text/message.ts';
import { readRegularFile } from '../host/files/read-regular-file.ts';
import { shown } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { writeFile } from './write-file.ts';

export interface BaselineOptions {
  /** Absolute. */
  readonly path: string;
  /** Take what is found now as the baseline. */
  readonly update?: { readonly expires?: string };
}

/** A baseline's file while a report is made: it sets findings aside, or takes them in. */
export class BaselineFile {
  readonly #options: BaselineOptions;
  readonly #places: Places;
  readonly #filter: BaselineFilter;
  readonly #held: readonly BaselineEntry[];
  readonly #locked: (rule: string) => boolean;
  readonly #taken = new Map<string, BaselineEntry>();
  /** Files by name: whether all their findings are known. */
  readonly #seen = new Map<string, boolean>();
  /** Findings that a baseline may not silence. */
  #left = 0;

  /** @throws UsageError where there is no such file, or it is no baseline */
  constructor(options: BaselineOptions, places: Places, policy: PolicyState, now: string) {
    this.#options = options;
    this.#places = places;
    const documents = policy.kind === 'ready' ? policy.policy.layers.map(({ document }) => document) : [];
    this.#locked = (rule) => documents.some(({ rules = {} }) => Object.hasOwn(rules, rule) && rules[rule]!.locked === true);
    this.#held = read(options);
    this.#filter = new BaselineFilter(this.#held, now, this.#locked);
  }

  apply(part: ReportedFile): ReportedFile {
    const name = this.#places.named(part.file.path);
    this.#seen.set(name, isKnown(part.file));
    const { update } = this.#options;
    if (!update) return this.#filter.apply(part);
    const baselined: { finding: ReportedFile['findings'][number]; entry: BaselineEntry }[] = [];
    const now = new Map(this.#filter.apply(part).baselined?.map(({ finding, entry }) => [finding, entry]));
    const findings = part.findings.filter((finding) => {
      const print = part.fingerprints?.get(finding);
      const entry = print === undefined || this.#locked(finding.ruleId) ? undefined : (now.get(finding) ?? entryFor(finding, name, print, update.expires));
      if (!entry) this.#left++;
      else {
        this.#taken.set(entry.fingerprint, entry);
        baselined.push({ finding, entry });
      }
      return !entry;
    });
    return { ...part, findings, baselined };
  }

  sums(): BaselineSums {
    if (this.#options.update) return { path: this.#options.path, expired: [], stale: [], refused: [] };
    return this.#filter.sums(this.#options.path, (name) => this.#seen.get(name) ?? !fs.existsSync(this.#pathOf(name)));
  }

  /** Writes what was taken in, beside entries on files that were not looked at. @returns what to tell of it */
  write(): string {
    for (const entry of this.#held) if (!(this.#seen.get(entry.file) ?? !fs.existsSync(this.#pathOf(entry.file)))) if (!this.#taken.has(entry.fingerprint)) this.#taken.set(entry.fingerprint, entry);
    writeFile(this.#options.path, [baselineText([...this.#taken.values()])]);
    const count = this.#taken.size;
    const verdicts = this.#left === 0 ? '' : ` ${this.#left} more cannot be in it: a baseline silences neither what the policy says of a server nor a rule that it has locked.`;
    return `Baseline written: ${shown(this.#options.path)}, ${count} ${count === 1 ? 'entry' : 'entries'}.${verdicts}`;
  }

  #pathOf(name: string): string {
    if (name.startsWith('~/')) return path.join(os.homedir(), name.slice(2));
    return path.resolve(this.#places.base, name);
  }
}

function read({ path: file, update }: BaselineOptions): readonly BaselineEntry[] {
  const content = readRegularFile(file);
  if ('absent' in content) {
    if (update) return [];
    throw new UsageError(`There is no baseline ${shown(file)}. --update-baseline makes one.`);
  }
  if ('unreadable' in content) throw new UsageError(`The baseline ${shown(file)} cannot be read: ${render(content.unreadable)}.`);
  const held = readBaseline(content.text);
  if ('problem' in held) throw new UsageError(`${shown(file)} cannot be used as a baseline: ${render(held.problem)}.`);
  return held.entries;
}

function isKnown({ status }: Pick<ConfigFile, 'status'>): boolean {
  return status === 'read' || status === 'absent';
}
