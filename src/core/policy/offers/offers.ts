import { workspaceFiles } from '../../clients/clients.ts';
import type { ProviderDeclaration } from '../../config/config-file.ts';
import { child, nodeAt, stringOf, valueOf, type ConfigNode, type Path } from '../../config/node.ts';
import { calledAddress } from '../../providers/called-address.ts';
import { maskUrl } from '../../secret/mask.ts';
import { packageKey, registryKey } from '../package-key.ts';
import { packageTypes } from '../schema.ts';
import { fixedVersion, parseUrl } from '../subject.ts';
import { isSafe, safeAddress, safeArguments, safeCommandLine, type UsedServer } from './safe-values.ts';

/** A value that may stand at a place of a policy, and the servers it is taken from. */
export interface Offer<S extends UsedServer = UsedServer> {
  readonly value: unknown;
  readonly by: readonly S[];
}

/** What is in use on this machine, to write policy about. */
export interface InUse<S extends UsedServer = UsedServer> {
  readonly servers: readonly S[];
  readonly providers: readonly ProviderDeclaration[];
  readonly rules: readonly string[];
}

/**
 * What may stand at a place of a policy, from what is in use: never a secret, nor what a policy cannot hold. The schema's own words are
 * not among it.
 * @param path the way to the value; with an index of its own where it is an item of a list
 */
export function offersAt<S extends UsedServer>(root: ConfigNode | undefined, path: Path, { servers, providers, rules }: InUse<S>): Offer<S>[] {
  const at = path.map((step) => (typeof step === 'number' ? '#' : typeof step === 'object' ? step.key : step)).join('/');
  const item = at.startsWith('servers/#/match/#/') ? nodeAt(root, path.slice(0, 4)) : undefined;
  const about = item && servers.filter(aboutOf(item));
  const from = (of: readonly S[], values: (server: S) => readonly unknown[]): Offer<S>[] => withoutHeld(gathered(of, values), root, path);
  switch (at) {
    case 'servers/#/match/#/package/name':
      return from(servers, ({ identity }) => (identity.kind === 'package' && isOfType(item, identity.package.type) ? [identity.package.name].filter(isSafe) : []));
    case 'servers/#/match/#/package/versions/#':
      return from(about ?? [], ({ identity }) => (identity.kind === 'package' ? [identity.package.type === 'oci' ? fixedVersion(identity.package) : fixedVersion(identity.package) && identity.package.version] : []));
    case 'servers/#/match/#/package/digest':
      return from(about ?? [], ({ identity }) => (identity.kind === 'package' ? [identity.package.digest] : []));
    case 'servers/#/match/#/package/registry':
      return from(about ?? [], ({ identity }) => (identity.kind === 'package' ? [registryKey(identity.package.type, identity.package.registry)].filter((url) => url !== undefined && URL.canParse(url) && maskUrl(url) === url) : []));
    case 'servers/#/match/#/url/host':
      return from(servers, (server) => [safeAddress(server)?.url.hostname]);
    case 'servers/#/match/#/url/port':
      return from(about ?? [], (server) => [Number(safeAddress(server)?.url.port) || undefined]);
    case 'servers/#/match/#/url/path':
      return from(about ?? [], (server) => [safeAddress(server)?.path]);
    case 'servers/#/match/#/url/query/#':
      return from(about ?? [], (server) => safeAddress(server)?.query ?? []);
    case 'servers/#/match/#/serverUrl':
      return from(servers, (server) => {
        const address = safeAddress(server);
        return address?.path === undefined ? [] : [address.url.origin + address.path];
      });
    case 'servers/#/match/#/serverName':
    case 'ignores/#/server':
      return from(servers, ({ declaration }) => [declaration.name].filter(isSafe));
    case 'servers/#/match/#/serverCommand':
      return from(servers, (server) => [safeCommandLine(server)]);
    case 'servers/#/match/#/args/allow/#':
      return from(about ?? [], safeArguments);
    case 'servers/#/match/#/env/allow/#':
      return from(about ?? [], ({ declaration }) => declaration.env.map(({ name }) => name).filter(isSafe));
    case 'servers/#/match/#/cwd/allow/#':
      return from(about ?? [], ({ identity }) => [identity.launch.cwd].filter((cwd) => cwd !== undefined && isSafe(cwd)));
    case 'providers/#/match/#/url/host':
      return hosts(providers);
    case 'models/allow/#':
    case 'models/deny/#':
    case 'providers/#/models/allow/#':
    case 'providers/#/models/deny/#':
      return withoutHeld(alone(providers.flatMap(({ models }) => models.map(({ value }) => value)).filter(isSafe)), root, path);
    case 'tests/#/client':
      return withoutHeld(alone(workspaceFiles.map(({ spelling }) => spelling)), root, path);
    case 'tests/#/server':
      return from(servers, (server) => [asWritten(server)]);
    case 'ignores/#/rule':
      return alone(rules);
    case 'servers/#/owner':
    case 'providers/#/owner':
      return alone(saidOf(root, 'owner').filter(isSafe));
    case 'servers/#/replacedBy':
    case 'providers/#/replacedBy':
      return alone(saidOf(root, 'id').filter((id) => isSafe(id) && id !== stringOf(child(nodeAt(root, path.slice(0, 2)), 'id'))));
    default:
      return [];
  }
}

/** The keys that may stand in a map of a policy, beside those of the schema. */
export function keysAt(root: ConfigNode | undefined, path: Path, rules: readonly string[]): readonly string[] {
  if (path.length !== 1 || path[0] !== 'rules') return [];
  const held = nodeAt(root, path);
  const there = new Set(held?.kind === 'object' ? held.entries.map(({ key }) => key) : []);
  return rules.filter((rule) => !there.has(rule));
}

/** Whether a server is one that an item of `match`, as far as it is written, is about. */
function aboutOf(item: ConfigNode): (server: UsedServer) => boolean {
  const held = child(item, 'package');
  const name = stringOf(child(held, 'name'));
  const host = stringOf(child(child(item, 'url'), 'host'))?.toLowerCase();
  const url = parseUrl(stringOf(child(item, 'serverUrl')) ?? '');
  const called = stringOf(child(item, 'serverName'));
  const line = JSON.stringify(valueOf(child(item, 'serverCommand')));
  return ({ declaration, identity }) => {
    if (held) return identity.kind === 'package' && isOfType(item, identity.package.type) && name !== undefined && packageKey({ type: identity.package.type, name }) === packageKey(identity.package);
    if (called !== undefined) return declaration.name === called;
    if (line !== undefined) return declaration.command !== undefined && JSON.stringify([declaration.command.value, ...declaration.args.map(({ value }) => value)]) === line;
    const wanted = host ?? url?.hostname;
    const is = identity.kind === 'remote' ? parseUrl(identity.url)?.hostname : undefined;
    return wanted !== undefined && is !== undefined && (wanted.startsWith('*.') ? is.endsWith(wanted.slice(1)) : is === wanted);
  };
}

/** Of a type that is not written yet, or half, nothing is ruled out. */
function isOfType(item: ConfigNode | undefined, type: string): boolean {
  const wanted = stringOf(child(child(item, 'package'), 'type'));
  return wanted === undefined || wanted === type || !(packageTypes as readonly string[]).includes(wanted);
}

/** A server as a test may hold it: without environment and headers; undefined where the rest may not be shown. */
function asWritten(server: UsedServer): unknown {
  const line = safeCommandLine(server);
  if (line) return { command: line[0], ...(line.length > 1 && { args: line.slice(1) }) };
  const address = server.declaration.command ? undefined : safeAddress(server);
  return address?.path === undefined ? undefined : { type: 'http', url: address.url.origin + address.path };
}

function hosts(providers: readonly ProviderDeclaration[]): Offer<never>[] {
  const found = providers.flatMap((provider) => {
    const called = calledAddress(provider);
    return called.kind === 'address' && !called.assumed ? [parseUrl(called.url)?.hostname ?? ''] : [];
  });
  return alone(found.filter(isSafe));
}

function saidOf(root: ConfigNode | undefined, key: string): string[] {
  return ['servers', 'providers'].flatMap((list) => {
    const node = child(root, list);
    return node?.kind === 'array' ? node.items.flatMap((entry) => stringOf(child(entry, key)) ?? []) : [];
  });
}

function alone(values: readonly string[]): Offer<never>[] {
  return [...new Set(values)].map((value) => ({ value, by: [] }));
}

/** Each value once, the most used first. */
function gathered<S extends UsedServer>(servers: readonly S[], values: (server: S) => readonly unknown[]): Offer<S>[] {
  const found = new Map<string, { value: unknown; by: S[] }>();
  for (const server of servers) {
    for (const value of new Set(values(server))) {
      if (value === undefined) continue;
      const key = JSON.stringify(value);
      const same = found.get(key);
      if (same) same.by.push(server);
      else found.set(key, { value, by: [server] });
    }
  }
  return [...found.values()].sort((a, b) => b.by.length - a.by.length);
}

/** Without what stands in the same list already. */
function withoutHeld<S extends UsedServer>(offers: Offer<S>[], root: ConfigNode | undefined, path: Path): Offer<S>[] {
  const own = path.at(-1);
  const list = typeof own === 'number' ? nodeAt(root, path.slice(0, -1)) : undefined;
  if (list?.kind !== 'array') return offers;
  const held = new Set(list.items.flatMap((item, i) => (i === own ? [] : [JSON.stringify(valueOf(item))])));
  return offers.filter(({ value }) => !held.has(JSON.stringify(value)));
}
