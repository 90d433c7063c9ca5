import type { Located, ServerDeclaration } from '../config/config-file.ts';
import type { Identity } from './identity.ts';
import { startedBy } from './started.ts';

/** A git repository that a launcher takes a server's code from. */
export interface GitSource {
  readonly at: Located;
  /** Without login, scheme and reference: `github.com/owner/repo`. */
  readonly repository: string;
  /** The branch, tag or commit, as written; absent where the default branch is meant. */
  readonly ref?: string;
  /** Whether that is a commit, which nobody can move. */
  readonly fixed: boolean;
  /** What stands between repository and reference for this launcher. */
  readonly sign: '#' | '@';
}

/** A commit's hash, whole or in the length that git shortens it to. */
const commit = /^(?:[0-9a-f]{7,40}|[0-9a-f]{64})$/;
const npmFamily = new Set(['npx', 'npm', 'pnpm', 'pnpx', 'yarn', 'yarnpkg', 'bunx', 'bun']);
const pythonFamily = new Set(['uvx', 'uv', 'pipx']);
const maxLength = 1000;

/** `github:o/r#v1`, `git+https://host/o/r.git#v1`, `https://github.com/o/r#v1`, each also behind `name@` (npm-package-arg). */
const npmHosted = /^(?:@?[\w./-]+@)?(github|gitlab|bitbucket|gist):((?:[\w.-]+\/)?[\w.-]+)(?:#(.*))?$/;
const npmAddress = /^(?:@?[\w./-]+@)?(?:git\+(?:https?|ssh|file):\/\/|git:\/\/|(?=https:\/\/(?:github\.com|gitlab\.com|bitbucket\.org)\/)https:\/\/)(?:[^/@\s]*@)?([^#?\s]+)(?:\?[^#\s]*)?(?:#(.*))?$/;
/** `o/r#v1`, which npm takes for GitHub's. */
const npmShort = /^([\w-]+\/[\w.-]+)(?:#(.*))?$/;
/** `git+https://host/o/r@v1#subdirectory=x`, also behind `name @` (https://pip.pypa.io/en/stable/topics/vcs-support/). */
const pythonAddress = /^(?:[\w.-]+(?:\[[^\]]*\])?\s?@\s?)?git\+(?:https?|ssh|file):\/\/(?:[^/@\s]*@)?([^@#?\s]+)(?:@([^#\s]*))?(?:#.*)?$/;

/** Where a launcher of packages takes the code from git; undefined for any other launch. Never throws. */
export function gitSource(server: ServerDeclaration, identity: Identity): GitSource | undefined {
  if (identity.kind !== 'opaque' || identity.code !== 'opaque' || server.ambiguity) return undefined;
  const started = startedBy(server);
  if (!started) return undefined;
  const npm = npmFamily.has(started.key);
  if (!npm && !pythonFamily.has(started.key)) return undefined;
  // `o/r` is a repository only where a package is asked for: `bun run src/index` names a file.
  let first = npm && (started.key === 'npx' || started.key === 'pnpx' || started.key === 'bunx');
  for (const at of started.words) {
    const text = at.value.replace(/^--(?:from|package|with|spec)=/, '');
    if (text.length > maxLength) return undefined;
    const found = npm ? fromNpm(text, first) : fromPython(text);
    if (found) return { at, ...found };
    if (!text.startsWith('-')) first = !first && /^(?:exec|x|dlx)$/.test(text);
  }
  return undefined;
}

type Found = Omit<GitSource, 'at'>;

function fromNpm(text: string, first: boolean): Found | undefined {
  const hosted = npmHosted.exec(text);
  if (hosted) return found(`${hosted[1]!}:${hosted[2]!}`, hosted[3], '#');
  const address = npmAddress.exec(text);
  if (address) return found(address[1]!, address[2], '#');
  const short = first ? npmShort.exec(text) : null;
  return short && !short[1]!.includes('..') ? found(`github:${short[1]!}`, short[2], '#') : undefined;
}

function fromPython(text: string): Found | undefined {
  const address = pythonAddress.exec(text);
  return address ? found(address[1]!, address[2], '@') : undefined;
}

function found(repository: string, written: string | undefined, sign: GitSource['sign']): Found {
  // npm: `#semver:^1.0` chooses a tag, `#v1::path:packages/x` names a folder besides.
  const ref = written?.split('::')[0] || undefined;
  const plain = repository.replace(/\.git$/, '');
  return ref === undefined ? { repository: plain, fixed: false, sign } : { repository: plain, ref, fixed: commit.test(ref), sign };
}
