import type { AssessedServer } from '../../core/assess.ts';
import { snapshotFileFor } from '../../core/snapshot/snapshot-file.ts';
import type { Heard } from '../../core/manifest/from-snapshot.ts';
import { UsageError } from '../usage-error.ts';
import type { Asking } from './asking.ts';
import { snapshotStore } from './store.ts';
import { listenTo, putSnapshot } from './take-snapshot.ts';

/**
 * Listens to a server whose registration is drafted, having shown the launch and asked. Where the draft goes into a file, the snapshot is put
 * beside it. Approves nothing.
 * @param out the draft's file, absolute
 * @throws UsageError where nobody agreed, or nothing could be heard
 */
export async function listenForRegistration(server: AssessedServer, { paths, asking, out, force }: { readonly paths: readonly string[]; readonly asking: Asking; readonly out: string | undefined; readonly force: boolean }): Promise<Heard> {
  const heard = await listenTo(server, snapshotStore(paths), asking);
  if (!heard) throw new UsageError('Nothing was drafted: the server was not listened to. Without --listen it is drafted from what its declaration says.');
  if (heard.unsteady) throw new UsageError('Nothing was drafted: the server says different things each time, so its contract would not hold.');
  if (out !== undefined) putSnapshot(snapshotFileFor(out), server, heard, force);
  return { snapshot: heard.snapshot, takenAt: heard.at };
}
