import * as path from 'node:path';
import type { HeardServers } from '../core/listening/heard.ts';
import type { AcceptedLaunches } from '../core/launch/accepted.ts';
import { render } from '../core/text/message.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { SnapshotStore } from '../host/store/snapshot-store.ts';
import { LaunchStore } from '../host/store/launch-store.ts';
import { UsageError } from './usage-error.ts';

/**
 * This user's store of accepted launches.
 * @param paths what is scanned: it must not lie there
 * @throws UsageError where it does
 */
export function launchStore(paths: readonly string[]): LaunchStore {
  const store = LaunchStore.of(realEnvironment(), paths.map((given) => path.resolve(given)));
  if ('refused' in store) throw new UsageError(`${render(store.refused)}.`);
  return store;
}

/**
 * What this user accepted before.
 * @throws UsageError where that cannot be told: a report that says nothing changed would be false
 */
export function acceptedBefore(paths: readonly string[]): AcceptedLaunches {
  const { accepted, unusable, setAside } = launchStore(paths).read();
  const problem = unusable ?? setAside;
  if (problem) throw new UsageError(`What was accepted cannot be told: ${render(problem)}.`);
  return accepted;
}

/**
 * What servers said when this user last listened to them, and what was approved of that.
 * @throws UsageError where that cannot be told
 */
export function heardBefore(paths: readonly string[]): HeardServers {
  const store = SnapshotStore.of(realEnvironment(), paths.map((given) => path.resolve(given)));
  if ('refused' in store) throw new UsageError(`${render(store.refused)}.`);
  const { heard, unusable, setAside } = store.read();
  const problem = unusable ?? setAside;
  if (problem) throw new UsageError(`What servers said cannot be told: ${render(problem)}.`);
  return heard;
}

/** The same for whoever only tells it beside other things: undefined where it cannot be told. */
export function heardIfKnown(paths: readonly string[]): HeardServers | undefined {
  try {
    return heardBefore(paths);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
