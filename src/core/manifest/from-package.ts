import { parseJson } from '../config/json/parse.ts';
import type { Path } from '../config/node.ts';
import { declarations } from './contract-draft.ts';
import { contractKey, manifestSchema } from './contract.ts';
import { todoAt } from './fields.ts';
import { layOut } from './layout.ts';
import type { OwnPackage } from './own-package.ts';
import { repositoryOf } from './repository.ts';
import { proposedName, serverName } from './server-name.ts';
import { findTodos } from './todos.ts';

/** A manifest drafted from a package's own file. */
export interface OwnManifest {
  readonly text: string;
  /** The parts that a person must fill in, in the order they stand. */
  readonly todos: readonly Path[];
}

/**
 * The manifest of a server by those who build it: what its package's file says, and a contract to be filled in. What is not certain is marked, or
 * left out: which variables the server reads, its file does not say.
 */
export function manifestFromPackage(own: OwnPackage): OwnManifest {
  const { name, version, license } = own;
  const repository = own.repository === undefined ? undefined : repositoryOf(own.repository);
  const text = layOut({
    $schema: manifestSchema,
    name: own.mcpName !== undefined && serverName.test(own.mcpName) ? own.mcpName : proposedName({ kind: 'package', package: { name } }, name, own.repository).name,
    description: shortDescription(own.description) ?? todoAt(['description']),
    version: exact(version) ?? todoAt(['version']),
    ...(repository && { repository: { ...repository, ...(own.subfolder !== undefined && isPlainWay(own.subfolder) && { subfolder: own.subfolder }) } }),
    ...(!own.unpublished && { packages: [packageOf(own)] }),
    _meta: { [contractKey]: { contractVersion: 1, ...declarations({ location: 'developer-workstation', egress: [], ...(license !== undefined && /^[\w .()+,&/-]{1,100}$/.test(license) && { license }) }) } },
  });
  return { text, todos: findTodos(parseJson(text).tree!).map(({ path }) => path) };
}

function packageOf({ type, name, version, registry, runs }: OwnPackage): Readonly<Record<string, unknown>> {
  return {
    registryType: type,
    ...(registry !== undefined && /^https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]*)?$/.test(registry) && { registryBaseUrl: registry }),
    identifier: name,
    version: exact(version) ?? todoAt(['packages', 0, 'version']),
    ...(runs && { runtimeHint: type === 'npm' ? 'npx' : 'uvx' }),
    // What is started on somebody's machine speaks over standard input and output; a server that listens as well says so here.
    transport: { type: 'stdio' },
  };
}

/** The whole of it where the format has room, else its first sentence. */
function shortDescription(description: string | undefined): string | undefined {
  const line = description?.replace(/\s+/gu, ' ');
  if (line === undefined || line.length <= 100) return line;
  return /^.{10,99}?[.!](?= )/u.exec(line)?.[0];
}

function exact(version: string | undefined): string | undefined {
  return version !== undefined && version !== '0.0.0' && /^\d[\w.+!-]{0,200}$/.test(version) ? version : undefined;
}

function isPlainWay(way: string): boolean {
  return /^[\w.-]+(?:\/[\w.-]+)*$/.test(way) && !way.split('/').includes('..');
}
