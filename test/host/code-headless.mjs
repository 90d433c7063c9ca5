#!/usr/bin/env node
// A stand-in for the desktop's `code` executable, for extension tests: the same arguments, no display needed.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureHost } from './install.mjs';
import { runInHost } from './run-in-host.mjs';

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
    'disable-workspace-trust': { type: 'boolean' },
  },
});
const needed = (/** @type {string} */ name) => {
  const value = values[name];
  if (typeof value !== 'string') throw new Error(`--${name} is missing.`);
  return path.resolve(value);
};

await ensureHost();
process.exit(await runInHost({
  extensionDevelopmentPath: needed('extensionDevelopmentPath'),
  extensionTestsPath: needed('extensionTestsPath'),
  userDataDir: needed('user-data-dir'),
  extensionsDir: needed('extensions-dir'),
  open: positionals[0] && path.resolve(positionals[0]),
  trust: values['disable-workspace-trust'] !== true,
  env: process.env,
  timeout: Number(process.env['TEST_TIMEOUT'] ?? 120_000),
  log: (text) => process.stdout.write(text),
}));
