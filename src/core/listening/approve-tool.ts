import type { Sha256 } from '../manifest/launch-mark.ts';
import { digestOf, inOrder } from '../snapshot/digest.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/**
 * What was approved, with one tool as it is now: taken over, added, or taken out where it is gone. Nothing else is taken from what the server
 * says now, so that all else that changed stays a change. Where several tools have the name, all of them are meant.
 */
export function approveTool(approved: Snapshot, now: Snapshot, name: string, sha256: Sha256): Snapshot {
  const tools = inOrder([...approved.tools.filter((tool) => tool.name !== name), ...now.tools.filter((tool) => tool.name === name)]);
  const taken = { ...approved, tools };
  return { ...taken, digest: digestOf(taken, sha256) };
}
