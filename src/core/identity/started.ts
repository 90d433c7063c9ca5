import type { Located, ServerDeclaration } from '../config/config-file.ts';
import { programNamed, sortOf } from './programs.ts';
import { readCommand } from './read-command.ts';

/** The program a declaration starts in the end, once what only starts another (`env`, `nohup`, `cmd /c`) is taken off, and what stands behind it. */
export interface Started {
  readonly program: Located;
  /** Its plain name, in lower case, without `.exe` or version. */
  readonly key: string;
  readonly words: readonly Located[];
}

/** As many as `identify` follows. */
const maxDepth = 8;

/** Undefined where no command stands there. Never throws. */
export function startedBy({ command, args }: ServerDeclaration): Started | undefined {
  if (!command) return undefined;
  let program = command;
  let words = args;
  for (let depth = 0; ; depth++) {
    const { key } = programNamed(program.value);
    const behind = key === 'sudo' || key === 'doas' ? behindSudo(words) : -1;
    if (behind >= 0 && depth < maxDepth) {
      program = words[behind]!;
      words = words.slice(behind + 1);
      continue;
    }
    if (depth === maxDepth || (key !== 'cmd' && sortOf(key) !== 'wrapper')) return { program, key, words };
    const { launched } = readCommand(program.value, { words, env: [], folder: undefined, elsewhere: false });
    if (launched.kind !== 'another') return { program, key, words };
    program = launched.words[0]!;
    words = launched.words.slice(1);
  }
}

/** Options of sudo(8) and doas(1) that take a value in the next word. */
const sudoValues = /^-(?:[A-Za-z]*[CDghpRrTtUua]|-(?:close-from|chdir|group|host|prompt|chroot|role|command-timeout|type|other-user|user))$/;

/** Where the command stands that sudo runs; -1 where there is none. Whoever asks what is started may know, though nobody approves it by that. */
function behindSudo(words: readonly Located[]): number {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!.value;
    if (word === '--') return at + 1 < words.length ? at + 1 : -1;
    if (word.startsWith('-')) at += sudoValues.test(word) ? 1 : 0;
    else if (!/^[A-Za-z_]\w{0,200}=/.test(word)) return at;
  }
  return -1;
}
