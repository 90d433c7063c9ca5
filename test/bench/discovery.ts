// Finding files, against a floor measured in the same run (facts/performance.md, P7 to P9). A benchmark, never a test.
//   npm run bench -- discovery
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { workspaceFiles } from '../../src/core/clients/clients.ts';
import { findBelow, searchBelow } from '../../src/host/files/find-below.ts';
import { readContent } from '../../src/host/files/read-content.ts';
import { stampOf } from '../../src/host/files/stamp.ts';
import { factPackages } from '../../src/core/identity/fact-packages.ts';
import { folderFacts } from '../../src/host/evidence/folder-facts.ts';
import { RollCall } from '../../src/live/roll-call.ts';
import { configOf, median } from './data.ts';

type Row = (goal: string, what: string, ratio: number, limit: number, detail: string) => void;

const repos = 10_000;

/** Everything in a folder by the plainest means there are, in this process: what no search in Node can beat. */
function listAll(folder: string): number {
  let count = 0;
  const stack = [folder];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    for (const entry of fs.readdirSync(at, { withFileTypes: true })) {
      count++;
      if (entry.isDirectory() && entry.name !== '.git') stack.push(`${at}/${entry.name}`);
    }
  }
  return count;
}

async function times(runs: number, ...work: (() => unknown)[]): Promise<number[]> {
  const samples = work.map((): number[] => []);
  for (let run = -1; run < runs; run++) {
    for (const [i, one] of work.entries()) {
      const start = performance.now();
      await one();
      if (run >= 0) samples[i]!.push(performance.now() - start);
    }
  }
  return samples.map(median);
}

export async function discovery(root: string, temp: string, row: Row): Promise<void> {
  const tree = path.join(temp, 'tree');
  const small = configOf(3);
  for (let i = 0; i < repos; i++) {
    const folder = path.join(tree, `g${i % 100}`, `repo${i}`);
    fs.mkdirSync(path.join(folder, '.vscode'), { recursive: true });
    fs.mkdirSync(path.join(folder, 'src/lib'), { recursive: true });
    fs.writeFileSync(path.join(folder, '.vscode/mcp.json'), small);
    for (const file of ['README.md', 'a.ts', 'b.ts', 'src/c.ts', 'src/d.ts', 'src/lib/e.ts', 'src/lib/f.ts', 'LICENSE', 'index.js']) fs.writeFileSync(path.join(folder, file), 'x');
  }
  const git = (...args: string[]): number => spawnSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'gc.auto=0', ...args], { cwd: tree, stdio: 'ignore' }).status ?? 1;
  const hasRg = spawnSync('rg', ['--version']).status === 0;
  const rg = (): number => spawnSync('rg', ['--files', '--hidden', '--no-ignore', tree], { stdio: 'ignore' }).status ?? 1;
  const floorName = hasRg ? '`rg --files`' : 'a bare readdir of everything (no rg here)';
  const floor = hasRg ? rg : () => listAll(tree);

  const [all, walk] = await times(5, floor, () => findBelow(tree).places.length);
  row('P8', `walk of 100,000 files, against ${floorName}`, walk! / all!, 1.5, `${walk!.toFixed(0)} ms`);
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'all');
  const [listed, found] = await times(5, () => git('ls-files', '-co', '--exclude-standard'), async () => {
    const { way, places } = await searchBelow(tree, { git: true });
    if (way.by !== 'git' || places.length !== repos) throw new Error(`found ${places.length} by ${way.by}`);
  });
  row('P8', 'search by git, against `git ls-files -co --exclude-standard`', found! / listed!, 2, `${found!.toFixed(0)} ms`);

  const cli = path.join(root, 'dist/cli.js');
  const scan = (): number => spawnSync(process.execPath, [cli, 'scan', tree, '--no-user', '--format', 'json'], { stdio: 'ignore' }).status ?? -1;
  const [again, scanned] = await times(5, floor, scan);
  row('P7', `scan of 10,000 configs among 100,000 files, against ${floorName}`, scanned! / again!, 8, `${scanned!.toFixed(0)} ms`);

  // A window that looks again at what did not change: by stamps of what it holds.
  const known = workspaceFiles.find((file) => file.path === '.vscode/mcp.json')!;
  const places = findBelow(tree).places.filter((place) => place.known.path === known.path);
  const cold: number[] = [];
  const warm: number[] = [];
  for (let run = 0; run < 5; run++) {
    const rollCall = new RollCall({
      delay: 0,
      places: () => Promise.resolve(places),
      read: (place) => Promise.resolve(readContent(place)),
      stamp: (place) => stampOf(place.path, Date.now() + 10_000),
      facts: folderFacts,
      packagesOf: factPackages,
      policy: () => Promise.resolve({ kind: 'none' }),
      now: () => '2026-11-21T00:00:00Z',
      failed: (error) => { throw error; },
    });
    rollCall.configure([tree]);
    const start = performance.now();
    await rollCall.settled();
    cold.push(performance.now() - start);
    rollCall.surroundingsChanged('places');
    const then = performance.now();
    await rollCall.settled();
    warm.push(performance.now() - then);
    rollCall.dispose();
  }
  row('P9', 'unchanged re-scan of 10,000 configs, against the first', median(warm) / median(cold), 0.25, `${median(warm).toFixed(0)} of ${median(cold).toFixed(0)} ms`);
}
