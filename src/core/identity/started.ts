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
    if (depth === maxDepth || (key !== 'cmd' && sortOf(key) !== 'wrapper')) return { program, key, words };
    const { launched } = readCommand(program.value, { words, env: [], folder: undefined, elsewhere: false });
    if (launched.kind !== 'another') return { program, key, words };
    program = launched.words[0]!;
    words = launched.words.slice(1);
  }
}
