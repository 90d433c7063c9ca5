import { exitCodes, type ExitCode } from './exit-code.ts';
import { endQuietlyOnClosedPipe, note, print } from './terminal.ts';
import { isUsageError, UsageError } from './usage-error.ts';

interface Command {
  readonly help: string;
  /** Where a command has verbs: the help of the one that the arguments name. */
  readonly helpOf?: (args: readonly string[]) => string;
  /** What it ends with, where that is not what the others end with. */
  readonly exits?: string;
  run(args: readonly string[]): Promise<ExitCode>;
}

/** Loaded when asked for: they are a bundle of their own. */
const commands = new Map<string, { readonly summary: string; readonly load: () => Promise<Command> }>([
  ['scan', { summary: 'What is configured here, what it really launches, and whether the policy approves it', load: async () => (await import('./commands.js')).scan }],
  ['check', { summary: 'The same for CI and commit hooks: without user files, with a baseline, of what changed', load: async () => (await import('./commands.js')).check }],
  ['explain', { summary: 'How the verdict on a server came about; or the page of a rule', load: async () => (await import('./commands.js')).explain }],
  ['inventory', { summary: 'One row for each server and model provider: where, whose, since when, how exposed', load: async () => (await import('./commands.js')).inventory }],
  ['accept', { summary: 'Take launches as they are now as accepted, so that a change of one is told', load: async () => (await import('./commands.js')).accept }],
  ['snapshot', { summary: 'Listen to a server: what it says of itself, and how that differs from what you approved', load: async () => (await import('./commands.js')).snapshot }],
  ['verify', { summary: 'The same for CI: compare servers with the snapshots that are committed', load: async () => (await import('./commands.js')).verify }],
  ['block', { summary: 'Stop a server in every assistant on this machine at once, and undo that', load: async () => (await import('./commands.js')).block }],
  ['register', { summary: 'Draft the registration of a server', load: async () => (await import('./commands.js')).register }],
  ['shelf', { summary: 'Which servers are approved, and how each is written for an assistant', load: async () => (await import('./commands.js')).shelf }],
  ['policy', { summary: 'Check, test, compare, begin and sign policies; write one for each assistant', load: async () => (await import('./commands.js')).policy }],
  ['demo', { summary: 'Scan the bundled example, then what this machine really has', load: async () => (await import('./commands.js')).demo }],
]);

const exitHelp = `Exit codes (when several hold: 2, 1, 4, 5, 3):\n${exitCodes.map(({ code, meaning }) => `  ${code}  ${meaning}`).join('\n')}`;

const help = `mcp-roll-call: know which MCP servers are in the room, and which of them may speak.

${[...commands].map(([name, { summary }]) => `  mcp-roll-call ${name.padEnd(9)} ${summary}`).join('\n')}

  --help             Of a command: mcp-roll-call scan --help
  --version          ${__VERSION__}

${exitHelp}
`;

async function main([name, ...args]: readonly string[]): Promise<ExitCode> {
  if (name === '--version' || name === '-V') {
    print(`${__VERSION__}\n`);
    return 0;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    print(help);
    return 0;
  }
  if (name === undefined) {
    note(help);
    return 2;
  }
  const command = commands.get(name);
  if (!command) throw new UsageError(name.startsWith('-') ? 'A command comes first.' : `There is no command ${(await import('../core/text/visible.ts')).visible(name, 60)}. There are: ${[...commands.keys()].join(', ')}.`);
  const loaded = await command.load();
  const end = args.indexOf('--');
  if ((end < 0 ? args : args.slice(0, end)).some((argument) => argument === '--help' || argument === '-h')) {
    print(`${loaded.helpOf?.(args) ?? loaded.help}\n\n${loaded.exits ?? exitHelp}\n`);
    return 0;
  }
  return loaded.run(args);
}

async function start(): Promise<void> {
  endQuietlyOnClosedPipe();
  const args = process.argv.slice(2);
  try {
    process.exitCode = await main(args);
  } catch (error) {
    process.exitCode = 2;
    if (isUsageError(error)) note(`mcp-roll-call: ${error.message}\nSee mcp-roll-call ${commands.has(args[0] ?? '') ? `${args[0]} ` : ''}--help.`);
    else note(`mcp-roll-call failed, which it should not. Please report this:\n${await describe(error)}`);
  }
}

/** What went wrong, in words that cannot act on the terminal. */
async function describe(error: unknown): Promise<string> {
  const { visible } = await import('../core/text/visible.ts');
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.split('\n').slice(0, 12).map((line) => visible(line, 300)).join('\n');
}

void start();
