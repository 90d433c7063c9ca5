import * as path from 'node:path';
import { render } from '../../core/text/message.ts';
import { realEnvironment } from '../../host/files/environment.ts';
import { SnapshotStore } from '../../host/store/snapshot-store.ts';
import { UsageError } from '../usage-error.ts';

/**
 * This user's store of voices.
 * @param paths what is looked at: it must not lie there
 * @throws UsageError where it does
 */
export function snapshotStore(paths: readonly string[]): SnapshotStore {
  const store = SnapshotStore.of(realEnvironment(), paths.map((given) => path.resolve(given)));
  if ('refused' in store) throw new UsageError(`${render(store.refused)}.`);
  return store;
}
