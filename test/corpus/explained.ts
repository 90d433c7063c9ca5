import type { Read } from './corpus.ts';

/** Why our number of servers is another one than theirs, by the shape of the file: a reason here must hold for every file it fits. */
const reasons: readonly { readonly why: string; readonly fits: (read: Read) => boolean }[] = [];

export function explanationOf(read: Read): string | undefined {
  return reasons.find(({ fits }) => fits(read))?.why;
}
