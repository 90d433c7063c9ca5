import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A folder of its own for a test, as it really is (the system's own may be a link); removed with `remove`. */
export function tempFolder(): { readonly folder: string; write(file: string, content: string | Uint8Array): string; remove(): void } {
  const folder = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), 'roll-call-')));
  return {
    folder,
    write(file, content) {
      const full = path.join(folder, file);
      fs.mkdirSync(path.dirname(full), { recursive: true });
      fs.writeFileSync(full, content);
      return full;
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs `act` as a user who may read no more than others may: root reads everything. */
export function asNobody<T>(act: () => T): T {
  if (process.getuid?.() !== 0) return act();
  process.seteuid!(65534);
  try {
    return act();
  } finally {
    process.seteuid!(0);
  }
}

/** A named pipe: whoever opens it waits for a writer. Node has no call for it. */
export function makePipe(file: string): void {
  execFileSync('sh', ['-c', 'mkfifo "$0"', file]);
}
