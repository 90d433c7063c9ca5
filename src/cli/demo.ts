import { readArguments } from './arguments.ts';
import type { ExitCode } from './exit-code.ts';
import { mediaFile } from './media.ts';
import { print, shown, textOptions } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { writeReport } from './write-report.ts';

export const help = `mcp-roll-call demo

Scans the bundled example workspace against the bundled example policy, then the config files of your user account against the
policy that is set on this machine, if there is one. Starts no server, writes nothing, sends nothing, and ends with 0 whatever it
finds.`;

export async function run(args: readonly string[]): Promise<ExitCode> {
  if (readArguments(args, {}).positionals.length > 0) throw new UsageError('demo takes no path; scan does.');
  const workspace = mediaFile('media/example/workspace');
  const policy = mediaFile('media/example/policy.json');
  title('An example: the servers of a workspace at Contoso, held against its policy', `mcp-roll-call scan ${shown(workspace)} --policy ${shown(policy)} --no-user`);
  await show([workspace], { policy, user: false });
  title('This machine: the servers that your own assistants are told to start', 'mcp-roll-call scan');
  await show([], { user: true });
  title('The same in VS Code, as you type');
  print(`  npm run vscode     opens the example workspace in a real VS Code with the extension\n`);
  return 0;
}

async function show(paths: readonly string[], options: { readonly policy?: string; readonly user: boolean }): Promise<void> {
  await writeReport(paths, { ...options, offline: true, format: 'text' });
  print('\n');
}

function title(text: string, command?: string): void {
  const { style } = textOptions();
  print(`${style('heading', `== ${text}`)}\n${command === undefined ? '' : `${style('dim', `   ${command}`)}\n`}\n`);
}
