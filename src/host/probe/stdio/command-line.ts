import * as path from 'node:path';
import type { Platform } from '../../../core/clients/client.ts';
import { say } from '../../../core/text/message.ts';
import { ProbeFault } from '../probe-fault.ts';

/** What the system is told to start. */
export interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
  /** Windows: the arguments are quoted already. */
  readonly verbatim: boolean;
}

/**
 * How a command is started without a shell. On Windows a batch file, as `npx` is one, can only be run by `cmd.exe`, which reads the arguments
 * once more: they are quoted by the rules of cross-spawn 7, which the official SDK starts servers with, and those that no quoting makes safe
 * are refused (CVE-2024-27980; a quote ends the quoting once more where the batch file hands its arguments on).
 * @param env in which programs are looked for
 * @param isFile whether there is such a file
 * @throws ProbeFault
 */
export function commandLine(platform: Platform, command: string, args: readonly string[], env: Readonly<Record<string, string>>, cwd: string, isFile: (file: string) => boolean): CommandLine {
  if ([command, ...args].some((word) => word.includes('\0'))) throw new ProbeFault('not-started', say('A word of its command holds a NUL character, which no program can be given.'));
  if (platform !== 'win32') return { file: command, args, verbatim: false };
  const program = programFor(command, env, cwd, isFile);
  if (program === undefined || !/\.(?:cmd|bat)$/i.test(program)) return { file: program ?? command, args, verbatim: false };
  const unsafe = args.findIndex((arg) => /["\r\n]/.test(arg));
  if (unsafe >= 0) throw new ProbeFault('not-started', say('Its argument {number} holds a quote or a line break, which cannot be handed to the batch file {file} safely. Start the program behind it instead.', { number: unsafe + 1, file: path.win32.basename(program) }));
  // A shim of npm hands its arguments on by a line of its own, which is read once more.
  const twice = /node_modules[\\/]\.bin[\\/][^\\/]+\.cmd$/i.test(program);
  const line = [escaped(path.win32.normalize(program)), ...args.map((arg) => quoted(arg, twice))].join(' ');
  return { file: valueOf(env, 'COMSPEC') ?? 'cmd.exe', args: ['/d', '/s', '/c', `"${line}"`], verbatim: true };
}

/** The file that Windows would start: the name with each of PATHEXT, in the folder and along PATH. */
function programFor(command: string, env: Readonly<Record<string, string>>, cwd: string, isFile: (file: string) => boolean): string | undefined {
  const extensions = (valueOf(env, 'PATHEXT') ?? '.COM;.EXE;.BAT;.CMD').split(';').filter(Boolean);
  const endings = path.win32.extname(command) === '' ? extensions : ['', ...extensions];
  const named = /[\\/:]/.test(command);
  // Never in the working folder by the bare name: whatever lies there would be started.
  const folders = named ? [''] : (valueOf(env, 'PATH') ?? '').split(';').map((folder) => folder.replace(/^"(.*)"$/, '$1')).filter((folder) => path.win32.isAbsolute(folder));
  for (const folder of folders) {
    for (const ending of endings) {
      const file = named ? path.win32.resolve(cwd, `${command}${ending}`) : path.win32.join(folder, `${command}${ending}`);
      if (isFile(file)) return file;
    }
  }
  return undefined;
}

const special = /([()\][%!^"`<>&|;, *?])/g;

function escaped(text: string): string {
  return text.replace(special, '^$1');
}

function quoted(arg: string, twice: boolean): string {
  // Backslashes before the closing quote would take it away.
  const once = escaped(`"${arg.replace(/(\\+)$/, '$1$1')}"`);
  return twice ? escaped(once) : once;
}

function valueOf(env: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(env).find(([key]) => key.toUpperCase() === name)?.[1];
}
