import { child, stringOf, type ConfigNode } from '../config/node.ts';

type SwitchedOff = (tree: ConfigNode, holder: ConfigNode | undefined) => (name: string) => boolean;

const nothing = (): boolean => false;

function namesIn(node: ConfigNode | undefined): readonly string[] | undefined {
  return node?.kind === 'array' ? node.items.map(stringOf).filter((name) => name !== undefined) : undefined;
}

/** A list of the names that are off, beside the map of the servers. */
export function listedBeside(key: string): SwitchedOff {
  return (_, holder) => {
    const names = new Set(namesIn(child(holder, key)));
    return (name) => names.has(name);
  };
}

/**
 * Gemini CLI's way: off is what `mcp.excluded` names, and what `mcp.allowed` does not name, where it is there. Another settings file may say
 * otherwise; this is what the file itself says.
 * @param globs whether `*` in a name stands for anything, as in Qwen Code
 */
export function excludedOrNotAllowed(globs: boolean): SwitchedOff {
  return (tree) => {
    const mcp = child(tree, 'mcp');
    const excluded = namesIn(child(mcp, 'excluded')) ?? [];
    const allowed = namesIn(child(mcp, 'allowed'));
    if (excluded.length === 0 && allowed === undefined) return nothing;
    const isOne = globs ? matcher : exactly;
    const off = isOne(excluded);
    // An empty list is taken for none, and everything starts (google-gemini/gemini-cli, mcp-client-manager.ts, `length > 0`).
    const on = allowed && allowed.length > 0 ? isOne(allowed) : undefined;
    return (name) => off(name) || (on !== undefined && !on(name));
  };
}

function exactly(names: readonly string[]): (name: string) => boolean {
  const known = new Set(names);
  return (name) => known.has(name);
}

/** Names with `*`, compared piece by piece: the text may be hostile, and an expression made of it slow. */
function matcher(patterns: readonly string[]): (name: string) => boolean {
  const split = patterns.map((pattern) => pattern.split('*'));
  return (name) => split.some((pieces) => fits(pieces, name));
}

function fits(pieces: readonly string[], name: string): boolean {
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (pieces.length === 1) return name === first;
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let from = first.length;
  const end = name.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = name.indexOf(piece, from);
    if (at < 0 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}
