import * as path from 'node:path';
import { jsonReport, printJson } from '../core/report/json.ts';
import { textReport } from '../core/report/text.ts';
import { isInside } from '../host/files/inside.ts';
import { foldersOf, optionsHelp, readArguments } from './arguments.ts';
import { exitCodeOf, meaningOf, type ExitCode } from './exit-code.ts';
import { takeRoll } from './take-roll.ts';
import { note, print, textOptions } from './terminal.ts';

export const help = `mcp-roll-call scan [path...] [options]

Reads every file in which an AI assistant is told to start or call an MCP server, and says of each server what it really
launches, whether the policy approves it, and what to do. Starts nothing, writes nothing, sends nothing.

  path               Folders, or single config files; the current folder if none is given. Folders are searched for nested
                     projects too; your user account's files are always looked at, unless --no-user is given.
${optionsHelp}`;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, positionals } = readArguments(args, {});
  const paths = foldersOf(positionals);
  const { assessment, notLookedInto } = await takeRoll(paths, options);
  const code = exitCodeOf(assessment, options.failOn ?? 'warning');
  const context = { notLookedInto, exit: { code, meaning: meaningOf(code) } };
  print(options.format === 'json' ? printJson(jsonReport(assessment, context)) : textReport(assessment, context, textOptions()));
  const { policy } = options;
  if (policy !== undefined && paths.some((folder) => isInside(policy, path.resolve(folder)))) {
    note('Note: the policy lies in a folder that was scanned. Whoever can change a server there can change the policy too.');
  }
  return code;
}
