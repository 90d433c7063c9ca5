import { execFile } from 'node:child_process';
import * as os from 'node:os';

const timeout = 5000;

/**
 * A repository's own settings can name programs that git runs, and its files can make git fetch. Each of these takes one such way
 * away (git-config(1), git(1)); what is set on the command line counts before what the repository says.
 */
export const safely = [
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
export function gitEnvironment(): NodeJS.ProcessEnv {
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

/** What a program writes; nothing when it fails, cannot be started or does not end in time. */
export async function outputOf(program: string, args: readonly string[]): Promise<string> {
  const options = { cwd: os.tmpdir(), env: gitEnvironment(), timeout, killSignal: 'SIGKILL', maxBuffer: 200_000, windowsHide: true, shell: false, encoding: 'utf8' } as const;
  try {
    return await new Promise<string>((resolve) => void execFile(program, args, options, (error, stdout) => resolve(error ? '' : stdout)));
  } catch {
    // An argument that no program can be given: a path with a NUL in it.
    return '';
  }
}
