/** Shells: what one runs stands in a language of its own. */
const shells = 'sh bash zsh dash ash ksh mksh oksh yash rbash fish csh tcsh nu elvish xonsh busybox toybox powershell pwsh cmd command wscript cscript osascript'.split(' ');

/** Programs that start another program, or build and run what lies in a folder, in ways that are not read here. */
const starters = (
  'sudo doas su runas gsudo pkexec runuser xargs find parallel watch entr ssh scp rsync wsl start open xdg-open rundll32 mshta regsvr32 msiexec wmic forfiles conhost wt explorer schtasks ' +
  'exec eval command setsid ionice chrt taskset unbuffer script expect screen tmux at crontab systemd-run flock chroot unshare nsenter bwrap firejail proot fakeroot strace ltrace gdb valgrind perf ' +
  'caffeinate arch dbus-run-session tini dumb-init sg cpulimit rlwrap ld.so ld-linux-x86-64.so.2 ld-linux-aarch64.so.1 ' +
  'flatpak snap toolbox distrobox lxc vagrant kubectl oc helm docker-compose podman-compose devcontainer devspace ' +
  'dotenv dotenvx env-cmd cross-env direnv mise asdf rtx volta fnm nvm n nodenv pyenv rbenv conda mamba micromamba pixi nix nix-shell nix-run devbox flox guix ' +
  'op doppler infisical chamber aws-vault vault teller sops envchain poetry pdm hatch rye pipenv tox nox virtualenv ipython jupyter uvicorn gunicorn pip pip3 easy_install ' +
  'cargo rustup go swift zig dart flutter gradle gradlew mvn mvnw sbt lein clojure clj scala kotlin groovy jbang mill bazel buck make cmake ninja just task rake gem bundle bundler composer mix rebar3 stack cabal opam luarocks ' +
  'nodemon ts-node-dev node-dev concurrently pm2 forever npm-run-all run-s run-p zx vite-node jiti babel-node corepack nx turbo lerna rush vercel netlify wrangler gh git hg svn curl wget certutil bitsadmin awk gawk sed vi vim nvim emacs ed less man erl elixir iex'
).split(' ');

/** Programs that run a script they are given. */
const interpreters = 'node python py pypy ruby java javaw bun deno tsx ts-node dotnet php perl lua luajit rscript julia'.split(' ');

/** Programs that fetch a package and run it. */
const fetchers = 'npx npm pnpm pnpx yarn yarnpkg bunx uvx uv pipx docker podman nerdctl dnx'.split(' ');

/** Programs that only start another one, and say plainly which. */
const wrappers = 'env nohup nice timeout gtimeout stdbuf gstdbuf time'.split(' ');

const pythonVersion = /^(python|pypy)(?:\d+(?:\.\d+)?t?)?w?$/;

/** A program's name without what tells versions of it apart: `python3.12` is `python`. */
function programKey(name: string): string {
  return pythonVersion.exec(name)?.[1] ?? (name === 'nodejs' ? 'node' : name);
}

type Sort = 'shell' | 'starter' | 'interpreter' | 'fetcher' | 'wrapper';

const sorts: ReadonlyMap<string, Sort> = new Map(
  Object.entries({ starter: starters, wrapper: wrappers, shell: shells, interpreter: interpreters, fetcher: fetchers }).flatMap(([sort, names]) => names.map((name): [string, Sort] => [name, sort as Sort])),
);

/** What sort of program a plain name is; undefined for a program that is what it is. */
export function sortOf(key: string): Sort | undefined {
  return sorts.get(key);
}

/** Whether a program of that name runs whatever it is given. */
export function startsPrograms(name: string): boolean {
  return sortOf(programKey(name.toLowerCase())) !== undefined;
}

/** A command as written, taken apart. */
export interface Program {
  /** With `/` for separators. */
  readonly path: string;
  /** The file's name, without `.exe` or `.cmd`. */
  readonly name: string;
  /** `name` in lower case and without its version, for looking up. */
  readonly key: string;
  /** Written in a case that every system takes for the same program. */
  readonly spelled: boolean;
  /** Found on PATH or in a folder that only an administrator or a package manager writes to: a name there is what it says. */
  readonly trusted: boolean;
}

const windowsPath = /^[A-Za-z]:[\\/]|^\\\\|\\/;
const windowsEnding = /\.(?:exe|cmd)$/i;

/**
 * Where operating systems and the usual installers keep programs. Anything else may hold a program of any name: `./npx` and
 * `/tmp/npx` are programs of their own, and so is what a user's home directory holds.
 */
const systemFolders = new Set([
  '/bin', '/usr/bin', '/usr/local/bin', '/sbin', '/usr/sbin', '/opt/homebrew/bin', '/home/linuxbrew/.linuxbrew/bin', '/opt/local/bin', '/snap/bin', '/run/current-system/sw/bin',
]);
const windowsFolders = new Set([
  'c:/windows', 'c:/windows/system32', 'c:/program files/nodejs', 'c:/program files (x86)/nodejs', 'c:/program files/dotnet', 'c:/program files/docker/docker/resources/bin', 'c:/program files/redhat/podman',
]);

/** Most commands are such a word. */
const plainWord = /^[a-z][a-z0-9_-]*$/;

export function programNamed(command: string): Program {
  if (plainWord.test(command)) return { path: command, name: command, key: programKey(command), spelled: true, trusted: true };
  const slash = Math.max(command.lastIndexOf('/'), command.lastIndexOf('\\'));
  const file = slash < 0 ? command : command.slice(slash + 1);
  const name = file.length > 4 ? file.replace(windowsEnding, '') : file;
  const key = programKey(name.toLowerCase());
  const spelled = name === name.toLowerCase() || name.length < file.length || windowsPath.test(command);
  if (slash < 0) return { path: command, name, key, spelled, trusted: true };
  const path = windowsPath.test(command) ? command.replaceAll('\\', '/') : command;
  const folder = path.slice(0, slash);
  return { path, name, key, spelled, trusted: systemFolders.has(folder) || windowsFolders.has(folder.toLowerCase()) };
}
