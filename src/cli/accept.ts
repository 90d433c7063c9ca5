import type { AssessedServer } from '../core/assess.ts';
import { approves } from '../core/policy/verdict.ts';
import { withAccepted } from '../core/launch/memory.ts';
import { withProviders } from '../core/providers/as-server.ts';
import { acknowledgement } from '../core/launch/notice.ts';
import { json, serverRow } from '../core/report/json.ts';
import { counted, wrap } from '../core/report/text/lines.ts';
import { changeLines } from '../core/report/text/server.ts';
import { maskedCommandLine } from '../core/secret/mask.ts';
import { render } from '../core/text/message.ts';
import { visible } from '../core/text/visible.ts';
import { launchStore } from './accepted.ts';
import { foldersOf, optionsHelp, readArguments } from './arguments.ts';
import { assessAll } from './assess-files.ts';
import type { ExitCode } from './exit-code.ts';
import { serversNamed } from './find-server.ts';
import { note, print, shown, textOptions } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export const help = `mcp-roll-call accept [path...] [--server NAME] [--dry-run] [options]

Takes the launches of live servers, and where model providers are called, as they are now as accepted: from then on the
editor, and scan --since-accepted, say when one is started or called otherwise. Shows each, what it was before where it
changed, and remembers it for you alone, in your own state folder (MCP_ROLL_CALL_STATE names another one, never one that is
scanned). Hashes and masked command lines are kept, never a secret.
Accepting approves nothing: what the policy says, it goes on saying.

  path               As for scan.
  --server NAME      Only the server of this name; where several have it, all of them, or FILE#NAME.
  --dry-run          Show it, and remember nothing.
${optionsHelp}
                     --fail-on changes nothing here: accepting is no check.`;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, own, positionals } = readArguments(args, { server: { type: 'string' }, 'dry-run': { type: 'boolean' } });
  const paths = foldersOf(positionals);
  const store = launchStore(paths);
  const dry = own['dry-run'] === true;
  const held = dry ? store.read() : await store.prepare();
  if (held.unusable) throw new UsageError(`Nothing can be remembered: ${render(held.unusable)}.`);
  const { accepted } = held;
  const { assessment, now } = await assessAll(paths, options, { accepted });
  const named = own.server === undefined ? withProviders(assessment).servers : serversNamed(assessment, own.server);
  const servers = named.filter(({ file }) => file.live);
  const isKnown = ({ file, declaration }: AssessedServer): boolean => accepted.of(file, declaration).length > 0;
  if (options.format === 'json') print(`${json({ schemaVersion: 1, recorded: !dry, servers: servers.map(serverRow) })}\n`);
  else print(servers.flatMap((server) => [...rowOf(server, isKnown(server)), '']).join('\n'));
  if (servers.length === 0) {
    note('No live server or model provider was found: there is nothing to accept.');
    return 3;
  }
  if (dry) {
    note(`Nothing was remembered. Without --dry-run ${counted(servers.length, 'launch', 'launches')} would be.`);
    return 0;
  }
  const acceptances = servers.map((server) => acknowledgement(server, accepted.seal, store.keyOf));
  const { unusable, setAside } = await store.update((memory) => withAccepted(memory, acceptances, now));
  if (unusable) throw new UsageError(`Nothing was remembered: ${render(unusable)}.`);
  if (setAside) note(`What was accepted before is lost: ${render(setAside)}.`);
  note(`Accepted for you: ${counted(servers.length, 'launch', 'launches')}.`);
  return 0;
}

function rowOf(server: AssessedServer, known: boolean): string[] {
  const options = textOptions();
  const { declaration, file, verdict, change } = server;
  const state = change ? 'changed' : known ? 'known' : 'new';
  const policy = verdict.code === 'no-policy' || verdict.code === 'policy-unusable' ? '' : approves(verdict) ? '' : `, which the policy does not approve (${verdict.state})`;
  const head = `${state.padEnd(9)}${options.style('strong', visible(declaration.name, 80))}${policy}  ${options.style('dim', `${shown(file.path)}:${declaration.range.start.line + 1}`)}`;
  return [head, ...(change ? changeLines(change, options) : wrap(visible(maskedCommandLine(declaration), 300), options.width, '    '))];
}
