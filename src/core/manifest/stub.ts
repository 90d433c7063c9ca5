import type { ServerDeclaration } from '../config/config-file.ts';
import { pointer, type Path } from '../config/node.ts';
import type { Identity, PackageIdentity, RemoteIdentity } from '../identity/identity.ts';
import { contractFor, type Contract } from './contract-draft.ts';
import { manifestSchema, unresolvedVersion } from './contract.ts';
import { endpointOf } from './endpoint.ts';
import { evidenceFields, type Evidence } from './evidence.ts';
import { todoAt } from './fields.ts';
import type { Heard } from './from-snapshot.ts';
import type { Sha256 } from './launch-mark.ts';
import { Notes } from './notes.ts';
import { identifierOf, namedInputs, packageLaunch, registryOf } from './packages.ts';
import { isPlainName } from './plain.ts';
import { repositoryOf } from './repository.ts';
import { proposedName, serverName } from './server-name.ts';
import { isOpen } from './todos.ts';

export interface StubInput {
  readonly server: ServerDeclaration;
  readonly identity: Identity;
  /** The declaration, as `file#pointer`, the file relative to the workspace with `/`. */
  readonly source: string;
  /** What is known from beside the config file. */
  readonly evidence: readonly Evidence[];
  readonly sha256: Sha256;
  /** What the server said of itself, where the user let it be listened to: its tools and their digest are proposed. */
  readonly heard?: Heard;
}

/** A manifest drafted anew, and where each value of it comes from. */
export interface Stub {
  /** All of it but the contract. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly contract: Contract;
  readonly evidence: readonly Evidence[];
}

/** The manifest of a server as far as it can be known; what cannot is marked TODO. Holds no value of a variable, header or parameter. */
export function stubOf(input: StubInput): Stub {
  const { server, identity } = input;
  const notes = new Notes(input.source, input.evidence);
  const title = server.name.slice(0, 100);
  const fields = {
    $schema: manifestSchema,
    name: nameFor(input, notes),
    ...(isPlainName(title) && !isOpen(title) && { title: notes.found('/title', title, { source: notes.source, confidence: 'low', inferred: true }) }),
    description: todoAt(['description']),
    version: versionFor(identity, notes, ['version']),
    ...repositoryFor(notes),
    ...(identity.kind === 'package' && { packages: [packageFor(server, identity, notes)] }),
    ...(identity.kind === 'remote' && remotesFor(server, identity, notes)),
  };
  const contract = contractFor(input, notes);
  const { evidence } = notes;
  return { fields, contract: { ...contract, detected: { ...contract.detected, evidence } }, evidence };
}

function nameFor({ server, identity }: StubInput, notes: Notes): string {
  const stated = notes.best(evidenceFields.name, (value) => serverName.test(value) && value.length >= 3 && value.length <= 200);
  if (stated) return notes.found('/name', stated.value, stated);
  const repository = notes.best(evidenceFields.repository, (value) => repositoryOf(value) !== undefined);
  const { name, open } = proposedName(identity, server.name, repository?.value);
  return open || !repository ? name : notes.found('/name', name, { source: repository.source, confidence: 'low', inferred: true });
}

/** The version of a package, which is also that of the server in it. An image has none beside its digest; other servers tell theirs only when asked. */
function versionFor(identity: Identity, notes: Notes, path: Path): string {
  if (identity.kind !== 'package') return todoAt(path);
  const { type, version } = identity.package;
  const field = pointer(path);
  if (type === 'oci') return notes.stated(field, version === undefined ? unresolvedVersion : todoAt(path));
  if (version !== undefined && isVersion(version)) return notes.stated(field, version);
  const known = notes.best(evidenceFields.version, isVersion);
  return known ? notes.found(field, known.value, known) : notes.stated(field, unresolvedVersion);
}

function isVersion(text: string): boolean {
  return text !== 'latest' && text.length <= 255 && /^[\w.+!-]+$/.test(text);
}

function repositoryFor(notes: Notes): { repository?: unknown } {
  const found = notes.best(evidenceFields.repository, (value) => repositoryOf(value) !== undefined);
  const repository = found && repositoryOf(found.value);
  if (!found || !repository) return {};
  return { repository: { url: notes.found('/repository/url', repository.url, found), source: notes.found('/repository/source', repository.source, found) } };
}

function packageFor(server: ServerDeclaration, identity: PackageIdentity, notes: Notes): unknown {
  const { package: ref, launch } = identity;
  const { runtimeHint, runtimeArguments, packageArguments } = packageLaunch(server, identity);
  const environmentVariables = namedInputs(launch.env);
  const registry = registryOf(ref);
  const at = '/packages/0';
  return {
    registryType: ref.type,
    ...(registry !== undefined && { registryBaseUrl: notes.stated(`${at}/registryBaseUrl`, registry) }),
    identifier: notes.stated(`${at}/identifier`, identifierOf(ref)),
    ...(ref.type !== 'oci' && { version: versionFor(identity, notes, ['packages', 0, 'version']) }),
    runtimeHint: notes.stated(`${at}/runtimeHint`, runtimeHint),
    ...(runtimeArguments.length > 0 && { runtimeArguments: notes.stated(`${at}/runtimeArguments`, runtimeArguments) }),
    ...(packageArguments.length > 0 && { packageArguments: notes.stated(`${at}/packageArguments`, packageArguments) }),
    transport: { type: 'stdio' },
    ...(environmentVariables.length > 0 && { environmentVariables: notes.stated(`${at}/environmentVariables`, environmentVariables) }),
  };
}

function remotesFor(server: ServerDeclaration, identity: RemoteIdentity, notes: Notes): { remotes?: unknown } {
  const endpoint = endpointOf(identity.url);
  if (!endpoint) return {};
  const at = '/remotes/0';
  const { args } = identity.launch;
  const sse = server.transport === 'sse' || (identity.via !== undefined && args.some((arg) => arg === 'sse-only' || arg === 'sse-first' || arg === '--sse'));
  const headers = namedInputs([...server.headers, ...bridgedHeaders(args)]);
  const remote = {
    type: notes.stated(`${at}/type`, sse ? 'sse' : 'streamable-http'),
    url: notes.stated(`${at}/url`, endpoint.url),
    ...(endpoint.variables && { variables: notes.stated(`${at}/variables`, endpoint.variables) }),
    ...(headers.length > 0 && { headers: notes.stated(`${at}/headers`, headers) }),
  };
  return { remotes: [remote] };
}

/** Headers that a bridge is told to send: `--header "Name: value"`, `-H Name value`. */
function bridgedHeaders(args: readonly string[]): { readonly name: string; readonly path: Path; readonly value: string | undefined }[] {
  return args.flatMap((arg, i) => {
    const [, inline] = /^--headers?=(.*)$/s.exec(arg) ?? [];
    const text = inline ?? (i > 0 && /^(?:--headers?|-H)$/.test(args[i - 1]!) ? arg : undefined);
    const [, name, value] = /^\s*([A-Za-z0-9][\w-]{0,100})\s*(?::(.*))?$/s.exec(text ?? '') ?? [];
    return name === undefined ? [] : [{ name, path: [], value: value?.trim() }];
  });
}

