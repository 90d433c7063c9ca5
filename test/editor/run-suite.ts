// What a real VS Code runs inside its extension host: the tests of one suite. The results go to the file $TEST_RESULTS.
import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  const { TEST_SUITE, TEST_GREP, TEST_ROOT } = process.env;
  if (!TEST_SUITE || !TEST_ROOT) throw new Error('Start this with `node test/run.mjs host`.');
  const mocha = new Mocha({
    color: false,
    timeout: 20_000,
    // By path: the reporter shares mocha with this file, not this bundle.
    reporter: path.join(TEST_ROOT, 'test/host/mocha-results.cjs'),
    ...(TEST_GREP && { grep: TEST_GREP }),
  });
  const folder = path.join(__dirname, TEST_SUITE);
  for (const file of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
    if (file.endsWith('.test.js')) mocha.addFile(path.join(folder, file));
  const failures = await new Promise<number>((resolve) => { mocha.run(resolve); });
  if (failures > 0) throw new Error(`${failures} of the suite's tests failed.`);
}
