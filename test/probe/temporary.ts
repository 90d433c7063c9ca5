import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A folder for one test file's hooks: made before each test, gone after it. */
export function temporaryFolder(): () => string {
  let folder = '';
  beforeEach(() => void (folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'mrc-probe-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}
