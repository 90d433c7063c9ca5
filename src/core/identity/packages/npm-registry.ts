import type { NamedValue } from '../../config/config-file.ts';
import type { FolderFacts } from '../../facts.ts';
import { canonicalRegistry } from '../canonical-url.ts';
import type { FoundFlag } from '../flags.ts';
import { opaque, variableIn, type CannotTell } from '../launched.ts';
import { say } from '../../text/message.ts';
import { hasVariable } from '../variables.ts';

/** Where a package comes from, and which of the things that say so are thereby accounted for. */
export interface Source {
  /** Undefined for the default registry. */
  readonly registry: string | undefined;
  /** What redirects other packages, or could redirect this one for another reader of the settings. */
  readonly hijacks: readonly string[];
  /** Environment variables, in lower case, that need not be told as hijacks. */
  readonly accounted: readonly string[];
}

const defaultRegistry = canonicalRegistry(__NPM_DEFAULT_REGISTRY__);
const notAnAddress = opaque(say('The package comes from a registry whose address is no web address, so where the code comes from cannot be told.'));

/** A registry in canonical form, or why it cannot be told. */
export function readRegistry(text: string): string | CannotTell {
  if (hasVariable(text)) return variableIn.registry;
  return canonicalRegistry(text) ?? notAnAddress;
}

const byDefault: Source = { registry: undefined, hijacks: [], accounted: [] };

interface Setting {
  readonly from: 'flag' | 'env' | 'folder';
  /** As it is shown when it is a hijack. */
  readonly shown: string;
  readonly key: string;
  readonly url: string;
}

/**
 * Where npm takes a package from: the setting for its scope before the one for all (npm-registry-fetch, `pickRegistry`), each from
 * flag before environment before `.npmrc` (@npmcli/config). Variables of that name in any case count. Settings in the user's own
 * files are not known; they are the user's.
 */
export function npmSource(name: string, flags: readonly FoundFlag[], env: readonly NamedValue[], folder: FolderFacts | undefined): Source | CannotTell {
  const settings = settingsFor(flags, env, folder);
  if (settings.length === 0) return byDefault;
  const scopeKey = name.startsWith('@') ? `${name.slice(0, name.indexOf('/')).toLowerCase()}:registry` : undefined;
  const chosen = (scopeKey !== undefined && settings.find(({ key }) => key.toLowerCase() === scopeKey)) || settings.find(({ key }) => key === 'registry');
  const hijacks: string[] = [];
  const accounted: string[] = [];
  let registry: string | undefined;
  for (const setting of settings) {
    const read = readRegistry(setting.url);
    if (setting === chosen) {
      if (typeof read !== 'string') return read;
      if (read !== defaultRegistry) registry = read;
    }
    const harmless = setting === chosen || read === defaultRegistry;
    if (harmless && setting.from === 'env') accounted.push(setting.shown.toLowerCase());
    // A scope that `.npmrc` takes from elsewhere bears on dependencies only, which no identity fixes.
    else if (!harmless && setting.from !== 'env' && !(setting.from === 'folder' && setting.key !== 'registry')) hijacks.push(setting.shown);
  }
  return { registry, hijacks, accounted };
}

const prefix = 'npm_config_';

function settingsFor(flags: readonly FoundFlag[], env: readonly NamedValue[], folder: FolderFacts | undefined): Setting[] {
  const settings: Setting[] = [];
  for (const { name, meaning, value } of flags) {
    // npm keeps the last of several.
    if (meaning === 'registry') settings.unshift({ from: 'flag', shown: name, key: name === '--registry' ? 'registry' : name.slice(2), url: value.value });
  }
  const fromEnv: Setting[] = [];
  for (const { name, value } of env) {
    if (!value || name.length < 19 || name.slice(0, prefix.length).toLowerCase() !== prefix) continue;
    const key = name.slice(prefix.length).toLowerCase();
    if (key === 'registry' || key.endsWith(':registry')) fromEnv.push({ from: 'env', shown: name, key, url: value });
  }
  settings.push(...fromEnv);
  if (!folder) return settings;
  for (const [key, { url, evidence }] of folder.registries) {
    if (key === 'npm') settings.push({ from: 'folder', shown: evidence, key: 'registry', url });
    else if (key.startsWith('npm:@')) settings.push({ from: 'folder', shown: evidence, key: `${key.slice(4)}:registry`, url });
  }
  return settings;
}
