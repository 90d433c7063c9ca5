import { parseJson } from '../config/json/parse.ts';
import { valueOf } from '../config/node.ts';
import type { Finding } from '../finding/finding.ts';
import { ruleCalled } from '../rules/rules.ts';
import { render, say, type Message } from '../text/message.ts';
import { visible } from '../text/visible.ts';
import type { BaselinedFinding, ReportedFile } from './reported-file.ts';

/** A finding that was there when the baseline was taken. */
export interface BaselineEntry {
  readonly rule: string;
  /** The way to the file, with `/`, from the repository's root; of one outside of it, what names it there. */
  readonly file: string;
  readonly fingerprint: string;
  /** What it is, for whoever reads the baseline. */
  readonly what: string;
  /** The last day on which it holds (UTC), as `2027-05-31`. */
  readonly expires?: string;
}

/** What a report says of its baseline. */
export interface BaselineSums {
  readonly path: string;
  /** Entries whose day is over: what they are about counts again. */
  readonly expired: readonly BaselineEntry[];
  /** Entries that match nothing any more. */
  readonly stale: readonly BaselineEntry[];
  /** Entries that may not count: a baseline silences no verdict, and no rule that the policy has locked. */
  readonly refused: readonly BaselineEntry[];
}

/** Reads a baseline's text. What is wrong in it is told: a baseline that does something else than it says is worse than none. */
export function readBaseline(text: string): { readonly entries: readonly BaselineEntry[] } | { readonly problem: Message } {
  const { tree, problems } = parseJson(text.replace(/^\uFEFF/, ''));
  const value = tree && problems.length === 0 ? valueOf(tree) : undefined;
  if (!isMap(value)) return { problem: say('it is not a JSON object') };
  if (value['baselineVersion'] !== 1) return { problem: say('its `baselineVersion` is not 1') };
  const list = value['entries'];
  if (!Array.isArray(list)) return { problem: say('its `entries` are not a list') };
  for (const [i, entry] of list.entries()) {
    const number = i + 1;
    if (!isMap(entry)) return { problem: say('entry {number} is not an object', { number }) };
    for (const key of ['rule', 'file', 'fingerprint', 'what']) if (typeof entry[key] !== 'string' || entry[key] === '') return { problem: say('`{key}` of entry {number} is not a text', { key, number }) };
    if ('expires' in entry && !isDay(entry['expires'])) return { problem: say('`expires` of entry {number} is not a day like 2027-05-31', { number }) };
  }
  return { entries: (list as BaselineEntry[]).map(({ rule, file, fingerprint, what, expires }) => ({ rule, file, fingerprint, what, ...(expires !== undefined && { expires }) })) };
}

/** The text of a baseline: in an order of its own, so that two people who take it have the same. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const sorted = entries.toSorted((a, b) => compare(a.file, b.file) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint));
  return `${JSON.stringify({ baselineVersion: 1, entries: sorted }, undefined, 2)}\n`;
}

/** A finding as an entry; undefined for one that a baseline may not silence. */
export function entryFor(finding: Finding, file: string, fingerprint: string, expires: string | undefined): BaselineEntry | undefined {
  if (ruleCalled(finding.ruleId)?.verdict) return undefined;
  return { rule: finding.ruleId, file, fingerprint, what: firstSentence(render(finding.message)), ...(expires !== undefined && { expires }) };
}

/** Sets aside what a baseline names, file by file, and knows in the end which of its entries were of no use. */
export class BaselineFilter {
  readonly #entries: ReadonlyMap<string, BaselineEntry>;
  readonly #today: string;
  readonly #locked: (rule: string) => boolean;
  readonly #matched = new Set<BaselineEntry>();
  readonly #expired = new Set<BaselineEntry>();
  readonly #refused = new Set<BaselineEntry>();

  /** @param now as ISO 8601; `locked`: whether the policy lets nobody else silence a rule */
  constructor(entries: readonly BaselineEntry[], now: string, locked: (rule: string) => boolean) {
    this.#entries = new Map(entries.map((entry) => [entry.fingerprint, entry]));
    this.#today = now.slice(0, 10);
    this.#locked = locked;
  }

  apply<T extends ReportedFile>(part: T): T {
    const baselined: BaselinedFinding[] = [];
    const findings = part.findings.filter((finding) => {
      const entry = this.#entries.get(part.fingerprints?.get(finding) ?? '');
      if (!entry) return true;
      this.#matched.add(entry);
      if (ruleCalled(finding.ruleId)?.verdict || this.#locked(finding.ruleId)) this.#refused.add(entry);
      else if (entry.expires !== undefined && entry.expires < this.#today) this.#expired.add(entry);
      else {
        baselined.push({ finding, entry });
        return false;
      }
      return true;
    });
    const told = new Set(part.findings);
    // What is ignored with a reason needs no entry, which is not of no use for that.
    for (const [finding, print] of part.fingerprints ?? []) {
      const entry = this.#entries.get(print);
      if (entry && !told.has(finding)) this.#matched.add(entry);
    }
    return { ...part, findings, baselined };
  }

  /** @param looked whether all findings of a file are known: not where it could not be read, or was left out */
  sums(path: string, looked: (file: string) => boolean): BaselineSums {
    const stale = [...this.#entries.values()].filter((entry) => !this.#matched.has(entry) && looked(entry.file));
    return { path, stale, expired: [...this.#expired], refused: [...this.#refused] };
  }
}

function firstSentence(text: string): string {
  return visible(/^.{10,}?[.!](?= |$)/s.exec(text)?.[0] ?? text, 160);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a text is a day, as `2027-05-31`. */
export function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
