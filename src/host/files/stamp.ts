import * as fs from 'node:fs';

/** A change within this time of another may leave the same times behind, on the coarsest file systems (FAT: 2 s). */
const unsure = 3000n * 1_000_000n;

/**
 * A text that is equal only while the same lies at a path, links followed: which file, its size and times to the nanosecond; the time of the last
 * change of any kind is among them, which no program can set back. Undefined where it cannot be told, or changed so lately that a next change could
 * look the same. Never throws.
 */
export function stampOf(file: string, now = Date.now()): string | undefined {
  try {
    const entry = fs.lstatSync(file, { throwIfNoEntry: false, bigint: true });
    if (!entry) return 'absent';
    const lies = entry.isSymbolicLink() ? [entry, fs.statSync(file, { bigint: true })] : [entry];
    if (lies.some(({ ctimeNs, mtimeNs }) => isLate(ctimeNs, now) || isLate(mtimeNs, now))) return undefined;
    // A link leads elsewhere when a folder on its way is another one now: the real path tells.
    const real = entry.isSymbolicLink() ? fs.realpathSync.native(file) : '';
    return [...lies.flatMap(({ dev, ino, size, mode, mtimeNs, ctimeNs }) => [dev, ino, size, mode, mtimeNs, ctimeNs]), real].join(' ');
  } catch {
    return undefined;
  }
}

function isLate(time: bigint, now: number): boolean {
  return BigInt(Math.round(now)) * 1_000_000n - time < unsure;
}
