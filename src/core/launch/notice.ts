import type { AssessedServer, Assessment } from '../assess.ts';
import type { ConfigFile } from '../config/config-file.ts';
import { identityKey } from '../identity/identity-key.ts';
import { approves } from '../policy/verdict.ts';
import { serverKey, type AcceptedLaunch } from './accepted.ts';
import { launchOf, launchSeal, type Seal } from './launch.ts';
import type { Acceptance, LaunchMemory, Sightings } from './memory.ts';

/** What names a file in memory: the same whoever looks, and however the folder was reached. */
export type FileKey = (file: ConfigFile) => { readonly file: string; readonly root: string | undefined };

/** A server's launch as accepted by the user, now. */
export function acknowledgement({ file, declaration, identity }: AssessedServer, seal: Seal, keyOf: FileKey): Acceptance {
  return { ...keyOf(file), server: serverKey(declaration), launch: launchOf(file, declaration, identity, seal), by: 'user' };
}

/**
 * What is to be remembered of an assessment without anybody being asked: launches that the policy approves as they stand, and
 * launches the user acknowledged that now stand elsewhere in the same folder, or in another of the user's own files, or under another name. Without the latter
 * a server that was moved (VS Code offers it) could then be changed unseen.
 */
export function quietAcceptances({ servers }: Pick<Assessment, 'servers'>, memory: LaunchMemory, seal: Seal, keyOf: FileKey): Acceptance[] {
  const acknowledged = new Set<string>();
  for (const { root, servers } of Object.values(memory.accepted)) {
    for (const launches of Object.values(servers)) for (const { by, launch } of launches) if (by === 'user') acknowledged.add(JSON.stringify([root ?? '', launch.seal]));
  }
  return servers.flatMap((server): Acceptance[] => {
    const { file, declaration, verdict } = server;
    if (!file.live || declaration.disabled || file.status !== 'read') return [];
    const approved = approves(verdict);
    if (!approved && acknowledged.size === 0) return [];
    const { file: key, root } = keyOf(file);
    const known = knownOf(memory, key, serverKey(declaration));
    if (!approved && known.length > 0) return [];
    const whole = launchSeal(file, declaration, seal);
    if (approved) return known.some(({ by, launch }) => by === 'policy' && launch.seal === whole) ? [] : [{ ...acknowledgement(server, seal, keyOf), by: 'policy' }];
    return acknowledged.has(JSON.stringify([root ?? '', whole])) ? [acknowledgement(server, seal, keyOf)] : [];
  });
}

/** A change that a user may be told of. */
export interface Change {
  /** The same for the same change. */
  readonly id: string;
  readonly server: AssessedServer;
}

/** Changed launches, in files that could be read whole: half a file says nothing certain. */
export function changesIn({ servers }: Pick<Assessment, 'servers'>, seal: Seal, keyOf: FileKey): Change[] {
  return servers.flatMap((server) => {
    const { file, declaration, change } = server;
    return change && file.status === 'read' ? [{ id: seal(`change ${JSON.stringify([keyOf(file).file, serverKey(declaration), change.now.seal])}`), server }] : [];
  });
}

/** One server, unknown to user and policy, in several of the user's files. */
export interface Arrival {
  readonly id: string;
  readonly servers: readonly AssessedServer[];
}

/** Programs that write themselves into several clients' files do so at once; longer ago than this is another event. */
const atOnce = 10 * 60 * 1000;

/**
 * Servers in the user's own files that nobody stands behind, by what they start, not by name: where each was found, and which of
 * them just came to several files at once (SANDWORM_MODE, February 2026: packages that wrote a server of theirs into the files of Claude
 * Code, Claude Desktop, Cursor, Continue and Windsurf). At the first look at a file
 * (the very first, or after an update that knows more files) everything in it is new, and nothing an arrival.
 * @param isShown whether an editor shows the file: then its user sees what happens in it
 */
export function sightingsIn(
  { servers, files }: Pick<Assessment, 'servers' | 'files'>,
  memory: LaunchMemory,
  { seal, keyOf, isShown, now }: { readonly seal: Seal; readonly keyOf: FileKey; readonly isShown: (file: ConfigFile) => boolean; readonly now: string },
): Sightings & { readonly arrivals: readonly Arrival[] } {
  const looked = new Set(files.flatMap((file) => (file.scope === 'user' && file.live ? [keyOf(file).file] : [])));
  const found = new Map<string, Set<string>>();
  const recent = new Map<string, Map<string, AssessedServer>>();
  const arrived = new Set<string>();
  for (const server of servers) {
    const { file, declaration, verdict } = server;
    if (file.scope !== 'user' || !file.live || declaration.disabled || file.status !== 'read') continue;
    const key = keyOf(file).file;
    const sighting = seal(`sighting ${sightingOf(server)}`);
    const files = found.get(sighting);
    if (files) files.add(key);
    else found.set(sighting, new Set([key]));
    const since = memory.seen[sighting]?.[key];
    if (!Object.hasOwn(memory.looked, key) || (since !== undefined && Date.parse(now) - Date.parse(since) > atOnce) || approves(verdict) || isShown(file)) continue;
    if (knownOf(memory, key, serverKey(declaration)).some(({ launch }) => launch.seal === launchSeal(file, declaration, seal))) continue;
    if (since === undefined) arrived.add(sighting);
    const group = recent.get(sighting);
    if (group) group.set(key, server);
    else recent.set(sighting, new Map([[key, server]]));
  }
  const arrivals = [...recent].flatMap(([sighting, group]): Arrival[] => {
    const id = `arrival ${sighting}`;
    return arrived.has(sighting) && group.size > 1 && !Object.hasOwn(memory.told, id) ? [{ id, servers: [...group.values()] }] : [];
  });
  return { looked, found, arrivals };
}

function knownOf({ accepted }: LaunchMemory, file: string, server: string): readonly AcceptedLaunch[] {
  const servers = accepted[file]?.servers;
  return servers && Object.hasOwn(servers, server) ? servers[server]! : [];
}

/** What a server starts or calls, told the same in every client's spelling. */
function sightingOf({ declaration, identity }: AssessedServer): string {
  return identity.kind === 'package' || identity.kind === 'remote' ? identityKey(identity) : JSON.stringify([declaration.command?.value ?? '', declaration.args.map(({ value }) => value), declaration.url?.value ?? '']);
}
