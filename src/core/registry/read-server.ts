import validSemver from 'semver/functions/valid';
import { knownToken } from '../secret/token-formats.ts';
import { compact, exactText, field, fieldsOf, instant, listOf, shownText, type Fields } from './fields.ts';
import { readArguments, readVariableMap, readVariables } from './read-input.ts';
import type { RegistryPackage, RegistryRemote, RegistryServer, RegistryStatus } from './registry-server.ts';

/** What the registry itself says of an entry, apart from what its publisher does. */
const officialKey = 'io.modelcontextprotocol.registry/official';

/**
 * One entry of a registry's answer; undefined when it names no server. Takes `{ server, _meta }`, and the editions before it, which
 * had all in one (API changelog, 2025-09-29). What is malformed in it costs that part only.
 */
export function readServer(value: unknown): RegistryServer | undefined {
  const response = fieldsOf(value);
  const server = response && (fieldsOf(field(response, 'server')) ?? response);
  if (!server) return undefined;
  const name = exactText(server, 'name', 300);
  const version = exactText(server, 'version', 255);
  if (name === undefined || version === undefined) return undefined;
  const official = metaOf(response) ?? metaOf(server) ?? {};
  const repository = fieldsOf(field(server, 'repository'));
  return compact<RegistryServer>({
    name, version,
    ...readStatus(official, server, response),
    statusChangedAt: instant(official, 'statusChangedAt'),
    updatedAt: instant(official, 'updatedAt'),
    isLatest: field(official, 'isLatest') === true && validSemver(version) !== null ? true : undefined,
    title: shownText(server, 'title', 100),
    description: shownText(server, 'description', 300),
    packages: listOf(server, 'packages').flatMap(readPackage),
    remotes: listOf(server, 'remotes').flatMap(readRemote),
    repository: repository && exactText(repository, 'url', 500),
  });
}

function metaOf(fields: Fields): Fields | undefined {
  const meta = fieldsOf(field(fields, '_meta'));
  return meta && fieldsOf(field(meta, officialKey));
}

/** Without a status it is active; one that is not known here is not, since what it takes back cannot be told. */
function readStatus(official: Fields, server: Fields, response: Fields): { status: RegistryStatus; statusMessage: string | undefined } {
  const statusMessage = shownText(official, 'statusMessage', 500);
  let status: RegistryStatus = 'active';
  // Some put it beside `server`; anything else may stand there too.
  const besides = ['deprecated', 'deleted'].find((word) => word === field(response, 'status'));
  for (const given of [field(official, 'status'), field(server, 'status'), besides]) {
    if (given === undefined || given === null || given === 'active') continue;
    if (given === 'deleted') return { status: given, statusMessage };
    if (given !== 'deprecated') return { status: 'deprecated', statusMessage: statusMessage ?? (typeof given === 'string' ? shownText({ given }, 'given', 50) : undefined) };
    status = given;
  }
  return { status, statusMessage };
}

function readPackage(fields: Fields): RegistryPackage[] {
  const identifier = address(fields, 'identifier', 1000);
  if (identifier === undefined) return [];
  const transport = fieldsOf(field(fields, 'transport')) ?? {};
  const digest = exactText(fields, 'fileSha256', 80)?.toLowerCase();
  // Unreadable is not the same as absent: without it another version, or another registry, would be meant.
  if (isUnreadable(fields, 'version', 255) || isUnreadable(fields, 'registryBaseUrl', 500)) return [];
  return [compact<RegistryPackage>({
    type: (exactText(fields, 'registryType', 40) ?? '').toLowerCase(),
    identifier,
    version: exactText(fields, 'version', 255),
    registryBaseUrl: exactText(fields, 'registryBaseUrl', 500),
    fileSha256: digest !== undefined && /^[0-9a-f]{64}$/.test(digest) ? digest : undefined,
    runtimeHint: exactText(fields, 'runtimeHint', 40),
    transport: exactText(transport, 'type', 40) ?? 'stdio',
    url: address(transport, 'url', 2000),
    runtimeArguments: readArguments(fields, 'runtimeArguments'),
    packageArguments: readArguments(fields, 'packageArguments'),
    environmentVariables: readVariables(fields, 'environmentVariables'),
  })];
}

function isUnreadable(fields: Fields, name: string, limit: number): boolean {
  const value = field(fields, name);
  return value !== undefined && value !== null && value !== '' && exactText(fields, name, limit) === undefined;
}

function readRemote(fields: Fields): RegistryRemote[] {
  const url = address(fields, 'url', 2000);
  if (url === undefined) return [];
  return [compact<RegistryRemote>({ type: exactText(fields, 'type', 40) ?? 'streamable-http', url, variables: readVariableMap(fields), headers: readVariables(fields, 'headers') })];
}

/** What must not be kept when it holds a credential. */
function address(fields: Fields, name: string, limit: number): string | undefined {
  const text = exactText(fields, name, limit);
  return text !== undefined && knownToken(text) === undefined ? text : undefined;
}
