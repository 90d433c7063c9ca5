import type { Region } from '../compile/regions.ts';

/** One folder of a path, in letters that no reader takes for others: no `.` or `..`, nothing escaped. */
const folder = '[A-Za-z0-9_~-][A-Za-z0-9._~-]*';
const value = '[A-Za-z0-9._~-]*';

/**
 * A regular expression for the addresses of a region as people write them. Codex compares the text, not what it leads to, so spellings that a
 * reader of addresses would change (`..`, `%2e`, a login, capital letters in the host) fit none.
 * @returns undefined where the region cannot be said so
 */
export function expressionOf({ scheme, host, below, port, path, pathMatch, query }: Region): string | undefined {
  if (!/^[a-z0-9.-]+$/.test(host) || (path !== undefined && !/^\/[\w.~!$&'()*+,;=:@%/-]*$/.test(path))) return undefined;
  const origin = `${scheme}://${below ? '(?:[a-z0-9-]+\\.)+' : ''}${escaped(host)}${port === undefined ? '' : `:${port}`}`;
  return origin + pathOf(path, pathMatch) + queryOf(query);
}

function pathOf(path: string | undefined, match: Region['pathMatch']): string {
  if (path === undefined) return `(?:/${folder})*/?`;
  if (match === 'exact') return path === '/' ? '/?' : escaped(path);
  return path.endsWith('/') ? `${escaped(path)}${folder}(?:/${folder})*/?` : `${escaped(path)}(?:/${folder})*/?`;
}

function queryOf(query: Region['query']): string {
  const names = query === 'any' ? ['[A-Za-z0-9._~-]+'] : query.filter((name) => /^[\w.~-]+$/.test(name)).map(escaped);
  if (names.length === 0) return '';
  const one = `(?:${names.join('|')})=${value}`;
  return `(?:\\?${one}(?:&${one})*)?`;
}

export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|&~#-]/g, '\\$&');
}
