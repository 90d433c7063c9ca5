import type { AssessedServer, Assessment } from '../assess.ts';
import { pointer } from '../config/node.ts';
import { Excerpts } from './excerpt.ts';
import type { ReportContext } from './json.ts';
import { coverageLines } from './text/coverage.ts';
import type { Style } from './text/lines.ts';
import { policyLines } from './text/policy.ts';
import { findingLines, serverLines } from './text/server.ts';
import { summaryLines } from './text/summary.ts';

/** How a report is laid out. */
export interface TextOptions {
  readonly style: Style;
  /** Columns of a line. */
  readonly width: number;
  /** A path as a person wants to see it. It is scanned text: what is given back must have gone through `visible`. */
  readonly shown: (path: string) => string;
}

/** The report for a person: what was looked at, what was found, each server with what is said of it, and the sum. */
export function textReport(assessment: Assessment, context: ReportContext, options: TextOptions): string {
  const { files, servers, findings, policy } = assessment;
  const blocks = [coverageLines(files, context.notLookedInto, options), policyLines(policy, options)];
  const findingsOf = group(findings, (finding) => `${finding.file}#${finding.server ? pointer(finding.server) : ''}`);
  const serversOf = group(servers, ({ file }) => file.path);
  for (const file of files) {
    const own = serversOf.get(file.path) ?? [];
    const excerpts = new Excerpts(file);
    for (const server of own) blocks.push(serverLines(server, findingsOf.get(keyOf(server)) ?? [], excerpts, options));
    for (const finding of findingsOf.get(`${file.path}#`) ?? []) blocks.push(findingLines(finding, excerpts, options));
  }
  blocks.push(summaryLines(assessment, context, options));
  return `${blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function keyOf({ file, declaration }: AssessedServer): string {
  return `${file.path}#${pointer(declaration.path)}`;
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
