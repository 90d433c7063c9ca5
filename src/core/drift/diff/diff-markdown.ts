import { diffLines } from './diff-lines.ts';

/**
 * A difference as a block of code for Markdown, coloured where `diff` is: in it neither Markdown nor HTML means anything, nobody is mentioned
 * and nothing is linked. The fence is longer than any run of its own mark within (CommonMark 0.31, 4.5).
 */
export function diffBlock(before: string, after: string): string[] {
  const lines = diffLines(before, after);
  const longest = lines.join('\n').match(/`+/g)?.reduce((most, run) => Math.max(most, run.length), 0) ?? 0;
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`${fence}diff`, ...lines, fence];
}
