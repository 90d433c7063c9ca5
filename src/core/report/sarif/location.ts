import type { Range } from '../../text/document.ts';

/** Where files lie, for reports that others than a person at this machine read. */
export interface Places {
  /** The repository's or the scanned folder's root, absolute. */
  readonly base: string;
  /** The way from there, with `/`; undefined for a file outside of it. */
  inside(file: string): string | undefined;
  /** What names a file from one run, and one machine, to the next. */
  named(file: string): string;
  /** A file's or folder's address. */
  address(file: string): string;
}

/** A relative reference of RFC 3986. What no address can hold becomes U+FFFD, as in a file system's own reading. */
export function relativeUri(way: string): string {
  return way.split('/').map((part) => encodeURIComponent(wellFormed(part)).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)).join('/');
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: 'SRCROOT';
}

export function artifactLocation(file: string, places: Places): ArtifactLocation {
  const way = places.inside(file);
  return way === undefined ? { uri: places.address(file) } : { uri: relativeUri(way), uriBaseId: 'SRCROOT' };
}

export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** SARIF counts lines and columns from 1; the end column is the one behind the last character. */
export function region({ start, end }: Range): Region {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}
