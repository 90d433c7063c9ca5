import { mapOf, own, type Folder } from './folder.ts';
import { readNpmrc, type Npmrc } from './npmrc.ts';

const noNpmrc: Npmrc = { registries: new Map(), settings: [] };

/** The folder's `.npmrc`. One that npm would read and we do not (it lies elsewhere, or is too large) counts as a setting that decides. */
export function npmrcOf(folder: Folder): Npmrc {
  const content = folder.content('.npmrc');
  if ('text' in content) return readNpmrc(content.text);
  return 'absent' in content ? noNpmrc : { ...noNpmrc, settings: ['.npmrc'] };
}

/** Settings that decide which code runs, in files of which the rest does not. What cannot be read counts as one that does. */
const inFiles: readonly { readonly launcher: string; readonly file: string; readonly decides: RegExp }[] = [
  // https://pnpm.io/settings
  { launcher: 'pnpm', file: 'pnpm-workspace.yaml', decides: /^["']?(?:registr(?:y|ies)|pnpmfile|globalPnpmfile|scriptShell|nodeOptions|useNodeVersion|configDependencies|storeDir|strictSsl|ca|cafile|proxy|httpsProxy|dangerouslyAllowAllBuilds)["']? *:/m },
  // https://yarnpkg.com/configuration/yarnrc
  { launcher: 'yarn', file: '.yarnrc.yml', decides: /^["']?(?:yarnPath|plugins|npm(?:RegistryServer|Registries|Scopes)|https?Proxy|https?CaFilePath|caFilePath|enableStrictSsl|unsafeHttpWhitelist|networkSettings|globalFolder|cacheFolder|packageExtensions|injectEnvironmentFiles)["']? *:/m },
  { launcher: 'yarn', file: '.yarnrc', decides: /^["']?(?:yarn-path|registry|"?@[^ ]{1,100}:registry|proxy|https-proxy|cafile|strict-ssl|script-shell)["']? /m },
  // https://docs.astral.sh/uv/concepts/configuration-files: `[tool.uv]`, however it is spelled.
  { launcher: 'uv', file: 'pyproject.toml', decides: /\btool\b[^\n]{0,50}\buv\b(?!-)|^\s*\[\s*"?tool"?\s*\]/m },
  // The SDK to use may lie in the folder (https://learn.microsoft.com/dotnet/core/tools/global-json, `paths`).
  { launcher: 'dnx', file: 'global.json', decides: /"paths"/ },
];

/** Files and folders that decide by being there, names compared without case as on Windows and macOS. */
const byName: readonly (readonly [launcher: string, names: readonly string[]])[] = [
  ['pnpm', ['.pnpmfile.cjs', '.pnpmfile.mjs', 'pnpmfile.js']],
  ['bun', ['bunfig.toml']],
  ['deno', ['deno.json', 'deno.jsonc']],
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
    if ('text' in content ? decides.test(content.text) : 'unreadable' in content) add(launcher, file);
  }
  const names = [...folder.names(''), ...folder.names('.config').filter((name) => name.toLowerCase() === 'dotnet-tools.json')];
  for (const [launcher, wanted] of byName) for (const name of names) if (wanted.includes(name.toLowerCase())) add(launcher, name);
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
