import { foldersOf, optionsHelp, readArguments } from './arguments.ts';
import { assessAll, searchFiles } from './assess-files.ts';
import type { ExitCode } from './exit-code.ts';
import { serversNamed } from './find-server.ts';
import { exitsOf } from './listening-exits.ts';
import { loadListening, secondsIn } from './snapshot.ts';
import { statOf } from './stat-of.ts';
import { UsageError } from './usage-error.ts';

export const help = `mcp-roll-call verify [SERVER...] [path...] [--snapshot FILE] [--all] [--yes] [options]

Listens to servers, and compares what they say with the snapshots that are committed in these folders (x.snapshot.json, beside
a manifest or by themselves), and with what you approved: for CI, and before a review. A committed snapshot is a team's claim; where you
approved something else yourself, that counts as well. Shows every launch first and asks once for all of them.

  SERVER             Only these: a name, or FILE#NAME. What is there as a file or folder is a path.
  path               As for scan.
  --snapshot FILE    Compare with this snapshot, besides those that are found. May be repeated.
  --all              Also servers of which only you approved a snapshot.
  --yes              Start or call what is shown without asking, in this call. Without a terminal and without --yes nothing is
                     started. Never for a server that the policy denies.
  --input ID=NAME    As for snapshot.
  --timeout SECONDS  How long to listen to each at most.
  --output FILE      Write the report there instead of to standard output.
${optionsHelp.replace(/^ {2}--format.*$/m, '  --format FORMAT    text (for a person; the default), json, markdown, sarif (2.1.0).')}
                     --fail-on never lets what changed pass; no other level changes anything here.`;

export const exits = exitsOf([0, 1, 2, 3, 4]);

const own = {
  snapshot: { type: 'string', multiple: true }, all: { type: 'boolean' }, yes: { type: 'boolean' }, input: { type: 'string', multiple: true }, timeout: { type: 'string' }, output: { type: 'string' },
} as const;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, own: given, positionals } = readArguments(args, own, ['text', 'json', 'markdown', 'sarif']);
  const timeout = secondsIn(given.timeout);
  const [paths, names] = [positionals.filter((one) => statOf(one)), positionals.filter((one) => !statOf(one))];
  const folders = foldersOf(paths);
  const { assessment } = await assessAll(folders, options);
  const { snapshots } = await searchFiles(folders, false);
  const named = names.flatMap((name) => serversNamed(assessment, name));
  if (names.length > 0 && named.every(({ file }) => !file.live)) throw new UsageError('No assistant reads these where they lie.');
  return (await loadListening()).verify({
    servers: (names.length > 0 ? [...new Set(named)] : assessment.servers).filter(({ file, declaration }) => file.live && (names.length > 0 || !declaration.disabled)),
    named: names.length > 0,
    paths: folders,
    found: snapshots,
    snapshots: given.snapshot ?? [],
    all: given.all === true,
    asking: { yes: given.yes === true, remember: false, inputs: given.input ?? [], ...(timeout !== undefined && { timeout }) },
    format: options.format,
    output: given.output,
    passes: options.failOn === 'never',
    read: assessment.files.map((file) => file.path),
  });
}
