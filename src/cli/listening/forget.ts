import { counted } from '../../core/report/text/lines.ts';
import { render } from '../../core/text/message.ts';
import type { ExitCode } from '../exit-code.ts';
import { note } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { snapshotStore } from './store.ts';

/** Takes back all permissions to start something unasked. What was approved stays. */
export async function forget(paths: readonly string[]): Promise<ExitCode> {
  const store = snapshotStore(paths);
  const permissions = Object.values(store.read().memory.permissions);
  const { unusable } = await store.forget();
  if (unusable) throw new UsageError(`Nothing was forgotten: ${render(unusable)}.`);
  for (const { label, at, background } of permissions) note(`  ${label} (since ${at.slice(0, 10)}${background ? ', in the background too' : ''})`);
  note(permissions.length === 0 ? 'There was no permission to take back: every launch is asked about.' : `Taken back: ${counted(permissions.length, 'permission')}. Each of these launches is asked about again.`);
  return 0;
}
