import type { Sha256 } from '../manifest/launch-mark.ts';
import { digestOf, inOrder } from '../snapshot/digest.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** What was approved, with one tool as it is now: changed, added, or gone. All else stays what it was, so that its drift stays drift. */
export function withTool(approved: Snapshot, now: Snapshot, name: string, sha256: Sha256): Snapshot {
  const tools = inOrder([...approved.tools.filter((tool) => tool.name !== name), ...now.tools.filter((tool) => tool.name === name)]);
  const { digest: _, ...rest } = { ...approved, tools };
  return { ...rest, digest: digestOf(rest, sha256) };
}
