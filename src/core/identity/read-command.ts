import { say } from '../text/message.ts';
import type { PackageRef } from './identity.ts';
import { launchers } from './launchers/launchers.ts';
import { opaque, variableIn, type Call, type CannotTell, type Launched } from './launched.ts';
import { programNamed, sortOf, startsPrograms, type Program } from './programs.ts';
import { hasVariableInPath } from './variables.ts';

/** What one command and the words behind it come to. */
export interface ReadCommand {
  /** The command as written, with `/` for separators. */
  readonly program: string;
  /** As a person would name it. */
  readonly launcher: string;
  readonly launched: Launched;
}

const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const space = /\s/;
const shellSign = /[;&|<>`"']/;
const option = /\s-/;
const separator = /[\\/]/;
/** A word behind the first that is a path of its own: `touch /tmp/x`, but not `My Tools/x`. */
const furtherPath = /\s(?:\.{0,2}[\\/]|~[\\/]|[A-Za-z]:[\\/])/;
const assignment = /^[A-Za-z_]\w*=/;

const wholeLine = opaque(say('A whole command line stands in `command`: some clients give it to a shell, others look for a program of that name. Put the program in `command` and each further word in `args`.'));
const hiddenCharacters = opaque(say('The command holds control characters or line breaks.'));
const noCommand = opaque(say('The command is empty.'));

/** Read a command. Never throws. */
export function readCommand(command: string, call: Omit<Call, 'launcher'>): ReadCommand {
  const cannot = unreadable(command);
  if (cannot) return { program: command, launcher: command, launched: cannot };
  const program = programNamed(command);
  return { program: program.path, launcher: program.key, launched: inPlace(program, { launcher: program.key, words: call.words, env: call.env, folder: call.folder, elsewhere: call.elsewhere }) };
}

const plainWord = /^[a-z][a-z0-9_-]*$/;

function unreadable(command: string): CannotTell | undefined {
  if (plainWord.test(command)) return undefined;
  if (command.trim() === '') return noCommand;
  if (control.test(command)) return hiddenCharacters;
  if (hasVariableInPath(command)) return variableIn.command;
  return isCommandLine(command) ? wholeLine : undefined;
}

/** Spaces are fine in a path; a command line is told by an option in it, a shell's sign or assignment, or a first word that is no path. */
export function isCommandLine(command: string): boolean {
  if (assignment.test(command)) return true;
  const path = separator.test(command);
  if (!space.test(command)) return !path && shellSign.test(command);
  if (!path || option.test(command) || shellSign.test(command)) return true;
  const first = command.slice(0, command.search(space));
  return (!separator.test(first) && furtherPath.test(command)) || sortOf(programNamed(first).key) !== undefined;
}

/** Windows looks for a program in the current folder first: one that lies there may be what starts. */
function inPlace(program: Program, call: Call): Launched {
  const launched = launch(program, call);
  const files = separator.test(program.path) ? undefined : call.folder?.overrides?.get(`program:${program.key}`);
  if (!files || launched.kind === 'opaque') return launched;
  if (launched.kind === 'another') return opaque(say('`{file}` lies in the folder it starts in, and may be what starts instead of `{program}`.', { file: files[0]!, program: program.key }));
  return { ...launched, hijacks: [...launched.hijacks, ...files] };
}

function launch(program: Program, call: Call): Launched {
  const { key, trusted } = program;
  const sort = sortOf(key);
  if (sort === undefined) return itself(call);
  if (sort === 'starter') {
    return opaque(say('`{program}` starts other programs or runs what it is told to, in ways that are not read here.', { program: key }));
  }
  if (sort === 'shell' && !(key === 'cmd' && trusted)) {
    return opaque(say('`{program}` is a shell, and what a shell is told can start anything.', { program: key }));
  }
  // On a system that tells case apart, `NPX` is another program than `npx`.
  if (!program.spelled) return opaque(say('`{program}` is `{key}` on some systems and another program on others. Write it in lower case.', { program: program.name, key }));
  if (sort === 'interpreter') {
    const launched = launchers.get(key)!(call);
    return trusted || launched.kind !== 'package' ? launched : itself(call);
  }
  return trusted ? launchers.get(key)!(call) : itself(call);
}

/** A program of its own, wherever it lies, with all that stands behind it. */
function itself({ words }: Call): Launched {
  return { kind: 'program', args: words, hijacks: [] };
}

/** Packages that are known to do nothing but run what they are told, beside those that are named like such a program. */
const runners = new Set([
  'npm:dotenv-cli', 'npm:@dotenvx/dotenvx', 'npm:@babel/node', 'npm:@swc-node/register', 'npm:esbuild-runner', 'npm:npm-run-all2', 'npm:mcp-proxy', 'npm:cross-env-shell', 'npm:tsm', 'npm:esno',
  'pypi:mcp', 'pypi:fastmcp', 'pypi:uv', 'pypi:mcpo',
]);

/** Why a fetched package does not say what runs, when it is one that only runs what it is told. */
export function onlyStarts(launcher: string, { type, name }: PackageRef): CannotTell | undefined {
  if (type === 'oci' || type === 'nuget') return undefined;
  if (!runners.has(`${type}:${name}`) && !startsPrograms(name)) return undefined;
  return opaque(say('`{launcher}` fetches `{name}`, which only runs what it is told to: what counts is that, and it is no package that could be checked.', { launcher, name }));
}
