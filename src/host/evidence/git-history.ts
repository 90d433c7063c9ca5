import { execFile } from 'node:child_process';
import * as os from 'node:os';
import { visible } from '../../core/text/visible.ts';
import { findGit } from './find-git.ts';

/** Who changed a file most. */
export interface LikelyAuthor {
  /** `Name <mail>` */
  readonly author: string;
  /** How many of the commits looked at are theirs. */
  readonly commits: number;
  readonly of: number;
}

const lookedAt = 50;
const timeout = 5000;

/**
 * A repository's own settings can name programs that git runs, and its files can make git fetch. Each of these takes one such way
 * away (git-config(1), git(1)); what is set on the command line counts before what the repository says.
 */
const safely = [
  '--no-pager',
  '--no-optional-locks',
  '--literal-pathspecs',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.pager=cat',
    'core.sshCommand=false',
    'core.askPass=',
    'core.gitProxy=',
    'core.alternateRefsCommand=false',
    'credential.helper=',
    'gpg.program=false',
    'gpg.ssh.program=false',
    'gpg.x509.program=false',
    'log.showSignature=false',
    'log.mailmap=false',
    'diff.external=',
    'protocol.allow=never',
    'safe.bareRepository=explicit',
  ].flatMap((setting) => ['-c', setting]),
];

/** Git's surroundings: none of its own variables, but those that hold a repository back. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'Path', 'HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'SystemRoot', 'XDG_CONFIG_HOME', 'TMPDIR', 'TEMP', 'TMP'];
  return {
    ...Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
    // A repository may lack objects on purpose, and say how to fetch them. This list counts before any `protocol.*.allow` of its own.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
  };
}

/**
 * The author of most of the last commits that touched a file, of several the one of the latest. Runs git, so ask first; undefined when
 * there is no git, no history, or no answer in time.
 * @param file from the folder, with `/`
 */
export async function likelyAuthor(folder: string, file: string): Promise<LikelyAuthor | undefined> {
  const git = findGit(folder, process.env, process.platform);
  if (git === undefined) return undefined;
  const args = [...safely, '-C', folder, 'log', '-n', String(lookedAt), '--no-show-signature', '--no-ext-diff', '--no-textconv', '--no-color', '--no-mailmap', '--no-merges', '--format=%an%x00%ae', '--', file];
  const output = await run(git, args);
  return mostFrequent(output.split('\n').filter((line) => line.includes('\0')));
}

/** What a program writes; nothing when it fails, cannot be started or does not end in time. */
async function run(program: string, args: readonly string[]): Promise<string> {
  const options = { cwd: os.tmpdir(), env: environment(), timeout, killSignal: 'SIGKILL', maxBuffer: 200_000, windowsHide: true, shell: false, encoding: 'utf8' } as const;
  try {
    return await new Promise<string>((resolve) => void execFile(program, args, options, (error, stdout) => resolve(error ? '' : stdout)));
  } catch {
    // An argument that no program can be given: a path with a NUL in it.
    return '';
  }
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
