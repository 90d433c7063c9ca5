import { JsonReport } from '../core/report/json.ts';
import { Tally } from '../core/report/tally.ts';
import { TextReport } from '../core/report/text.ts';
import type { AcceptedLaunches } from '../core/launch/accepted.ts';
import { search, type Search } from './assess-files.ts';
import { withManifests } from './assess-manifests.ts';
import type { Options } from './arguments.ts';
import { exitCodeOf, meaningHere, type ExitCode } from './exit-code.ts';
import { printAll, textOptions } from './terminal.ts';

/** Looks at what was named, and prints the report on it. */
export async function writeReport(paths: readonly string[], options: Options, accepted?: AcceptedLaunches): Promise<ExitCode> {
  const found: Search = { ...(await search(paths, options)), ...(accepted && { accepted }) };
  const tally = new Tally(found.policy);
  const report = options.format === 'json' ? new JsonReport(tally) : new TextReport(tally, textOptions());
  for await (const part of withManifests(found)) {
    tally.add(part);
    report.add(part);
  }
  const failOn = options.failOn ?? 'warning';
  const code = exitCodeOf(tally, failOn);
  printAll(report.print({ notLookedInto: found.notLookedInto, searched: found.searched, exit: { code, meaning: meaningHere(code, tally, failOn) } }));
  return code;
}
