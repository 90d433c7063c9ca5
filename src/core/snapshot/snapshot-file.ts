export { readSnapshot } from './read-snapshot.ts';
export { writeSnapshot } from './write-snapshot.ts';

/** Whether a file is a snapshot by its name; what it holds decides, and other programs call theirs so, too. */
export function mayBeSnapshot(path: string): boolean {
  return /[^\\/]\.snapshot\.json$/i.test(path);
}

/** Whether a text is meant to be one of ours, readable or not. */
export function isMeantAsSnapshot(text: string): boolean {
  return /"algorithm"\s{0,20}:\s{0,20}"sha256-jcs-/.test(text);
}

/** The file beside a manifest in which the snapshot of its server stands: `x.server.json`, `x.snapshot.json`. With or without folders before it. */
export function snapshotFileFor(manifestFile: string): string {
  return `${manifestFile.replace(/(?:(?<=[^\\/])\.server)?\.json$/i, '')}.snapshot.json`;
}
