import type { Read } from './corpus.ts';

/** Why our number of servers is another one than theirs, by the shape of the file: a reason here must hold for every file it fits. */
const reasons: readonly { readonly why: string; readonly fits: (read: Read) => boolean }[] = [
  {
    why: 'a list stands where the client reads a map: it starts none of them, and coverage says so',
    fits: ({ part: { file } }) => file.status === 'partial' && /is not a map of servers/.test(file.reason?.template ?? '') && file.declarations.length === 0,
  },
  {
    why: 'a name stands twice: readers that keep the last count one, and we show both',
    fits: ({ row, part: { file } }) => new Set(file.declarations.map(({ name }) => name)).size === row.servers && file.declarations.length > row.servers,
  },
  {
    why: 'the client finds servers in further keys of this file (Kiro\u2019s `powers`, Goose\u2019s `extensions`), where the other reader did not look',
    fits: ({ row, part: { file } }) => file.declarations.filter(({ path }) => path[0] !== 'powers' && path[0] !== 'extensions').length === row.servers,
  },
];

export function explanationOf(read: Read): string | undefined {
  return reasons.find(({ fits }) => fits(read))?.why;
}
