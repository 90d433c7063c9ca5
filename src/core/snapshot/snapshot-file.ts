export { readSnapshot } from './read-snapshot.ts';
export { writeSnapshot } from './write-snapshot.ts';

/** The file beside a manifest in which the snapshot of its server stands: `x.server.json`, `x.snapshot.json`. With or without folders before it. */
export function snapshotFileFor(manifestFile: string): string {
  return `${manifestFile.replace(/(?:(?<=[^\\/])\.server)?\.json$/i, '')}.snapshot.json`;
}
