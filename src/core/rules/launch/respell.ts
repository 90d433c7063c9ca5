import type { ServerDeclaration } from '../../config/config-file.ts';
import type { Change } from '../../finding/finding.ts';

/** Nothing in it means something to any shell: what separates words are spaces, and nothing else does anything. */
const plain = /^[A-Za-z0-9_@+=:,./ -]{1,10000}$/;
const assignment = /^[A-Za-z_]\w*=/;
/** What a shell runs itself; no program of that name need be there. */
const builtins = new Set('. : alias bg bind break builtin caller cd command continue declare eval exec exit export false fc fg getopts hash help if jobs let local logout popd printf pushd read readonly return set shift source test time times trap true type typeset ulimit umask unalias unset until wait while for case do done then fi echo'.split(' '));

/** The words of a line in which nothing is left to a shell; undefined for any other. */
export function plainWords(line: string): readonly string[] | undefined {
  if (!plain.test(line)) return undefined;
  const words = line.split(' ').filter(Boolean);
  const [program] = words;
  return program === undefined || assignment.test(program) || builtins.has(program) ? undefined : words;
}

/** Puts a program and its arguments in place of those that stand there, wherever the client keeps them. */
export function launchChanges({ command, args }: ServerDeclaration, [program, ...rest]: readonly string[]): readonly Change[] {
  if (!command) return [];
  const holder = command.path.slice(0, -1);
  // One list holds program and arguments.
  if (typeof command.path.at(-1) === 'number') return [{ op: 'replace', at: holder, value: [program, ...rest] }];
  const changes: Change[] = [{ op: 'replace', at: command.path, value: program }];
  if (args[0]) changes.push({ op: 'replace', at: args[0].path.slice(0, -1), value: rest });
  else for (const value of rest) changes.push({ op: 'append', at: [...holder, 'args'], value });
  return changes;
}
