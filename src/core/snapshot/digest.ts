import type { Sha256 } from '../manifest/launch-mark.ts';
import { snapshotAlgorithm, type Pinned, type Snapshot } from './snapshot.ts';

/**
 * The digest of all that a server says: SHA-256 of the canonical JSON of
 * `{"algorithm", "prompts": [[name, wire] ...], "resourceTemplates", "server": {"capabilities", "info", "instructions"}, "tools"}`, in which each
 * value of `server` is the SHA-256 of its canonical JSON, absent where the server said nothing. The lists are sorted, and two of the same
 * name are both in them. What was not read whole is named under `"partial"`, so that it never has the digest of something whole.
 *
 * The protocol's version and era are left out, since they are the client's doing as much as the server's: our next version may speak a newer
 * one, and that would be a change of every server. So is `_meta`, which is counted apart.
 */
export function digestOf({ server, tools, prompts, resourceTemplates, partial }: Omit<Snapshot, 'digest'>, sha256: Sha256): string {
  const hash = (text: string): string => `sha256:${sha256(text)}`;
  const said = (['capabilities', 'info', 'instructions'] as const).flatMap((key) => (server[key] === undefined ? [] : [[key, hash(server[key])] as const]));
  const lists = [...new Set(partial.map(({ list }) => list))].sort();
  // Keys in the order of RFC 8785, texts alone: so this is the canonical form.
  return hash(
    JSON.stringify({
      algorithm: snapshotAlgorithm,
      ...(lists.length > 0 && { partial: lists }),
      prompts: wires(prompts),
      resourceTemplates: wires(resourceTemplates),
      server: Object.fromEntries(said),
      tools: wires(tools),
    }),
  );
}

function wires(items: readonly Pinned[]): (readonly [string, string])[] {
  return items.map(({ name, wire }) => [name, wire] as const);
}

/** By name, then by what they say: two of the same name stand in one order whichever came first. */
export function inOrder(items: readonly Pinned[]): Pinned[] {
  return items.toSorted((a, b) => compare(a.name, b.name) || compare(a.wire, b.wire) || compare(a.canonical, b.canonical));
}

/** By UTF-16 code units, which no locale changes. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
