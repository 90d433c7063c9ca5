import { userFiles, workspaceFiles, type KnownFile } from '../../clients/clients.ts';
import type { ClientId, Environment } from '../../clients/client.ts';
import type { Located, ServerDeclaration } from '../../config/config-file.ts';
import { identify } from '../../identity/identify.ts';
import type { NativeSubject } from '../native.ts';
import { canaryScopes, type CanaryScope } from './verification.ts';

/** What a canary would start or call. */
export type CanaryLaunch = { readonly argv: readonly [string, ...string[]] } | { readonly url: string; readonly transport: 'http' | 'sse' };

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A declaration that stands in no file. */
export function canaryDeclaration(name: string, launch: CanaryLaunch): ServerDeclaration {
  const path = ['mcpServers', name];
  const at = (value: string, ...rest: readonly (string | number)[]): Located => ({ value, path: [...path, ...rest] });
  const base = { name, path, range: nowhere, env: [], headers: [], disabled: false };
  if ('url' in launch) return { ...base, transport: launch.transport, url: at(launch.url, 'url'), args: [] };
  const [command, ...args] = launch.argv;
  return { ...base, transport: 'stdio', command: at(command, 'command'), args: args.map((arg, i) => at(arg, 'args', i)) };
}

/** The same as declared by the user, in a workspace, and by a plugin or an extension, as far as the client takes servers from there. */
export function canarySubjects(server: ServerDeclaration, client: ClientId, { home }: Pick<Environment, 'home'>, places: CanaryPlaces, folder: string | undefined): readonly { readonly scope: CanaryScope; readonly subject: NativeSubject }[] {
  return canaryScopes.flatMap((scope) => {
    const known = places[scope];
    if (!known) return [];
    const inFolder = known.scope === 'workspace';
    const root = folder ?? `${home}/canary`;
    const path = (inFolder ? `${root}/${known.path}` : known.path).replaceAll('**', 'canary').replaceAll('*', 'canary');
    const identity = identify(server, { scope: known.scope });
    return [{ scope, subject: { server, identity, file: { path, scope: known.scope, clients: [client], known, ...(inFolder && { root }) } } }];
  });
}

export type CanaryPlaces = Partial<Readonly<Record<CanaryScope, KnownFile>>>;

/** One file of each kind that the client takes servers from. */
export function canaryPlaces(client: ClientId, environment: Environment): CanaryPlaces {
  const takes = ({ clients, locations }: KnownFile): boolean => clients.includes(client) && locations.some(({ servers, opaque }) => servers.length > 0 && !opaque);
  const main = (files: readonly KnownFile[]): KnownFile | undefined => files.find(({ spelling, aside }) => spelling === client && !aside) ?? files[0];
  const ofUser = userFiles(environment).filter((known) => known.scope === 'user' && takes(known));
  const user = main(ofUser.filter(({ path }) => !isPlugin(path)));
  const workspace = main(workspaceFiles.filter((known) => !known.dormant && takes(known)));
  const other = client === 'vscode' ? extension(client, environment) : ofUser.find(({ path }) => isPlugin(path));
  return { ...(user && { user }), ...(workspace && { workspace }), ...(other && { other }) };
}

function isPlugin(path: string): boolean {
  return /[\\/](?:plugins|extensions|Claude Extensions)[\\/]/.test(path);
}

/** As installed extensions are read (src/host/files/installed-extensions.ts). */
function extension(client: ClientId, { home }: Environment): KnownFile {
  const path = `${home}/.vscode/extensions/canary.canary-0.0.0/package.json`;
  return { path, scope: 'user', clients: [client], spelling: client, locations: [{ scope: 'user', path: () => [path], syntax: 'json', servers: [] }], kind: 'extension' };
}
