import { combine, type FileAssessment } from '../core/assess.ts';
import type { FolderFacts } from '../core/facts.ts';
import { foldersOf, readArguments } from './arguments.ts';
import { assessEach, searchFiles } from './assess-files.ts';
import type * as tools from './block-tools.ts';
import type { ExitCode } from './exit-code.ts';
import { namedIfAny } from './find-server.ts';
import { UsageError } from './usage-error.ts';

export const help = `mcp-roll-call block NAME|PACKAGE|URL [path...] [--dry-run] [--yes] [--vscode-off] [--out FILE] [--format text|json]
mcp-roll-call block --undo | --keep

Stops a server in every assistant of your account, and in the folders that are named, at once: switches it off in each file
that declares it, takes it out where the client knows no such switch, and puts it on the lists by which Claude Code,
Gemini CLI and Copilot CLI refuse servers. Shows every change first, with secrets masked, and what it cannot reach.

  NAME               All servers of that name, and all that start or call the same. FILE#NAME: that one, and the same.
  PACKAGE            npm:NAME, pypi:NAME, oci:NAME, nuget:NAME or a purl: by any launcher, in any version. A bare name that
                     is started here works too.
  URL                The address and all below it, behind a local bridge too.
  path               Folders and files to look at, besides the files of your account; the current folder if none is named.
  --dry-run          Show it, and change nothing: to rehearse.
  --yes              Do not ask.
  --vscode-off       Also stop every server in VS Code where the named folders are open ("chat.mcp.access": "none").
  --out FILE         Write the page that is shown to a file as well (Markdown).
  --no-user          Leave out the config files of your user account.
  --format FORMAT    text (for a person; the default) or json.
  --undo             Take back the last stop, in all its files.
  --keep             Keep the last stop for good: what would undo it is deleted.

To undo it, what is taken out of a file is kept, for you alone, in the .git folder of its repository or beside the file:
it may hold a secret, and those are copied nowhere else. Ends with 1 where a declaration stays on.`;

const own = { 'dry-run': { type: 'boolean' }, yes: { type: 'boolean' }, 'vscode-off': { type: 'boolean' }, out: { type: 'string' }, undo: { type: 'boolean' }, keep: { type: 'boolean' } } as const;

/** Loaded when a server is really to be stopped: a bundle of its own. */
function load(): Promise<typeof tools> {
  return import('./block-tools.js');
}

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, own: given, positionals } = readArguments(args, own);
  const [wanted, ...more] = positionals;
  const over = [given.undo && 'undo', given.keep && 'keep'].filter((how): how is 'undo' | 'keep' => typeof how === 'string');
  if (over.length > 0) {
    if (over.length > 1 || wanted !== undefined || given['dry-run']) throw new UsageError('--undo and --keep are about the last stop, and take nothing else.');
    return (await load()).finish(over[0]!, []);
  }
  if (wanted === undefined) throw new UsageError('Which server, which package, or which address?');
  const paths = foldersOf(more);
  const found = await searchFiles(paths, options.user);
  const folders = new Map<string, FolderFacts>();
  const parts: FileAssessment[] = [];
  for await (const part of assessEach(found, folders)) parts.push(part);
  const assessment = combine({ policy: found.policy, facts: { folders } }, parts);
  return (await load()).block({
    wanted, paths, assessment,
    named: namedIfAny(assessment, wanted),
    dry: given['dry-run'] === true,
    yes: given.yes === true,
    vscodeOff: given['vscode-off'] === true,
    out: given.out,
    format: options.format,
    now: found.now,
  });
}
