import { foldersOf, optionsHelp, readArguments } from './arguments.ts';
import { assessAll } from './assess-files.ts';
import type { ExitCode } from './exit-code.ts';
import { serverNamed } from './find-server.ts';
import { exitsOf } from './listening-exits.ts';
import type * as tools from './listen-tools.ts';
import { UsageError } from './usage-error.ts';

export const help = `mcp-roll-call snapshot SERVER|FILE#NAME [path...] [--out FILE] [--approve | --tool NAME] [--yes] [--remember] [options]
mcp-roll-call snapshot --forget

Listens to one server as an assistant would: starts or calls it twice, asks what it offers, calls none of its tools, and ends
it with all that it started. Shows what it said, and how that differs from what you approved. Before anything starts you see
the exact command line, the names of its variables, its working folder and where its code comes from, and are asked.

  SERVER             Its name; where several have it, FILE#NAME.
  path               As for scan.
  --yes              Start or call what is shown without asking, this time. Never for a server that the policy denies: that
                     takes a person at a terminal. Without a terminal and without --yes nothing is started.
  --remember         Do not ask again for exactly this launch: another argument, variable, value, folder or source is asked again.
  --input ID=NAME    What the launch asks for (an input, a variable that is not set) is taken from the environment variable NAME;
                     ID=- reads it from a line of standard input. May be repeated. On a terminal you are asked otherwise,
                     unseen where it is a secret. It is held in memory, and never written down.
  --approve          Take what it says now as approved: from then on every change of it is told. Shows what changed, and asks.
  --tool NAME        The same for one tool; all else that changed stays changed.
  --out FILE         Write the snapshot there: a file for code review, one tool a line, which verify compares with in CI.
  --force            Replace another snapshot in FILE, the difference having been shown.
  --timeout SECONDS  How long to listen at most.
  --forget           Take back every permission that --remember gave. What you approved stays approved.
${optionsHelp}
                     --fail-on changes nothing here.`;

export const exits = exitsOf([0, 1, 2, 4]);

const own = {
  out: { type: 'string' }, approve: { type: 'boolean' }, tool: { type: 'string' }, yes: { type: 'boolean' }, remember: { type: 'boolean' }, input: { type: 'string', multiple: true },
  force: { type: 'boolean' }, timeout: { type: 'string' }, forget: { type: 'boolean' },
} as const;

/** Loaded when something is really to be listened to: a bundle of its own. */
export function loadListening(): Promise<typeof tools> {
  return import('./listen-tools.js');
}

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, own: given, positionals } = readArguments(args, own);
  const [wanted, ...more] = positionals;
  if (given.forget) {
    if (wanted !== undefined) throw new UsageError('--forget is about all permissions, and takes no server.');
    return (await loadListening()).forget(foldersOf([]));
  }
  if (wanted === undefined) throw new UsageError('Which server?');
  if (given.approve && given.tool !== undefined) throw new UsageError('--approve takes all that it says, --tool one tool of it: give one of them.');
  if (given.force && given.out === undefined) throw new UsageError('--force goes with --out.');
  const timeout = secondsIn(given.timeout);
  const paths = foldersOf(more);
  const { assessment } = await assessAll(paths, options);
  return (await loadListening()).snapshot({
    server: serverNamed(assessment, wanted),
    paths,
    read: assessment.files.map((file) => file.path),
    out: given.out,
    force: given.force === true,
    approve: given.tool ?? given.approve === true,
    asking: { yes: given.yes === true, remember: given.remember === true, inputs: given.input ?? [], ...(timeout !== undefined && { timeout }) },
    format: options.format,
  });
}

/** @throws UsageError */
export function secondsIn(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const seconds = Number(given);
  if (!Number.isFinite(seconds) || seconds < 1 || seconds > 600) throw new UsageError('--timeout is a number of seconds, from 1 to 600.');
  return seconds;
}
