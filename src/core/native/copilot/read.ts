import { child, lastEntry, valueOf, type ConfigNode } from '../../config/node.ts';
import { joined, say } from '../../text/message.ts';
import type { ListReader, NativeEntry, NativeList, NativeProblem } from '../native.ts';
import { readTripleList, type Strictness } from '../triple/entry.ts';

/** "Each entry must contain exactly one matcher property" (enterprise-managed-settings); what else may stand in one is not said. */
const strictness: Strictness = { wrongValue: 'invalid', otherKey: 'ignored' };

/**
 * `managed-settings.json` as Copilot's own clients read it: a list that is malformed counts as an empty allow list
 * (https://docs.github.com/en/copilot/how-tos/administer-copilot/manage-mcp-usage/configure-enterprise-allowlist, "Evaluation rules").
 */
export const copilotManaged: ListReader = {
  // A file that is no JSON at all blocks everything too, whatever words stand in it.
  keys: [''],
  read: (tree) => readLists(tree),
  broken: () => malformed([{ rule: 'native-invalid-entry', path: [], severity: 'error', message: say('This is not plain JSON. Copilot then starts no MCP server but its own, whatever the file means to allow.') }]),
};

/** What a file says to Copilot. */
export interface CopilotList extends NativeList {
  /** One of its entries is malformed: whether that makes its list malformed, and so blocks everything, the page does not say. */
  readonly doubtful: boolean;
}

function readLists(tree: ConfigNode): CopilotList | undefined {
  const entries: NativeEntry[] = [];
  const problems: NativeProblem[] = [];
  const held: string[] = [];
  let broken = false;
  let doubtful = false;
  for (const [effect, key] of [['allow', 'allowedMcpServers'], ['deny', 'deniedMcpServers']] as const) {
    if (!lastEntry(tree, key)) continue;
    held.push(effect);
    const { node, path } = ofTheEnterprise(child(tree, key), key);
    const list = readTripleList(valueOf(node), effect, (item) => [...path, item], strictness);
    if (!list) {
      broken = true;
      problems.push({ rule: 'native-invalid-entry', path, severity: 'error', message: say('A list of entries belongs here. Copilot takes a malformed list for an empty allow list, and then starts no MCP server but its own.') });
      continue;
    }
    entries.push(...list.entries);
    for (const { path: at, why } of list.faults) {
      doubtful = true;
      problems.push({ rule: 'native-invalid-entry', path: at, severity: 'error', message: joined(why, say('GitHub says that Copilot takes a malformed list for an empty allow list, and not whether one entry makes it so: count neither on this list nor on all of it being blocked.')) });
    }
  }
  if (held.length === 0) return undefined;
  if (broken) return malformed(problems);
  return { native: 'copilot', allows: held.includes('allow'), doubtful, entries, switches: [], problems };
}

/** A value that teams may replace stands in `overridable` (enterprise-managed-settings, "Applying different settings to enterprise teams"). */
function ofTheEnterprise(node: ConfigNode | undefined, key: string): { readonly node: ConfigNode | undefined; readonly path: string[] } {
  const inside = node?.kind === 'object' ? child(node, 'overridable') : undefined;
  return inside ? { node: inside, path: [key, 'overridable'] } : { node, path: [key] };
}

function malformed(problems: readonly NativeProblem[]): CopilotList {
  return { native: 'copilot', allows: true, doubtful: false, entries: [], switches: [], problems };
}
