import type { Located, NamedValue } from '../../config/config-file.ts';
import { say } from '../../text/message.ts';
import { flagTable, scanFlags, type FlagTable } from '../flags.ts';
import { nothingToStart, opaque, type Call, type Launched } from '../launched.ts';

const envTable = flagTable({ plain: '-i -0 --null --ignore-environment', 'plain=': '-u --unset', opaque: '-S --split-string', 'opaque=': '-C --chdir' });

/** `env [-i] [-u X] A=b program` (POSIX, GNU coreutils): the assignments join the environment. */
export function env(call: Call): Launched {
  const words = call.words.map((word) => (word.value === '-' ? { ...word, value: '-i' } : word.value.startsWith('-u') && word.value.length > 2 && word.value[2] !== '=' ? { ...word, value: `-u=${word.value.slice(2)}` } : word));
  const scan = scanFlags('env', words, envTable);
  if ('kind' in scan) return scan;
  const set: NamedValue[] = [];
  let at = 0;
  for (; at < scan.rest.length; at++) {
    const { value, path } = scan.rest[at]!;
    const equals = value.indexOf('=');
    if (equals <= 0) break;
    set.push({ name: value.slice(0, equals), path, value: value.slice(equals + 1) });
  }
  return another('env', scan.rest.slice(at), set);
}

function another(shown: string, words: readonly Located[], env?: readonly NamedValue[]): Launched {
  return words.length === 0 ? nothingToStart(shown) : { kind: 'another', shown, words, ...(env && { env }) };
}

const simpleTables: ReadonlyMap<string, FlagTable> = new Map([
  ['nohup', flagTable({})],
  ['nice', flagTable({ 'plain=': '-n --adjustment' }, { joined: true })],
  ['timeout', flagTable({ plain: '--preserve-status --foreground -v --verbose', 'plain=': '-k --kill-after -s --signal' }, { joined: true })],
  ['stdbuf', flagTable({ 'plain=': '-i -o -e --input --output --error' }, { joined: true })],
  ['time', flagTable({ plain: '-p -v -l' })],
]);
const duration = /^\d+(?:\.\d+)?[smhd]?$/;

/** `nohup`, `nice`, `timeout`, `stdbuf`, `time` (GNU coreutils): start a program and change nothing about it. */
export function simpleWrapper(call: Call): Launched {
  const name = call.launcher.replace(/^g(?=timeout|stdbuf)/, '');
  const scan = scanFlags(call.launcher, call.words, simpleTables.get(name)!);
  if ('kind' in scan) return scan;
  if (name !== 'timeout') return another(call.launcher, scan.rest);
  if (!duration.test(scan.rest[0]?.value ?? '')) return opaque(say('`timeout` is not told plainly how long to wait, so what it starts cannot be told.'));
  return another('timeout', scan.rest.slice(1));
}

/** What `cmd` takes as its own, not as part of an argument. */
const interpreted = /[&|<>^%"\r\n]/;
const plainProgram = /^(?![@("])[\w.:\\/+-]+$/;
const harmlessSwitch = /^\/[dsqua]$/i;
/** https://learn.microsoft.com/windows-server/administration/windows-commands/cmd */
const builtins = new Set(
  'assoc break call cd chdir cls color copy date del dir echo endlocal erase exit for ftype goto if md mkdir mklink move path pause popd prompt pushd rd rem ren rename rmdir set setlocal shift start time title type ver verify vol'.split(' '),
);

/** `cmd /c program arguments`, when nothing in it means something to the shell. */
export function cmd(call: Call): Launched {
  let at = 0;
  while (at < call.words.length && harmlessSwitch.test(call.words[at]!.value)) at++;
  const run = call.words[at]?.value.toLowerCase();
  if (run !== '/c') {
    return opaque(say(run === '/k' ? '`cmd /k` keeps a shell open that goes on to run what it is sent. Use `cmd /c`.' : '`cmd` is a shell, and is not told plainly which one program to start.'));
  }
  const words = call.words.slice(at + 1);
  const program = words[0];
  if (!program) return nothingToStart('cmd /c');
  if (words.some(({ value }) => interpreted.test(value))) {
    return opaque(say('`cmd` is a shell, and a character in what it is given (one of `& | < > ^ % "`) means something to it, so more than one program may run.'));
  }
  if (!plainProgram.test(program.value)) return opaque(say('`cmd` is a shell, and is given a whole command line in one piece. Write each word by itself.'));
  if (builtins.has(program.value.toLowerCase())) return opaque(say('`cmd` is a shell, and is told to run a command of its own, which can start anything.'));
  return another('cmd /c', words);
}
