/**
 * What the host found out beside the config files, by reading files only: the core does no reading of its own.
 * Everything here comes from the workspace or the machine and is data that may be hostile.
 */
export interface Facts {
  /** Per workspace folder (`ConfigFile.root`). */
  readonly folders: ReadonlyMap<string, FolderFacts>;
}

/** A package as the workspace's lock file or installed files know it. */
export interface KnownPackage {
  readonly version: string;
  /** The file that says so, relative to the folder, with `/`. */
  readonly evidence: string;
  /** `sha512-…` as npm writes it, where the lock file has it. */
  readonly integrity?: string;
  readonly license?: string;
  /** Repository address as the package says. */
  readonly repository?: string;
}

export interface FolderFacts {
  /** `npm:name` or `pypi:name` -> what the lock file pins. */
  readonly locked: ReadonlyMap<string, KnownPackage>;
  /** `npm:name` or `pypi:name` -> what is installed in the folder (node_modules, .venv). */
  readonly installed: ReadonlyMap<string, KnownPackage>;
  /**
   * Registries a file in the folder redirects a launcher to (`.npmrc`): `npm` for all packages, `npm:@scope` for a scope.
   * A server started in the folder gets its code from there, so it bears on identity.
   */
  readonly registries: ReadonlyMap<string, { readonly url: string; readonly evidence: string }>;
  /**
   * Names of the programs that the folder itself offers to npm's launchers: keys of `bin` in its package.json and entries of
   * node_modules/.bin, scoped ones as `@scope/name`. `npx name@1.2.3` runs the one called exactly `name@1.2.3` before it fetches anything.
   * `*` stands for programs whose names cannot be told.
   */
  readonly bins?: ReadonlySet<string>;
  /**
   * Of the packages asked for, the names (npm's) of which a copy may lie where a launcher that prefers local ones finds it: anywhere in
   * node_modules, or the folder itself. No hash of such a copy is known, so that a lock file speaks for none.
   */
  readonly copies?: ReadonlySet<string>;
  /**
   * Whatever else in the folder decides what code a launcher started there runs, as names to show, by launcher: `npm` (settings in
   * .npmrc like `script-shell`, `node-options`), `pnpm`, `yarn` (`.yarnrc.yml` with `yarnPath`), `bun` (`bunfig.toml`), `deno`,
   * `uv` (`uv.toml`, `pyproject.toml`), `pipx` (`__pypackages__`), `dnx` (`nuget.config`). Under `program:npx` and the like: files that Windows starts instead of the launcher.
   */
  readonly overrides?: ReadonlyMap<string, readonly string[]>;
  /** What git says of files in the folder, where it was asked (see `askGit`). */
  readonly git?: GitFacts;
}

/** Ways are from the folder, with `/`. */
export interface GitFacts {
  /** Of the environment files asked for, those that are there and hold a credential: committed or staged, ignored, or neither. */
  readonly envFiles: ReadonlyMap<string, 'tracked' | 'ignored' | 'open'>;
  /** The credentials that the last commit holds, by file and value, each with when its line was last changed; never to be shown or kept. */
  readonly committed: ReadonlyMap<string, ReadonlyMap<string, CommittedSince>>;
}

/** Without a date where the history here is cut short, as in a shallow clone. */
export interface CommittedSince {
  /** `2026-11-21`, as the commit says. */
  readonly date?: string;
  /** The commit's name, abbreviated. */
  readonly commit?: string;
}

export const noFacts: Facts = { folders: new Map() };
