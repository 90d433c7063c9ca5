import type { Environment, Location } from './client.ts';
import type { SyntaxId } from '../config/syntax.ts';

type Rest = Partial<Omit<Location, 'scope' | 'path'>>;

/** Where most clients keep them. */
export const inMcpServers: Location['servers'] = [{ at: ['mcpServers'] }];

/** The syntax of a file by its name; JSON where that says nothing. */
export function syntaxByName(path: string): SyntaxId {
  const lower = path.toLowerCase();
  if (lower.endsWith('.toml')) return 'toml';
  if (lower.endsWith('.yaml') || lower.endsWith('.yml')) return 'yaml';
  return lower.endsWith('.md') ? 'front-matter' : 'json';
}

/** Files of a workspace, with `mcpServers` where nothing else is said. */
export function inWorkspace(paths: readonly string[], rest: Rest = {}): Location[] {
  return paths.map((path) => ({ scope: 'workspace', path, syntax: syntaxByName(path), servers: inMcpServers, ...rest }));
}

/** Files of a user's home. */
export function inHome(paths: readonly string[], rest: Rest = {}): Location[] {
  return paths.map((path) => ofUser(({ home }) => [`${home}/${path}`], { syntax: syntaxByName(path), ...rest }));
}

/** Files of a user, wherever they are. */
export function ofUser(path: (environment: Environment) => readonly string[], rest: Rest = {}): Location {
  return { scope: 'user', path, syntax: 'json', servers: inMcpServers, ...rest };
}

/** Files that hold for every user of the machine. */
export function ofMachine(path: (environment: Environment) => readonly string[], rest: Rest = {}): Location {
  return { scope: 'managed', path, syntax: 'json', servers: inMcpServers, ...rest };
}
