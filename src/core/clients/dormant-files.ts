import { say } from '../text/message.ts';
import type { Environment, Location } from './client.ts';
import { userFiles, workspaceFiles } from './clients.ts';
import { anyDialect } from './dialect.ts';
import type { KnownFile } from './known-file.ts';
import { KnownPaths, type KnownPath } from './known-path.ts';
import { syntaxByName } from './location.ts';

/** Every place where some client keeps servers, for files that only their name or their content speaks for. */
const anyPlace: Location['servers'] = [
  { at: ['mcpServers'], form: 'mixed' }, { at: ['servers'] }, { at: ['mcp', 'servers'] }, { at: ['mcp.servers'] }, { at: ['settings', 'mcp', 'servers'] }, { at: ['settings', 'mcp.servers'] },
  { at: ['mcp-servers'] }, { at: ['mcp_servers'] }, { at: ['context_servers'] }, { at: ['amp.mcpServers'] }, { at: ['powers', 'mcpServers'] },
  { at: ['projects', '*', 'mcpServers'] }, { at: ['server', 'mcp_config'], form: 'one' }, { at: ['mcp'], lookAlikes: true }, 'bare',
];

/** A file that no client is known for where it lies: whatever some client would find in it. @param path names it; a pattern too */
export function unknownFile(path: string): KnownFile {
  return { path, scope: 'workspace', clients: [], spelling: 'claude-code', locations: [{ scope: 'workspace', path, syntax: syntaxByName(path.replace(/\.(?:bak|backup|old|orig|example|sample|template|tmpl|dist)$/i, '')), servers: anyPlace, dialect: anyDialect }] };
}

/** Names that say what a file is, wherever it lies: templates, backups, presets, and what a plugin's source holds. */
const names = [
  '*mcp*.json', '*mcp*.jsonc', '*mcp*.json.*', '*mcp*.json~', '*claude*desktop*.json', '*claude*desktop*.json.*', '.claude.json.*', '*.agent.md', '.codex/*.toml', '.codex/config.toml.*',
];

/** A bundle's manifest (`server` and `mcp_config` say so): its own kind of server, which a client starts where it is unpacked. */
const bundles: readonly KnownFile[] = [
  { ...unknownFile('manifest.json'), locations: userLocationsAt('manifest.json'), aside: true },
  ...['*.mcpb', '*.dxt'].map((path) => ({ ...unknownFile(path), locations: [{ ...unknownFile(path).locations[0]!, opaque: say('It is a packed bundle: its manifest is read where it is unpacked.') }] })),
];

function userLocationsAt(name: string): readonly Location[] {
  return userFiles({ platform: 'linux', home: '~', env: {} }).find(({ path }) => path.endsWith(`/${name}`))!.locations;
}

/** Copies of users' files, as repositories of dotfiles hold them: below any folder, what would lie below a home. */
function copies(): KnownFile[] {
  const found = new Map<string, KnownFile>();
  for (const environment of homes) {
    for (const known of userFiles(environment)) {
      const path = known.path.startsWith('~/') ? known.path.slice(2) : undefined;
      // What has only folders of any name before it would be found everywhere.
      if (path !== undefined && !path.startsWith('*') && !found.has(path)) found.set(path, { ...known, path, scope: 'workspace' });
    }
  }
  return [...found.values()];
}

const homes: readonly Environment[] = (['linux', 'darwin', 'win32'] as const).map((platform) => ({ platform, home: '~', env: {} }));

/**
 * Files that no client reads where they lie, recognised by their names or by what they would be elsewhere (design.md, Terms: dormant). To be
 * looked for behind the files of a workspace.
 */
export const dormantFiles: readonly KnownFile[] = (() => {
  const known = new Set(workspaceFiles.map(({ path }) => path));
  return [...copies(), ...bundles, ...['mcp.json', ...names].map((name) => ({ ...unknownFile(name), aside: true as const }))].filter(({ path }) => !known.has(path)).map((file) => ({ ...file, dormant: true as const }));
})();

const paths = new KnownPaths(dormantFiles);

/** Which of them a path is, by its end. */
export function dormantPathAt(path: string): KnownPath | undefined {
  return paths.at(path.replaceAll('\\', '/').split('/'));
}
