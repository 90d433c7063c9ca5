import { pointer } from '../config/node.ts';
import { Excerpts } from './excerpt.ts';
import type { ReportContext, ReportWriter } from './report.ts';
import type { ReportedFile } from './reported-file.ts';
import type { Tally } from './tally.ts';
import { asideLines, baselineLines } from './text/aside.ts';
import { coverageLines, coverageRow, type CoverageRow } from './text/coverage.ts';
import type { Style } from './text/lines.ts';
import { policyLines } from './text/policy.ts';
import { providerLines } from './text/provider.ts';
import { fileLines, serverLines } from './text/server.ts';
import { summaryLines } from './text/summary.ts';

/** How a report is laid out. */
export interface TextOptions {
  readonly style: Style;
  /** Columns of a line. */
  readonly width: number;
  /** A path as a person wants to see it. It is scanned text: what is given back must have gone through `visible`. */
  readonly shown: (path: string) => string;
}

/** The report for a person: what was looked at, what was found, each server and model provider with what is said of it, and the sum. */
export class TextReport implements ReportWriter {
  readonly #tally: Tally;
  readonly #options: TextOptions;
  readonly #files: CoverageRow[] = [];
  readonly #blocks: string[] = [];
  readonly #aside: string[] = [];

  constructor(tally: Tally, options: TextOptions) {
    this.#tally = tally;
    this.#options = options;
  }

  add(part: ReportedFile): void {
    const { file, servers, providers, findings } = part;
    this.#aside.push(...asideLines(part, this.#options));
    this.#files.push(coverageRow(file, this.#options));
    const excerpts = new Excerpts(file);
    const findingsOf = group(findings, ({ server, provider }) => (server ? pointer(server) : provider ? `provider ${pointer(provider)}` : ''));
    const add = (lines: readonly string[]): void => void this.#blocks.push(lines.join('\n'));
    for (const server of servers) add(serverLines(server, findingsOf.get(pointer(server.declaration.path)) ?? [], excerpts, this.#options));
    for (const provider of providers) add(providerLines(provider, findingsOf.get(`provider ${pointer(provider.declaration.path)}`) ?? [], excerpts, this.#options));
    const ofFile = findingsOf.get('') ?? [];
    if (ofFile.length > 0) add(fileLines(file, ofFile, excerpts, this.#options));
  }

  *print(context: ReportContext): Generator<string> {
    yield `${coverageLines(this.#files, context, this.#options).join('\n')}\n\n`;
    yield `${policyLines(this.#tally.policy, this.#options).join('\n')}\n\n`;
    for (const block of this.#blocks) yield `${block}\n\n`;
    if (this.#aside.length > 0) yield `${[this.#options.style('heading', 'Does not count'), ...this.#aside].join('\n')}\n\n`;
    if (context.baseline) {
      const lines = baselineLines(context.baseline, this.#options);
      if (lines.length > 0) yield `${lines.join('\n')}\n\n`;
    }
    yield `${summaryLines(this.#tally, context, this.#options).join('\n')}\n`;
  }
}

function group<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const same = groups.get(key);
    if (same) same.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
