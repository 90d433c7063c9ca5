import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import type { LintSettings } from '../core/finding/lint-settings.ts';
import type { HeardServers } from '../core/listening/heard.ts';
import type { AcceptedLaunches } from '../core/launch/accepted.ts';
import { fingerprintsOf } from '../core/report/fingerprint.ts';
import { GithubReport } from '../core/report/github.ts';
import { JsonReport } from '../core/report/json.ts';
import { MarkdownReport } from '../core/report/markdown.ts';
import type { PolicyState } from '../core/policy/policy-state.ts';
import type { ReportWriter } from '../core/report/report.ts';
import type { ReportedFile } from '../core/report/reported-file.ts';
import { SarifReport } from '../core/report/sarif.ts';
import type { Places } from '../core/report/sarif/location.ts';
import { Tally } from '../core/report/tally.ts';
import { TextReport } from '../core/report/text.ts';
import { rules } from '../core/rules/rules.ts';
import { render } from '../core/text/message.ts';
import { visible } from '../core/text/visible.ts';
import { sha256 } from '../host/evidence/sha256.ts';
import { search, type Search } from './assess-files.ts';
import { withManifests } from './assess-manifests.ts';
import type { Options } from './arguments.ts';
import { BaselineFile, type BaselineOptions } from './baseline-file.ts';
import { ChangedFiles } from './changed-files.ts';
import { exitCodeOf, meaningHere, type ExitCode } from './exit-code.ts';
import { linkOf } from './line-link.ts';
import { placesFrom } from './places.ts';
import type { ReportFormat } from './report-options.ts';
import { pageText } from './rule-page.ts';
import { note, printAll, shown, textOptions } from './terminal.ts';
import { mayReplace, writeFile } from './write-file.ts';

/** What is reported, how, and where to. */
export interface ReportRun extends Options {
  readonly format: ReportFormat;
  readonly lint?: LintSettings;
  /** Absolute; absent: standard output. */
  readonly output?: string;
  readonly accepted?: AcceptedLaunches;
  readonly heard?: HeardServers;
  /** What `check` asks for beside that: then findings are named by fingerprints. */
  readonly check?: { readonly baseline?: BaselineOptions; readonly changedSince?: string };
}

/** Looks at what was named, and prints the report on it. */
export async function writeReport(paths: readonly string[], run: ReportRun): Promise<ExitCode> {
  const { lint, accepted, heard, output, check } = run;
  const found: Search = { ...(await search(paths, run)), ...(lint && { lint }), ...(accepted && { accepted }), ...(heard && { heard }) };
  for (const file of [output, check?.baseline?.update && check.baseline.path]) {
    if (file !== undefined) mayReplace(file, [...found.places.map((place) => place.path), ...[run.policy, run.policyKeys].filter((one) => one !== undefined)]);
  }
  const places = placesFrom(paths);
  const name = check && nameFindings(places);
  const changed = check?.changedSince === undefined ? undefined : await ChangedFiles.of(check.changedSince, places.repository, found.places);
  const baseline = check?.baseline && new BaselineFile(check.baseline, places, found.policy, found.now);
  const tally = new Tally(found.policy);
  const report = writerFor(run, tally, places);
  const summary = run.format === 'github' ? jobSummary(tally, places) : undefined;
  for await (const assessed of withManifests(found)) {
    if (changed && !changed.judges(assessed.file)) continue;
    const named = name ? name(assessed) : assessed;
    const part = baseline ? baseline.apply(named) : named;
    tally.add(part);
    report.add(part);
    summary?.writer.add(part);
  }
  const failOn = run.failOn ?? 'warning';
  const sums = changed?.sums;
  const nothingNew = sums?.judged === 0;
  const counted = exitCodeOf(tally, failOn);
  // Where nothing changed there was something to look at, and nothing to say of it.
  const code = nothingNew && counted === 3 ? 0 : counted;
  const context = {
    notLookedInto: [...found.notLookedInto, ...(changed?.leftOut() ?? [])],
    searched: found.searched,
    ...(sums && { changed: sums }),
    ...(baseline && { baseline: baseline.sums() }),
    exit: { code, meaning: nothingNew && code === 0 ? 'Nothing relevant changed.' : meaningHere(code, tally, failOn) },
  };
  if (output === undefined) printAll(run.format === 'text' ? untouched(report.print(context)) : report.print(context));
  else {
    writeFile(output, report.print(context));
    note(`Written: ${shown(output)}`);
  }
  if (run.format !== 'text' && run.format !== 'json') sayOfPolicy(found.policy);
  if (summary) fs.appendFileSync(summary.file, [...summary.writer.print(context)].join(''));
  if (check?.baseline?.update && baseline) note(baseline.write());
  return code;
}

function writerFor({ format, output, check }: ReportRun, tally: Tally, places: Places): ReportWriter {
  switch (format) {
    case 'text':
      return new TextReport(tally, { ...textOptions(), ...(output !== undefined && { style: (_, text) => text, width: 120 }) });
    case 'json':
      return new JsonReport(tally);
    case 'sarif':
      return new SarifReport(tally, { places, toolVersion: __VERSION__, rules, pageOf: pageText, baseline: check?.baseline !== undefined });
    case 'github':
      return new GithubReport(tally, places);
    case 'markdown':
      return markdown(tally, places);
  }
}

function markdown(tally: Tally, places: Places): ReportWriter {
  return new MarkdownReport(tally, { places, link: linkOf(places, process.env) });
}

/** What the formats that are made for findings have no place for. */
function sayOfPolicy(policy: PolicyState): void {
  for (const { source, document, kept, notes, problems } of policy.kind === 'none' ? [] : policy.parts) {
    const said = [...(kept ? [kept] : []), ...notes, ...(document ? [] : problems.map(({ message }) => message))];
    for (const message of said) note(`Note on the policy ${visible(source.at, 300)}: ${render(message)}`);
  }
}

/** The page that GitHub Actions shows of a job, where there is one. */
function jobSummary(tally: Tally, places: Places): { readonly file: string; readonly writer: ReportWriter } | undefined {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  return file === undefined || file === '' ? undefined : { file, writer: markdown(tally, places) };
}

function nameFindings(places: Places): (part: ReportedFile) => ReportedFile {
  return (part) => ({ ...part, fingerprints: fingerprintsOf(part, places.named(part.file.path), sha256) });
}

/** On GitHub Actions a line that begins with `::` is a command, wherever it comes from: none within the report is. */
function* untouched(pieces: Iterable<string>): Generator<string> {
  const token = process.env['GITHUB_ACTIONS'] === 'true' ? crypto.randomUUID() : undefined;
  if (token !== undefined) yield `::stop-commands::${token}\n`;
  yield* pieces;
  if (token !== undefined) yield `::${token}::\n`;
}
