import { addressesOf, artifactOf } from '../registry/artifact.ts';
import type { RegistryListing } from '../registry/registry-listing.ts';
import type { RegistryArgument, RegistryPackage, RegistryRemote, RegistryServer, RegistryVariable } from '../registry/registry-server.ts';
import { namesSecret } from '../secret/names.ts';
import { hasVariable } from '../secret/placeholder.ts';
import { remote } from './from-policy.ts';
import type { Asked, ShelfArgument, ShelfCandidate, ShelfLaunch } from './shelf-item.ts';

/** What a registry lists as active, each server in its newest version where the registry says which one that is. */
export function listedIn(listing: RegistryListing, url: string): ShelfCandidate[] {
  const servers = [...listing.all()].filter(({ status }) => status === 'active');
  const withLatest = new Set(servers.flatMap(({ name, isLatest }) => (isLatest ? [name] : [])));
  return servers.flatMap((server) => (server.isLatest || !withLatest.has(server.name) ? candidatesIn(server, url) : []));
}

/** The ways in which one version of a server is started or called. */
export function candidatesIn(server: RegistryServer, url: string): ShelfCandidate[] {
  const { name, title, description, packages = [], remotes = [] } = server;
  return [...packages.flatMap(packageLaunch), ...remotes.flatMap(remoteLaunches)].filter(isInert).map((launch) => ({ id: name, title, purpose: description, launch, from: { kind: 'registry', name, url } }));
}

/**
 * Whether no client would fill anything in where its publisher wrote a text: `${env:GITHUB_TOKEN}` or `${input:token}` as the value of a header
 * would send the user's secret to whoever answers there, and Crush runs what stands in `$(…)`. Such a launch is not offered.
 */
function isInert({ target, args, env, headers }: ShelfLaunch): boolean {
  const texts = [...args, ...env, ...headers].flatMap((one) => (typeof one === 'string' ? [one] : [one.name, 'value' in one ? one.value : `${one.before ?? ''}{}${one.after ?? ''}`]));
  return [...texts, target.kind === 'remote' ? target.url : ''].every((text) => !text.includes('$') && !hasVariable(text));
}

function packageLaunch(given: RegistryPackage): ShelfLaunch[] {
  const artifact = given.transport === 'stdio' ? artifactOf(given) : undefined;
  if (!artifact || artifact.type === 'vscode-extension') return [];
  const { type, name, registry, digest } = artifact;
  const version = type === 'oci' ? digest : artifact.version;
  // A tag can be moved to other content.
  if (version === undefined) return [];
  return [{ target: { kind: 'package', type, name, version, ...(registry !== undefined && { registry }) }, args: (given.packageArguments ?? []).flatMap(argument), env: variables(given.environmentVariables ?? []), headers: [] }];
}

/** Where it is called: with few choices each as one of its own, since which one is meant only the user knows. */
function remoteLaunches(given: RegistryRemote): ShelfLaunch[] {
  const { type, headers = [], url } = given;
  return addressesOf(given).slice(0, 8).map(({ scheme, host, port, path, search }) => {
    const usual = scheme === 'https' ? '443' : '80';
    const text = /[{}]/.test(url) ? `${scheme}://${host}${port === usual ? '' : `:${port}`}${path}${search}` : url;
    return { target: remote(text, type), args: [], env: [], headers: variables(headers) };
  });
}

/** What stands fast, what has to be put in, and of what may be left out nothing. */
function argument(given: RegistryArgument): ShelfArgument[] {
  const { kind, name, isRequired, isSecret, value, default: usual, variables: inner = [] } = given;
  const flag = kind === 'named' && name !== undefined ? [name] : [];
  const fixed = value ?? (isRequired ? usual : undefined);
  if (fixed !== undefined) {
    const filled = fill(fixed, inner);
    return typeof filled === 'string' ? [...flag, filled] : filled ? [...flag, { ...filled, name: filled.name }] : [];
  }
  if (!isRequired) return [];
  // A flag without a value is one that takes none.
  if (kind === 'named' && !isSecret && given.choices === undefined) return flag;
  return [...flag, { name: name?.replace(/^-+/, '') ?? 'value', secret: isSecret === true }];
}

function variables(given: readonly RegistryVariable[]): ShelfLaunch['env'] {
  const secrets = given.filter(isSecret);
  return given.flatMap((variable): ShelfLaunch['env'][number][] => {
    const { name, value, default: usual, isRequired, variables: inner = [] } = variable;
    const fixed = value ?? (isRequired ? usual : undefined);
    if (fixed !== undefined && !(isSecret(variable) && !/\{[\w.-]+\}/.test(fixed))) {
      const filled = fill(fixed, inner);
      if (filled === undefined) return [];
      return [typeof filled === 'string' ? { name, value: filled } : { ...filled, name, secret: filled.secret || isSecret(variable) }];
    }
    // A server's only secret is its key, whether or not its publisher said that it needs it.
    return isRequired || (secrets.length === 1 && secrets[0] === variable) ? [{ name, secret: isSecret(variable) }] : [];
  });
}

function isSecret({ name, isSecret: stated }: RegistryVariable): boolean {
  return stated === true || namesSecret(name);
}

/** A text with `{variables}`: those that stand fast are put in; undefined where more than one would have to be asked for. */
function fill(text: string, inner: readonly RegistryVariable[]): string | Asked | undefined {
  const known = text.replace(/\{([\w.-]{1,100})\}/g, (whole, name: string) => {
    const variable = inner.find((one) => one.name === name);
    return variable?.value ?? (variable && !variable.isSecret ? variable.default : undefined) ?? whole;
  });
  const open = [...known.matchAll(/\{([\w.-]{1,100})\}/g)];
  if (open.length === 0) return known;
  if (open.length > 1) return undefined;
  const [{ index, 0: whole, 1: name = '' }] = open as [RegExpMatchArray & { index: number }];
  return { name, secret: inner.find((one) => one.name === name)?.isSecret === true, before: known.slice(0, index), after: known.slice(index + whole.length) };
}
