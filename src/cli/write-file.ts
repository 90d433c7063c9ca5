import * as fs from 'node:fs';
import * as path from 'node:path';
import { shown } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/**
 * Write a file as a whole or not at all; one that is there is replaced, a link to it stays one.
 * @throws UsageError
 */
export function writeFile(file: string, pieces: Iterable<string>): void {
  try {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat && !stat.isFile()) {
      // What is written to a device or a pipe cannot be replaced, and need not.
      if (stat.isDirectory()) throw new UsageError(`${shown(file)} is a folder.`);
      fs.writeFileSync(file, [...pieces].join(''));
      return;
    }
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const target = stat ? fs.realpathSync.native(file) : file;
    const draft = `${target}.${process.pid}.tmp`;
    try {
      const descriptor = fs.openSync(draft, 'wx', stat?.mode ?? 0o666);
      try {
        for (const piece of pieces) fs.writeSync(descriptor, piece);
      } finally {
        fs.closeSync(descriptor);
      }
      fs.renameSync(draft, target);
    } catch (error) {
      fs.rmSync(draft, { force: true });
      throw error;
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${shown(file)} cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}.`);
  }
}

/**
 * An output that lies over what is read would be the end of it.
 * @throws UsageError
 */
export function mayReplace(output: string, read: readonly string[]): void {
  const real = realOf(output);
  if (real !== undefined && read.some((file) => realOf(file) === real)) throw new UsageError(`${shown(output)} is one of the files that are looked at, and was left as it is.`);
}

function realOf(file: string): string | undefined {
  try {
    return fs.realpathSync.native(file);
  } catch {
    return undefined;
  }
}
