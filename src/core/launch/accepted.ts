import type { ConfigFile, ServerDeclaration } from '../config/config-file.ts';
import { pointer } from '../config/node.ts';
import type { Identity } from '../identity/identity.ts';
import { approves, type Verdict } from '../policy/verdict.ts';
import { launchChange, type LaunchChange } from './change.ts';
import { launchOf, launchSeal, type Seal, type SealedLaunch } from './launch.ts';

/** A launch that somebody stood behind. */
export interface AcceptedLaunch {
  readonly launch: SealedLaunch;
  /** Who did: the user, having been shown it; or the policy, which approved it when it was seen. */
  readonly by: 'user' | 'policy';
  /** ISO 8601. */
  readonly at: string;
}

/** The launches this user accepted, as far as they are known. Never from a workspace: a repository must not bring its own. */
export interface AcceptedLaunches {
  readonly seal: Seal;
  /** Those of one server, the newest first. */
  of(file: ConfigFile, server: ServerDeclaration): readonly AcceptedLaunch[];
}

/**
 * What names a server within its file: the map it stands in, and its name. Two entries of one name are one server: which of them
 * counts is the client's choice, so each is held against what was accepted under the name.
 */
export function serverKey({ path, name }: Pick<ServerDeclaration, 'path' | 'name'>): string {
  return JSON.stringify([pointer(path.slice(0, -1)), name]);
}

/**
 * Whether a server is started otherwise than was accepted, and how. A server of which nothing was accepted has not changed: first
 * sight is no acceptance. One that goes back to an earlier launch the user acknowledged has not changed either, or every change of
 * branch would be news. What the policy approves as it stands now needs no acknowledgement: the organisation decided.
 */
export function changeOf(file: ConfigFile, server: ServerDeclaration, identity: Identity, verdict: Verdict, accepted: AcceptedLaunches): LaunchChange | undefined {
  if (!file.live || server.disabled || approves(verdict)) return undefined;
  const known = accepted.of(file, server);
  const [newest] = known;
  if (!newest) return undefined;
  const whole = launchSeal(file, server, accepted.seal);
  return known.some(({ launch }) => launch.seal === whole) ? undefined : launchChange(newest, launchOf(file, server, identity, accepted.seal), identity);
}
