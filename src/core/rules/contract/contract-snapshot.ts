import { child, stringOf, type ConfigNode } from '../../config/node.ts';
import { inContract } from '../../manifest/contract.ts';
import { contractIn, listed, stateOf } from '../../manifest/contract-parts.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { joined, say } from '../../text/message.ts';
import type { Report, Rule } from '../rule.ts';

export const contractSnapshot: Rule = {
  id: 'contract-snapshot',
  title: 'Contract that says other than the snapshot of its server',
  category: 'contract',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.6.0',
  fix: 'none',
  references: [
    { title: 'MCP specification: tools, security considerations', url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#security-considerations' },
    { title: 'OWASP MCP Top 10, MCP03: Tool Poisoning', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check({ tree, format, around }) {
    const contract = contractIn(tree, format);
    const beside = around?.snapshot;
    if (!contract || !beside) return [];
    const pin = child(contract, 'toolSnapshot');
    const digest = child(pin, 'digest');
    const at = digest ? { at: inContract('toolSnapshot', 'digest') } : pin ? { at: inContract('toolSnapshot'), part: 'key' as const } : { at: inContract(), part: 'key' as const };
    const { file, content } = beside;
    if ('refused' in content) return [{ ...at, message: joined(say('The snapshot beside this manifest, `{file}`, cannot be relied on.', { file }), content.refused) }];
    return [...ofDigest(digest, at, file, content), ...(content.partial.some(({ list }) => list === 'tools') ? [] : ofTools(child(contract, 'tools'), file, content))];
  },
};

function ofDigest(digest: ConfigNode | undefined, at: Pick<Report, 'at' | 'part'>, file: string, snapshot: Snapshot): Report[] {
  if (stateOf(digest) !== 'filled') return [];
  if (stringOf(digest) !== snapshot.digest) return [{ ...at, message: say('The contract pins another digest than the snapshot beside it, `{file}`, has. Whoever reviews the one does not review the other. Look at what changed in the snapshot; where that is right, put its digest here.', { file }) }];
  return snapshot.partial.length === 0 ? [] : [{ ...at, message: say('The contract pins a digest of less than the server says: `{file}` could not be made whole. What is missing may be anything. Take the snapshot again.', { file }) }];
}

function ofTools(tools: ConfigNode | undefined, file: string, snapshot: Snapshot): Report[] {
  // One that is still to be filled in is told as that.
  if (tools?.kind !== 'array' || tools.items.some((tool) => stateOf(child(tool, 'name')) === 'open')) return [];
  const offered = new Set(snapshot.tools.map(({ name }) => name));
  const names = tools.items.map((tool) => stringOf(child(tool, 'name')));
  const missing = [...offered].filter((name) => name !== '' && !names.includes(name));
  const gone = names.flatMap((name, i): Report[] =>
    name === undefined || offered.has(name) ? [] : [{ at: [...inContract('tools'), i, 'name'], message: say('The server does not offer this tool, as its snapshot in `{file}` has it. Take it out, or correct its name.', { file }) }],
  );
  if (missing.length === 0) return gone;
  return [{ at: inContract('tools'), part: 'key', message: say('The server also offers {names}, as its snapshot in `{file}` has it, and the contract does not say what that does. List each under `tools`, with its `effect`.', { names: named(missing), file }) }, ...gone];
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `\`${name}\``);
  return names.length > 3 ? `${shown.join(', ')} and ${names.length - 3} more` : listed(shown);
}
