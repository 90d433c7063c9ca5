import { effectOf, verbOf } from '../drift/effect.ts';
import { get, type Json } from '../drift/json-value.ts';
import { snapshotAlgorithm, type Pinned, type Snapshot } from '../snapshot/snapshot.ts';

/** What a server said of itself, and when. */
export interface Heard {
  readonly snapshot: Snapshot;
  /** An ISO 8601 instant. */
  readonly takenAt: string;
}

/** A tool as a contract lists it. */
export interface ContractTool {
  readonly name: string;
  readonly effect: 'read' | 'write' | 'destructive';
  readonly consent: 'session' | 'every-call';
}

/** What a snapshot puts into a contract. */
export interface FromSnapshot {
  /** Proposed, for the owner to confirm; absent where the list was not read whole. */
  readonly tools?: readonly ContractTool[];
  /** Absent where anything was not read whole: such a digest must not be approved. */
  readonly toolSnapshot?: { readonly algorithm: string; readonly digest: string; readonly takenAt: string };
}

/** Where a value that a snapshot gave comes from, as the contract's evidence says it. */
export const snapshotSource = 'what the server said of itself';

/** What of a contract can be filled in from what a server said of itself. */
export function fromSnapshot({ snapshot, takenAt }: Heard): FromSnapshot {
  const { tools, partial, digest } = snapshot;
  const byName = new Map<string, ContractTool>();
  for (const tool of tools) {
    if (tool.name === '') continue;
    const [proposed, other] = [proposedTool(tool), byName.get(tool.name)];
    // Of two of one name the graver: nobody can tell which of them is called.
    if (!other || gravity[proposed.effect] > gravity[other.effect]) byName.set(tool.name, proposed);
  }
  return {
    ...(byName.size > 0 && !partial.some(({ list }) => list === 'tools') && { tools: [...byName.values()] }),
    ...(partial.length === 0 && { toolSnapshot: { algorithm: snapshotAlgorithm, digest, takenAt } }),
  };
}

const gravity = { read: 0, write: 1, destructive: 2 } as const;

function proposedTool({ name, canonical }: Pinned): ContractTool {
  const effect = proposedEffect(JSON.parse(canonical) as Json);
  return { name, effect, consent: effect === 'read' ? 'session' : 'every-call' };
}

/**
 * The worst of what a tool is called, what it takes and what it claims. A claim alone earns nothing: `delete_all` that says it only reads
 * destroys. Where the name is clear a missing hint does not outweigh it; where it says nothing, a missing hint means the worst, as the
 * protocol has it (`readOnlyHint` is false, `destructiveHint` is true).
 */
function proposedEffect(tool: Json): ContractTool['effect'] {
  const [annotations, name] = [get(tool, 'annotations'), get(tool, 'name')];
  const destroys = get(annotations, 'destructiveHint');
  const { effect, why } = effectOf(tool);
  if (effect === 'destroys') return 'destructive';
  if (effect === 'reads') return 'read';
  if (why === 'verb') return destroys === true ? 'destructive' : 'write';
  const reads = typeof name === 'string' && verbOf(name)?.does === 'reads';
  if (why === 'unsaid' && reads) return destroys === true ? 'destructive' : 'read';
  return destroys === false ? 'write' : 'destructive';
}
