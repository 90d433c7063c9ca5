import { mapOf, own, type Folder } from './folder.ts';
import { readNpmrc, type Npmrc } from './npmrc.ts';

const noNpmrc: Npmrc = { registries: new Map(), settings: [] };

/** The folder's `.npmrc`. One that npm would read and we do not (it lies elsewhere, or is too large) counts as a setting that decides. */
export function npmrcOf(folder: Folder): Npmrc {
  const content = folder.content('.npmrc');
  if ('text' in content) return readNpmrc(content.text);
  return 'absent' in content ? noNpmrc : { ...noNpmrc, settings: ['.npmrc'] };
}

/** A comment, or nothing. No other sign that some reader takes for a line's end may stand in it. */
const emptyLine = /^[ \t]*(?:#[^\r\u0085\u2028\u2029]*)?$/;
/** `key: value` at the line's start, whose value is one plain word: no anchor, tag, quote or bracket that could go on elsewhere. */
const plainLine = /^([A-Za-z]{1,40}):(?:[ \t]+[A-Za-z0-9][\w.~^-]*)?[ \t]*$/;
const plainItem = /^ *- +(?:'[^'\\\r\n]*'|"[^"\\\r\n]*"|[A-Za-z0-9.][\w.*/@-]*)[ \t]*$/;

/** Whether a YAML file holds but plain lines with these keys, so that every reader takes it alike and nothing in it decides what runs. */
function onlyHarmless(text: string, keys: ReadonlySet<string>): boolean {
  let items = false;
  return text.replace(/^\ufeff/, '').split(/\r?\n/).every((line) => {
    if (emptyLine.test(line)) return true;
    if (items && plainItem.test(line)) return true;
    const [, key] = plainLine.exec(line) ?? [];
    items = /:\s*$/.test(line);
    return key !== undefined && keys.has(key);
  });
}

const pnpmHarmless = new Set('packages onlyBuiltDependencies ignoredBuiltDependencies neverBuiltDependencies autoInstallPeers strictPeerDependencies saveWorkspaceProtocol savePrefix saveExact sharedWorkspaceLockfile nodeLinker shamefullyHoist hoist hoistPattern publicHoistPattern'.split(' '));
const yarnHarmless = new Set('nodeLinker enableTelemetry enableColors enableProgressBars enableImmutableInstalls enableScripts compressionLevel defaultSemverRangePrefix nmHoistingLimits nmMode logFilters preferInteractive'.split(' '));
const oldYarnHarmless = /^(?:[ \t]*(?:#.*)?|(?:lastUpdateCheck|save-prefix|disable-self-update-check|network-timeout|ignore-engines|version-git-tag|workspaces-experimental|--install\.[a-z.-]+|--add\.[a-z.-]+) "?[\w.^~-]*"?)$/;

/** Settings that decide which code runs, in files of which the rest does not. What cannot be read, or not for certain, counts as one that does. */
const inFiles: readonly { readonly launcher: string; readonly file: string; readonly decides: (text: string) => boolean }[] = [
  // https://pnpm.io/settings
  { launcher: 'pnpm', file: 'pnpm-workspace.yaml', decides: (text) => !onlyHarmless(text, pnpmHarmless) },
  // https://yarnpkg.com/configuration/yarnrc
  { launcher: 'yarn', file: '.yarnrc.yml', decides: (text) => !onlyHarmless(text, yarnHarmless) },
  { launcher: 'yarn', file: '.yarnrc', decides: (text) => !text.split(/\r?\n/).every((line) => oldYarnHarmless.test(line)) },
  // https://docs.astral.sh/uv/concepts/configuration-files: `[tool.uv]`, however it is spelled.
  { launcher: 'uv', file: 'pyproject.toml', decides: (text) => /\btool\b[^\n]{0,50}\buv\b(?!-)|^\s*\[\s*["']?tool["']?\s*\]|^\s*["']?tool["']?\s*=|\\[uUx]/m.test(text) },
  // The SDK to use may lie in the folder (https://learn.microsoft.com/dotnet/core/tools/global-json, `paths`).
  { launcher: 'dnx', file: 'global.json', decides: (text) => /"paths"|\\u/.test(text) },
  // Deno takes npm packages from node_modules where a package.json asks for some (https://docs.deno.com/runtime/fundamentals/node/).
  { launcher: 'deno', file: 'package.json', decides: asksForPackages },
];

function asksForPackages(text: string): boolean {
  try {
    const manifest = mapOf(JSON.parse(text.replace(/^\ufeff/, '')));
    return !manifest || ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'workspaces'].some((key) => own(manifest, key) !== undefined);
  } catch {
    return true;
  }
}

/** What Windows starts of that name, and looks for in the current folder before anywhere else. */
const windowsProgram = /^(.+)\.(?:com|exe|bat|cmd|ps1|vbs|wsf)$/;

/** Files and folders that decide by being there, names compared without case as on Windows and macOS. */
const byName: readonly (readonly [launcher: string, names: readonly string[]])[] = [
  ['pnpm', ['.pnpmfile.cjs', '.pnpmfile.mjs', 'pnpmfile.js']],
  ['bun', ['bunfig.toml']],
  ['deno', ['deno.json', 'deno.jsonc', 'node_modules']],
  ['uv', ['uv.toml']],
  ['pipx', ['__pypackages__']],
  ['dnx', ['nuget.config', 'dotnet-tools.json']],
];

/** What in the folder decides which code a launcher started there runs, by launcher (`FolderFacts.overrides`). */
export function overridesIn(folder: Folder, npmrc: Npmrc): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (launcher: string, name: string): void => void found.set(launcher, [...(found.get(launcher) ?? []), name]);
  for (const setting of npmrc.settings) for (const launcher of ['npm', 'pnpm']) add(launcher, setting);
  for (const { launcher, file, decides } of inFiles) {
    const content = folder.content(file);
    if ('text' in content ? decides(content.text) : 'unreadable' in content) add(launcher, file);
  }
  const names = [...folder.names(''), ...folder.names('.config').filter((name) => name.toLowerCase() === 'dotnet-tools.json')];
  for (const [launcher, wanted] of byName) for (const name of names) if (wanted.includes(name.toLowerCase())) add(launcher, name);
  for (const name of folder.names('')) {
    const program = windowsProgram.exec(name.toLowerCase())?.[1];
    // The launchers that npm installs for Windows look for `node` in the same way.
    for (const started of program === 'node' ? ['node', 'npx', 'npm', 'pnpm', 'pnpx', 'yarn', 'yarnpkg'] : program === undefined ? [] : [program]) add(`program:${started}`, name);
  }
  return found;
}

/**
 * The programs that the folder itself offers to npm's launchers (`FolderFacts.bins`); `*` when they cannot all be told: package.json or
 * node_modules/.bin cannot be read, or `directories.bin` offers whatever lies in another folder.
 */
export function binsIn(folder: Folder): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string): void => void found.add(name).add(name.toLowerCase());
  const manifest = folder.manifest('package.json');
  if ('unreadable' in manifest) add('*');
  if ('map' in manifest) {
    const { map } = manifest;
    const bin = own(map, 'bin');
    const name = own(map, 'name');
    if (typeof bin === 'string' && typeof name === 'string') add(name.replace(/^@[^/]*\//, ''));
    // npm takes what stands behind the last separator (`npm-normalize-package-bin`).
    else for (const key of Array.isArray(bin) ? bin.map(String) : Object.keys(mapOf(bin) ?? {})) add(key.replace(/^.*[\\/:](?=.)/s, ''));
    if (own(mapOf(own(map, 'directories')), 'bin') !== undefined) add('*');
  }
  const linked = (way: string, before: string): void => {
    const entries = folder.entries(way);
    if ('unreadable' in entries) add('*');
    if (!('names' in entries)) return;
    for (const entry of entries.names) {
      if (before === '' && entry.startsWith('@')) linked(`${way}/${entry}`, `${entry}/`);
      else add(before + entry.replace(/\.(?:cmd|ps1|exe)$/i, ''));
    }
  };
  linked('node_modules/.bin', '');
  return found;
}
