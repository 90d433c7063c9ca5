import * as fs from 'node:fs';
import * as path from 'node:path';
import type { CommittedSince, GitFacts } from '../../core/facts.ts';
import type { AskGit } from '../../core/secret/ask-git.ts';
import { holdsSecret } from '../../core/secret/env-file.ts';
import { repositoryOf } from '../files/list-with-git.ts';
import { findGit } from './find-git.ts';
import { Folder } from './folder.ts';
import { outputOf, safely } from './run-git.ts';

/** More than people keep; beyond it nothing is asked of the rest. */
const mostFiles = 50;

/**
 * Whether files of a folder are in git, and since when what they give away is. Runs git, so ask first. Nothing but git is started: what a
 * repository may have it run for a working copy's content (filters, text conversion) is never needed, since only what is committed is read.
 * Never throws; undefined where git says nothing.
 */
export async function gitFacts(folder: string, { envFiles, secrets }: AskGit): Promise<GitFacts | undefined> {
  const opened = new Folder(folder);
  const giving = envFiles.slice(0, mostFiles).filter((way) => holdsSecret(opened.text(way) ?? ''));
  if (giving.length === 0 && secrets.size === 0) return undefined;
  const root = repositoryOf(folder);
  const git = root === undefined ? undefined : findGit(root, process.env, process.platform);
  if (root === undefined || git === undefined) return undefined;
  const run = (...args: string[]): Promise<string> => outputOf(git, [...safely, '-c', 'core.untrackedCache=false', `--work-tree=${root}`, '-C', folder, ...args]);
  return { envFiles: await statesOf(giving, run), committed: await committedIn(secrets, root, run) };
}

type Run = (...args: string[]) => Promise<string>;

async function statesOf(ways: readonly string[], run: Run): Promise<GitFacts['envFiles']> {
  if (ways.length === 0) return new Map();
  const list = async (...options: string[]): Promise<Set<string>> => new Set((await run('ls-files', '-z', ...options, '--', ...ways)).split('\0'));
  const [tracked, ignored, others] = await Promise.all([list('--cached'), list('--others', '--ignored', '--exclude-standard'), list('--others')]);
  // One that git names in no list is in a repository of its own, or git failed: nothing is said of it.
  const states = new Map<string, 'tracked' | 'ignored' | 'open'>();
  for (const way of ways) {
    if (tracked.has(way)) states.set(way, 'tracked');
    else if (others.has(way)) states.set(way, ignored.has(way) ? 'ignored' : 'open');
  }
  return states;
}

async function committedIn(secrets: AskGit['secrets'], root: string, run: Run): Promise<GitFacts['committed']> {
  const found = new Map<string, ReadonlyMap<string, CommittedSince>>();
  const shallow = fs.existsSync(path.join(root, '.git', 'shallow'));
  for (const [way, values] of [...secrets].slice(0, mostFiles)) {
    const content = await run('cat-file', 'blob', `HEAD:./${way}`);
    if (content === '') continue;
    const lines = new Map<string, number>();
    for (const value of values) {
      const line = lineOf(content, value);
      if (line !== undefined) lines.set(value, line);
    }
    if (lines.size === 0) continue;
    const since = shallow ? new Map<number, CommittedSince>() : await sinceWhen(way, [...lines.values()], run);
    found.set(way, new Map([...lines].map(([value, line]) => [value, since.get(line) ?? {}])));
  }
  return found;
}

/** The line, counted from 1, in which a value stands as it is, or as JSON writes it. */
function lineOf(content: string, value: string): number | undefined {
  const plain = content.indexOf(value);
  const at = plain >= 0 ? plain : content.indexOf(JSON.stringify(value).slice(1, -1));
  return at < 0 ? undefined : content.slice(0, at).split('\n').length;
}

/** https://git-scm.com/docs/git-blame#_the_porcelain_format: a commit is described where it is first named. */
async function sinceWhen(way: string, lines: readonly number[], run: Run): Promise<Map<number, CommittedSince>> {
  const ranges = [...new Set(lines)].flatMap((line) => ['-L', `${line},${line}`]);
  const output = await run('blame', '--porcelain', '--root', '--no-textconv', ...ranges, 'HEAD', '--', way);
  const since = new Map<number, CommittedSince>();
  const dates = new Map<string, string>();
  let commit = '';
  const blamed: [number, string][] = [];
  for (const line of output.split('\n')) {
    const header = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(line);
    const time = /^author-time (\d{1,12})$/.exec(line)?.[1];
    if (header) blamed.push([Number(header[2]), (commit = header[1]!)]);
    else if (time !== undefined) dates.set(commit, new Date(Number(time) * 1000).toISOString().slice(0, 10));
  }
  for (const [line, name] of blamed) {
    const date = dates.get(name);
    if (date !== undefined) since.set(line, { date, commit: name.slice(0, 9) });
  }
  return since;
}
