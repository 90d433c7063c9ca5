import { visible } from '../../core/text/visible.ts';
import { findGit } from './find-git.ts';
import { outputOf, safely } from './run-git.ts';

/** Who changed a file most. */
export interface LikelyAuthor {
  /** `Name <mail>` */
  readonly author: string;
  /** How many of the commits looked at are theirs. */
  readonly commits: number;
  readonly of: number;
}

const lookedAt = 50;

/**
 * The author of most of the last commits that touched a file, of several the one of the latest. Runs git, so ask first; undefined when
 * there is no git, no history, or no answer in time.
 * @param file from the folder, with `/`
 */
export async function likelyAuthor(folder: string, file: string): Promise<LikelyAuthor | undefined> {
  const git = findGit(folder, process.env, process.platform);
  if (git === undefined) return undefined;
  const args = [...safely, '-C', folder, 'log', '-n', String(lookedAt), '--no-show-signature', '--no-ext-diff', '--no-textconv', '--no-color', '--no-mailmap', '--no-merges', '--format=%an%x00%ae', '--', file];
  const output = await outputOf(git, args);
  return mostFrequent(output.split('\n').filter((line) => line.includes('\0')));
}

const robot = /\[bot\]|^(?:dependabot|renovate|github-actions)\b/i;

function mostFrequent(lines: readonly string[]): LikelyAuthor | undefined {
  const people = new Map<string, { shown: string; commits: number }>();
  for (const line of lines) {
    const [name = '', mail = ''] = line.split('\0');
    if (robot.test(name) || robot.test(mail)) continue;
    const key = (mail || name).toLowerCase();
    const known = people.get(key);
    if (known) known.commits++;
    else people.set(key, { shown: shown(name, mail), commits: 1 });
  }
  // Maps keep their order, which is that of the log: the latest first.
  const best = [...people.values()].reduce<{ shown: string; commits: number } | undefined>((most, one) => (most && most.commits >= one.commits ? most : one), undefined);
  return best && best.shown !== '' ? { author: best.shown, commits: best.commits, of: lines.length } : undefined;
}

/** A commit's author is whatever its writer says. */
function shown(name: string, mail: string): string {
  const person = visible(name.trim(), 80);
  const address = /^[^\s<>@]{1,64}@[A-Za-z0-9.-]{1,190}$/.test(mail) ? `<${visible(mail, 200)}>` : '';
  return [person, address].filter(Boolean).join(' ');
}
