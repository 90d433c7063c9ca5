/** What a folder's `.npmrc` says of where code comes from and which runs. */
export interface Npmrc {
  /** By key: `npm`, or `npm:@scope`. As written, without login. */
  readonly registries: ReadonlyMap<string, string>;
  /** Other settings that decide which code runs, by name. */
  readonly settings: readonly string[];
}

/** Settings of npm, and some of pnpm, that change which code is fetched or runs (`@npmcli/config`, definitions; https://pnpm.io/npmrc). */
export const decisiveSettings: ReadonlySet<string> = new Set(
  (
    'before ca cache cafile call cpu dangerously-allow-all-scripts git global globalconfig https-proxy include-workspace-root install-links libc location min-release-age ' +
    'node-gyp node-options os package prefix proxy replace-registry-host scope script-shell shell strict-ssl tag userconfig workspace workspaces ' +
    'global-pnpmfile pnpmfile store-dir use-node-version'
  ).split(' '),
);

/** What those settings are when nobody sets them: said aloud, it changes nothing. */
const defaults: Readonly<Record<string, string>> = { 'strict-ssl': 'true', tag: 'latest', 'dangerously-allow-all-scripts': 'false', global: 'false', 'include-workspace-root': 'false', 'install-links': 'false', workspaces: 'false' };

const login = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i;

/**
 * Read a `.npmrc` as npm does (package `ini`): `key = value`, comments behind `;` and `#`, quotes, sections, the last of several counts.
 * Variables (`${NAME}`) stay as written: who reads the result sees that the value is not known.
 */
export function readNpmrc(text: string): Npmrc {
  const registries = new Map<string, string>();
  const settings = new Set<string>();
  for (const line of text.split(/[\r\n]+/)) {
    if (/^\s*(?:[;#]|$)/.test(line)) continue;
    // What stands below a section's head is part of it, and not a setting.
    if (/^\[[^\]]*\]\s*$/.test(line)) break;
    const equals = line.indexOf('=');
    const key = plain(equals < 0 ? line : line.slice(0, equals)).replace(/\[\]$/, '');
    const value = equals < 0 ? 'true' : plain(line.slice(equals + 1));
    const scope = /^(@[^/:=]{1,214}):registry$/.exec(key)?.[1];
    if (key === 'registry' || scope !== undefined) registries.set(scope === undefined ? 'npm' : `npm:${scope}`, value.replace(login, '$1'));
    else if (key.includes('${')) settings.add(key.slice(0, 100));
    else if (decisiveSettings.has(key) && value !== defaults[key]) settings.add(key);
    else settings.delete(key);
  }
  return { registries, settings: [...settings] };
}

/** A value without quotes and what is a comment behind it. */
function plain(text: string): string {
  const trimmed = text.trim();
  const quote = trimmed[0];
  if ((quote === '"' || quote === "'") && trimmed.length > 1 && trimmed.endsWith(quote)) {
    const inner = trimmed.slice(1, -1);
    if (quote === "'") return inner;
    try {
      return String(JSON.parse(trimmed));
    } catch {
      return inner;
    }
  }
  return trimmed.replace(/(?<!\\)[;#].*$/, '').replace(/\\([\\;#])/g, '$1').trim();
}
