// What `npm test` runs: builds, then the unit tests, the suites inside a real VS Code, and the tests that drive its window.
//   node test/run.mjs [unit | host [suite...] | ui] [--grep <text>]
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runSuites } from './editor/run-suites.mjs';
import { homeVariables } from './host/environment.mjs';
import { ensureHost } from './host/install.mjs';
import { build, packageExtension } from './host/quietly.mjs';
import { makeRunFolder } from './host/run-folder.mjs';

const root = path.dirname(import.meta.dirname);
const dist = path.join(root, 'dist', 'test');
const { values: { grep }, positionals: [chosen, ...only] } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });

/** @typedef {{ passed: number, failed: number, failing?: Array<{ file?: string, title: string[] }> }} Numbers */
/** @type {Record<string, () => Promise<Numbers>>} */
const parts = {
  unit: () => unitTests(testFiles(dist).filter((file) => !file.startsWith(path.join(dist, 'editor') + path.sep))),
  host: () => runSuites(root, { grep, only }),
  ui: async () => {
    await ensureHost();
    const vsix = await packageExtension(root);
    fs.rmSync(path.join(root, 'test-results', 'ui.log'), { force: true });
    return secondAttempt(
      (files) => mocha('ui', files, { show: 'Spec', timeout: 60_000, env: { TEST_VSIX: vsix } }),
      testFiles(path.join(dist, 'editor', 'ui')),
    );
  },
};

if (chosen !== undefined && !(chosen in parts)) {
  console.error(`There is no part "${chosen}". Parts: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
fs.mkdirSync(path.join(root, 'test-results'), { recursive: true });
try {
  await build(root, { tests: true });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const total = { passed: 0, failed: 0 };
for (const [name, run] of Object.entries(parts)) {
  if (chosen !== undefined && name !== chosen) continue;
  const start = Date.now();
  console.log(`\n== ${name}`);
  /** @type {Numbers} */
  let numbers;
  try {
    numbers = await run();
    if (numbers.passed + numbers.failed === 0 && grep === undefined) throw new Error('No test was run.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    numbers = { passed: 0, failed: 1 };
  }
  console.log(`\n== ${name}: ${numbers.passed} passed, ${numbers.failed} failed (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  total.passed += numbers.passed;
  total.failed += numbers.failed;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

/** @param {string} folder */
function testFiles(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.js')).sort().map((file) => path.join(folder, file));
}

/**
 * The unit tests, dealt out to several processes, two at a time where there are two processors: each test file brings its own copy of what it
 * tests, which in one process would add up to gigabytes.
 * @param {string[]} files
 * @returns {Promise<Numbers>}
 */
async function unitTests(files) {
  const hands = Array.from({ length: Math.ceil(files.length / 40) }, (_, hand, count = Math.ceil(files.length / 40)) => files.filter((_file, i) => i % count === hand));
  const numbers = { passed: 0, failed: 0 };
  let next = 0;
  const work = async () => {
    for (let hand = next++; hand < hands.length; hand = next++) {
      const own = await secondAttempt((some) => mocha(`unit-${hand + 1}`, some, { show: 'Dot', timeout: 10_000 }), hands[hand]);
      numbers.passed += own.passed;
      numbers.failed += own.failed;
    }
  };
  for (const file of fs.readdirSync(path.join(root, 'test-results'))) if (/^unit-\d+\.json$/.test(file)) fs.rmSync(path.join(root, 'test-results', file));
  await Promise.all(Array.from({ length: Math.min(2, os.availableParallelism()) }, work));
  return numbers;
}

/**
 * On a busy machine one test in some thousand is too slow once, above all those that start processes or windows. Files in which up to two tests failed are run again, from the
 * start and in a process or window of their own, and it is said so: what fails both times has failed.
 * @param {(files: string[]) => Promise<Numbers>} run @param {string[]} all
 * @returns {Promise<Numbers>}
 */
async function secondAttempt(run, all) {
  const first = await run(all);
  const { failing = [] } = first;
  const files = all.filter((file) => failing.some((test) => test.file === file));
  if (first.failed === 0 || failing.length !== first.failed || failing.length > 2 || failing.some((test) => test.file === undefined)) return first;
  console.log(`\n== failed once, and gets a second attempt: ${failing.map(({ title }) => title.join(' › ')).join('; ')}`);
  const second = await run(files);
  if (second.failed > 0 || second.passed === 0) return { passed: first.passed, failed: Math.max(1, second.failed) };
  console.log(`\n== unsteady, since it passed at the second attempt: ${failing.map(({ title }) => title.join(' › ')).join('; ')}`);
  return { passed: first.passed + first.failed, failed: 0 };
}

/**
 * Runs mocha in a process of its own: a test that ends its process is a failure, not the end of this one.
 * @param {string} name @param {string[]} files
 * @param {{ show: string, timeout: number, env?: Record<string, string> }} options
 * @returns {Promise<Numbers>}
 */
async function mocha(name, files, { show, timeout, env }) {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const { home, remove } = makeRunFolder();
  const resultsFile = path.join(root, 'test-results', `${name}.json`);
  fs.rmSync(resultsFile, { force: true });
  const args = ['--reporter', path.join(import.meta.dirname, 'host', 'mocha-results.cjs'), '--reporter-option', `show=${show}`, '--timeout', String(timeout)];
  if (grep !== undefined) args.push('--grep', grep);
  if (process.env['CI']) args.push('--forbid-only');
  const child = spawn(process.execPath, [path.join('node_modules', 'mocha', 'bin', 'mocha.js'), ...args, ...files], {
    cwd: root,
    stdio: 'inherit',
    // No test reads the real home folder.
    env: { ...process.env, ...homeVariables(home), TEST_ROOT: root, TEST_RESULTS: resultsFile, ...env },
  });
  const end = () => { child.kill(); };
  process.once('exit', end);
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  process.off('exit', end);
  remove();
  const { finished = false, passed = 0, failed = 0, tests = [] } = fs.existsSync(resultsFile) ? JSON.parse(fs.readFileSync(resultsFile, 'utf8')) : {};
  if (!finished) console.error(`The tests ended before their end (exit code ${code}).`);
  const failing = tests.filter((/** @type {{ state: string }} */ test) => test.state === 'failed');
  return { passed, failed: failed + (finished && (code === 0) === (failed === 0) ? 0 : 1), failing };
}
