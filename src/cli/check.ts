import * as path from 'node:path';
import { isDay } from '../core/report/baseline.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { Judged } from '../host/files/judged.ts';
import { foldersOf, readArguments } from './arguments.ts';
import type { BaselineOptions } from './baseline-file.ts';
import type { ExitCode } from './exit-code.ts';
import { reportFormats, reportOptions, reportOptionsHelp, reportSettings } from './report-options.ts';
import { note } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { writeReport } from './write-report.ts';

export const help = `mcp-roll-call check [path...] [options]

For CI and commit hooks: as scan, without the config files of the user account. What is known already can stand in a baseline, and
only what changed can be judged. Starts nothing but git, and sends nothing. A policy that is
named by an address, and registries that a policy names, are asked when that is due; what came is remembered.

  path               Folders, or single config files; the current folder if none is given.
  --user             Also look at the config files of your user account.
  --baseline FILE    Findings that stand in this file do not count; they are listed as such. What the policy says of a server
                     always counts. Entries that have expired, and those that match nothing any more, are told.
  --update-baseline  Take what is found now as the baseline, and write it to that file.
  --expires DATE     With --update-baseline: the last day (UTC) on which new entries hold, as 2027-05-31.
  --changed-since REF
                     Judge only files that changed since the branch parted from this branch, tag or commit: in commits, staged,
                     or only saved. Ends with 0, and says so, where none did.
${reportOptionsHelp.replace(/^ {2}--no-user.*\n/m, '')}`;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, own, positionals } = readArguments(
    args,
    { ...reportOptions, user: { type: 'boolean' }, baseline: { type: 'string' }, 'update-baseline': { type: 'boolean' }, expires: { type: 'string' }, 'changed-since': { type: 'string' } },
    reportFormats,
  );
  const { user = false, baseline, 'update-baseline': update = false, expires, 'changed-since': changedSince, ...report } = own;
  if (update && baseline === undefined) throw new UsageError('--update-baseline needs --baseline FILE, which says where to.');
  if (update && changedSince !== undefined) throw new UsageError('--update-baseline takes everything in, so that --changed-since cannot go with it.');
  if (expires !== undefined && !update) throw new UsageError('--expires goes with --update-baseline.');
  if (expires !== undefined && (!isDay(expires) || expires < new Date().toISOString().slice(0, 10))) throw new UsageError('--expires takes a day that is still to come, like 2027-05-31.');
  const held: BaselineOptions | undefined = baseline === undefined ? undefined : { path: path.resolve(baseline), ...(update && { update: expires === undefined ? {} : { expires } }) };
  const paths = foldersOf(positionals);
  const settings = reportSettings(report);
  const code = await writeReport(paths, { ...options, ...settings, user, check: { ...(held && { baseline: held }), ...(changedSince !== undefined && { changedSince }) } });
  noteWithin(paths, { policyKeys: options.policyKeys, settings: report.settings });
  return code;
}

/** What is named by whoever runs the program, and lies where whoever is checked can change it. Of the policy, the report says so itself. */
export function noteWithin(paths: readonly string[], { policyKeys, settings }: { readonly policyKeys: string | undefined; readonly settings: string | undefined }): void {
  const judged = new Judged(paths.map((given) => path.resolve(given)), realEnvironment());
  const within = (file: string | undefined): boolean => file !== undefined && judged.holding(path.resolve(file)) !== undefined;
  if (within(policyKeys)) note('Note: the keys lie in a folder that was scanned. Whoever can change a server there can change them too.');
  if (within(settings)) note('Note: the settings lie in a folder that was scanned. Whoever can change a server there can change them too.');
}
