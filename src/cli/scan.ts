import { acceptedBefore, heardBefore } from './accepted.ts';
import type { HeardServers } from '../core/listening/heard.ts';
import type { AcceptedLaunches } from '../core/launch/accepted.ts';
import type { ConfigFile, ServerDeclaration } from '../core/config/config-file.ts';
import { foldersOf, readArguments } from './arguments.ts';
import { noteWithin } from './check.ts';
import type { ExitCode } from './exit-code.ts';
import { reportFormats, reportOptions, reportOptionsHelp, reportSettings } from './report-options.ts';
import { note } from './terminal.ts';
import { writeReport } from './write-report.ts';

export const help = `mcp-roll-call scan [path...] [options]

Reads every file in which an AI assistant is told to start or call an MCP server, and says of each server what it really
launches, whether the policy approves it, and what to do. Checks the manifests it finds too (server.json, registrations, those of
bundles). Writes nothing, sends nothing, and starts nothing but git, to list a repository's files and to say whose it is and
since when a secret is in it. A policy that is named by an address, and registries that a policy names, are asked when that is
due; what came is remembered.

  path               Folders, or single config files; the current folder if none is given. Folders are searched for nested
                     projects too; your user account's files are always looked at, unless --no-user is given.
${reportOptionsHelp}
  --since-accepted   Also say which accepted servers are started otherwise now: those you acknowledged (mcp-roll-call accept, or
                     the editor), and those that the policy approved when the editor saw them; and which servers said something
                     else than you approved when they were last listened to. Read from your own state folder.`;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, own, positionals } = readArguments(args, { ...reportOptions, 'since-accepted': { type: 'boolean' } }, reportFormats);
  const { 'since-accepted': sinceAccepted = false, ...report } = own;
  const paths = foldersOf(positionals);
  const accepted = sinceAccepted ? new Asked(acceptedBefore(paths), heardBefore(paths)) : undefined;
  const code = await writeReport(paths, { ...options, ...reportSettings(report), ...(accepted && { accepted, heard: accepted.heard }) });
  if (accepted?.inVain) note('Note: nothing that was found here was accepted before, so that no change could be told. Accept launches as they are now with mcp-roll-call accept, and what a server says with mcp-roll-call snapshot --approve.');
  noteWithin(paths, { policyKeys: options.policyKeys, settings: report.settings });
  return code;
}

/** What was accepted, and whether anything that was asked for was: a scan that compares with nothing must say so. */
class Asked implements AcceptedLaunches {
  readonly seal: AcceptedLaunches['seal'];
  readonly #accepted: AcceptedLaunches;
  #asked = false;
  #known = false;

  readonly heard: HeardServers;

  constructor(accepted: AcceptedLaunches, heard: HeardServers) {
    this.seal = accepted.seal;
    this.#accepted = accepted;
    this.heard = {
      of: (...server) => {
        const found = heard.of(...server);
        this.#known ||= found?.approved !== undefined;
        return found;
      },
    };
  }

  of(file: ConfigFile, server: ServerDeclaration): ReturnType<AcceptedLaunches['of']> {
    const found = this.#accepted.of(file, server);
    this.#asked = true;
    this.#known ||= found.length > 0;
    return found;
  }

  get inVain(): boolean {
    return this.#asked && !this.#known;
  }
}
