import type { ConfigFile, NamedValue, ServerDeclaration } from '../config/config-file.ts';
import { below, child, nodeAt, stringOf, valueOf, type ConfigNode, type Path } from '../config/node.ts';
import { identityKey } from '../identity/identity-key.ts';
import type { Identity } from '../identity/identity.ts';
import { maskedArguments, maskText, maskUrl } from '../secret/mask.ts';

/**
 * Makes of a text one that is equal for equal texts, and from which it cannot be told, not even by trying all short ones: a keyed
 * hash, its key kept apart from what is stored. The core has no key and no hash of its own.
 */
export type Seal = (text: string) => string;

/** A part of a launch as it may be stored and shown. */
export interface SealedText {
  /** Secrets masked. */
  readonly shown: string;
  readonly seal: string;
}

/** A part whose value is never shown: a variable, a header, a field of the client's. */
export interface SealedValue {
  readonly name: string;
  readonly seal: string;
}

/**
 * What of a declaration bears on what runs, without its secrets. The parts are those of VS Code's own fingerprint of a launch (SHA-256
 * of command, args, env, envFile, cwd, sandbox; url, headers, oauth: read in its bundle 1.139.1), and the fields below beside them.
 */
export interface SealedLaunch {
  /** Of all of it: the same seal, the same launch. */
  readonly seal: string;
  /** Of what is launched or called: the package and where it comes from, the host and path, the program; not the version, not the options. */
  readonly source: string;
  readonly transport: string;
  readonly command?: SealedText;
  readonly args: readonly SealedText[];
  readonly url?: SealedText;
  readonly cwd?: SealedText;
  readonly envFile?: SealedText;
  readonly env: readonly SealedValue[];
  readonly headers: readonly SealedValue[];
  readonly fields: readonly SealedValue[];
}

/**
 * Fields of an entry, in clients' files, that bear on what runs or what it may do, beside those every declaration has. Not among them is
 * what only says whether and when (`disabled`, `timeout`) and what clients write by themselves when a user clicks (`autoApprove`):
 * a change there is no other launch.
 */
const bearing: ReadonlySet<string> = new Set([
  'dev', 'sandbox', 'sandboxEnabled', 'oauth', 'auth', 'authProviderType', 'headersHelper', 'trust', 'gallery', 'shell', 'runtime',
  'envVars', 'env_vars', 'env_http_headers', 'bearer_token_env_var', 'remoteHost', 'requestInit', 'requestOptions', 'inputs',
  'targetAudience', 'targetServiceAccount', 'oauth_resource', 'scopes', 'experimental_environment', 'remote', 'bearerToken', 'bearer_token', 'oauthCommand', 'oauth_command',
]);

type Source = Pick<ConfigFile, 'tree' | 'document'>;

/** The seal of a whole launch: one hash, where most launches are only asked whether they are the same. */
export function launchSeal(file: Source, server: ServerDeclaration, seal: Seal): string {
  const values = (of: readonly NamedValue[]): string[][] => byName(of).map((one) => [one.name, valueIn(file, one)]);
  const fields = bearingFields(file, server).map(({ name, node }) => [name, rawOf(file, node)]);
  // Of an entry that readers take differently every byte may count for one of them.
  const raw = server.ambiguity ? rawText(file, nodeAt(file.tree, server.path)) : '';
  const { transport, command, args, url, cwd, envFile, env, headers } = server;
  return seal(`launch ${JSON.stringify([transport, command?.value, args.map(({ value }) => value), url?.value, cwd?.value, envFile?.value, values(env), values(headers), fields, raw])}`);
}

/** What is sealed of a declaration, part by part; pure, given the seal. */
export function launchOf(file: Source, server: ServerDeclaration, identity: Identity, seal: Seal): SealedLaunch {
  const sealed = (kind: string, shown: string, value: string): SealedText => ({ shown: shown.slice(0, 2000), seal: seal(`${kind} ${value}`) });
  const named = (kind: string, values: readonly NamedValue[]): SealedValue[] => byName(values).map((one) => ({ name: one.name, seal: seal(`${kind} ${JSON.stringify([one.name, valueIn(file, one)])}`) }));
  const shownArgs = maskedArguments(server);
  return {
    seal: launchSeal(file, server, seal),
    source: seal(`source ${sourceOf(identity)}`),
    transport: server.transport,
    ...(server.command && { command: sealed('word', maskText(server.command.value), server.command.value) }),
    args: server.args.map(({ value }, i) => sealed('word', shownArgs[i]!, value)),
    ...(server.url && { url: sealed('url', maskUrl(server.url.value), server.url.value) }),
    ...(server.cwd && { cwd: sealed('cwd', maskText(server.cwd.value), server.cwd.value) }),
    ...(server.envFile && { envFile: sealed('envFile', maskText(server.envFile.value), server.envFile.value) }),
    env: named('env', server.env),
    headers: named('header', server.headers),
    fields: bearingFields(file, server).map(({ name, node }) => ({ name, seal: seal(`field ${JSON.stringify([name, rawOf(file, node)])}`) })),
  };
}

/** In the file's order two that differ only in it would be two launches; which of two with one name counts is told by order alone. */
function byName(values: readonly NamedValue[]): readonly NamedValue[] {
  return values.length < 2 ? values : values.toSorted((a, b) => compare(a.name, b.name));
}

/** A value, or what stands there in place of a text. */
function valueIn(file: Source, { value, path }: NamedValue): string {
  return value ?? `\0${rawOf(file, nodeAt(file.tree, path))}`;
}

/** Where each of the fields that bear on a launch stands: in the entry, or in the part of the file that it refers to. */
export function bearingFields(file: Pick<ConfigFile, 'tree'>, server: ServerDeclaration): readonly { readonly name: string; readonly path: Path; readonly node: ConfigNode | undefined }[] {
  const entry = nodeAt(file.tree, server.path);
  if (entry?.kind !== 'object') return [];
  const names = [...new Set(entry.entries.map(({ key }) => key))].filter((key) => bearing.has(key)).sort(compare);
  const fields: { name: string; path: Path; node: ConfigNode | undefined }[] = names.map((name) => ({ name, path: below(server.path, name), node: child(entry, name) }));
  // VS Code: what the whole file allows the servers that are put into the sandbox.
  const sandbox = child(file.tree, 'sandbox');
  if (sandbox && names.includes('sandboxEnabled')) fields.push({ name: 'sandbox of the file', path: ['sandbox'], node: sandbox });
  return [...fields, ...inputsOf(file, server)];
}

/** The inputs a declaration refers to (VS Code's `${input:id}`): what one offers by itself, or the command it runs, is as good as written here. */
function inputsOf({ tree }: Pick<ConfigFile, 'tree'>, server: ServerDeclaration): { name: string; path: Path; node: ConfigNode | undefined }[] {
  const inputs = child(tree, 'inputs');
  if (inputs?.kind !== 'array') return [];
  const texts = [server.command?.value, server.url?.value, server.cwd?.value, server.envFile?.value, ...server.args.map(({ value }) => value), ...[...server.env, ...server.headers].map(({ value }) => value)];
  const ids = new Set(texts.flatMap((text) => [...(text ?? '').matchAll(/\$\{input:([^}]{1,200})\}/g)].map((match) => match[1]!)));
  return inputs.items.flatMap((node, i) => {
    const id = stringOf(child(node, 'id'));
    return id !== undefined && ids.has(id) ? [{ name: `input ${id}`, path: ['inputs', i], node }] : [];
  });
}

function sourceOf(identity: Identity): string {
  const registry = identity.kind === 'package' ? identity.package.registry : undefined;
  const bridge = identity.kind === 'remote' && identity.via ? `${identity.via.package.type}:${identity.via.package.name} ${identity.via.package.registry ?? ''}` : '';
  return JSON.stringify([identityKey(identity), registry ?? '', bridge]);
}

/** A value so that equal ones are equal texts whatever spaces and comments stand in them. */
function rawOf(file: Pick<ConfigFile, 'document'>, node: ConfigNode | undefined): string {
  if (!node) return '';
  try {
    return JSON.stringify(valueOf(node)) ?? '';
  } catch {
    // Nested more deeply than can be written out.
    return rawText(file, node);
  }
}

function rawText({ document }: Pick<ConfigFile, 'document'>, node: ConfigNode | undefined): string {
  return node ? document.text.slice(node.span.start, node.span.end) : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
