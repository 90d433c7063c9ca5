import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { configOf, median } from './data.ts';

/** What it is measured against: no dependency of ours, fetched when this is asked for (`npm run bench -- check`). */
const peers = ['eslint@10.15.0', '@eslint/json@2.1.1'];

type Row = (goal: string, what: string, ratio: number, limit: number, detail: string) => void;

/** One file from the start of a process to its end, against ESLint with its own plugin for JSON and the three rules that bear on config files. */
export function check(root: string, temp: string, row: Row): void {
  const folder = path.join(root, 'dist/bench/eslint');
  if (!fs.existsSync(path.join(folder, 'node_modules/eslint'))) {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
    const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...peers], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
    if (status !== 0) return void console.log('P6 was not measured: ESLint could not be installed.');
  }
  fs.writeFileSync(path.join(folder, 'eslint.config.mjs'), "import json from '@eslint/json';\nexport default [{ files: ['**/*.json'], plugins: { json }, language: 'json/json', rules: { 'json/no-duplicate-keys': 'error', 'json/no-empty-keys': 'error', 'json/no-unsafe-values': 'error' } }];\n");
  for (const servers of [10, 1000]) {
    const file = path.join(folder, `${servers}`, '.vscode', 'mcp.json');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, configOf(servers));
    const ours = [path.join(root, 'dist/cli.js'), 'check', path.dirname(path.dirname(file))];
    const theirs = [path.join(folder, 'node_modules/eslint/bin/eslint.js'), '--no-ignore', '--config', path.join(folder, 'eslint.config.mjs'), file];
    const samples: [number[], number[]] = [[], []];
    for (let run = -1; run < 9; run++) {
      for (const [i, args] of [ours, theirs].entries()) {
        const start = performance.now();
        // Written to a file: a terminal or a pipe would count as the program's time.
        const out = fs.openSync(path.join(temp, 'out'), 'w');
        spawnSync(process.execPath, args, { cwd: folder, stdio: ['ignore', out, 'ignore'] });
        fs.closeSync(out);
        if (run >= 0) samples[i]!.push(performance.now() - start);
      }
    }
    const [own, other] = samples.map(median) as [number, number];
    row('P6', `CLI, check of one file, ${servers.toLocaleString('en')} servers, against ESLint and @eslint/json`, own / other, 0.5, `${own.toFixed(0)} ms, ESLint ${other.toFixed(0)} ms`);
  }
}
