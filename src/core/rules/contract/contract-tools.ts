import { child, stringOf, type ConfigNode } from '../../config/node.ts';
import type { Fix } from '../../finding/finding.ts';
import { inContract } from '../../manifest/contract.ts';
import { contractIn, placeIn, stateOf } from '../../manifest/contract-parts.ts';
import { say } from '../../text/message.ts';
import type { Report, Rule } from '../rule.ts';

export const contractTools: Rule = {
  id: 'contract-tools',
  title: 'Contract with a tool whose effect or consent is not settled',
  category: 'contract',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'safe',
  references: [
    { title: 'MCP specification: tools, user interaction', url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools' },
    { title: 'OWASP MCP Top 10, MCP02: Privilege Escalation via Scope Creep', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check({ tree, format }) {
    const contract = contractIn(tree, format);
    if (!contract) return [];
    const tools = child(contract, 'tools');
    if (stateOf(tools) === 'missing') {
      return [{ ...placeIn(contract, 'tools'), message: say('The contract lists no tools, so that nobody can tell what an agent may do with this server, nor that a tool came to it later. List each under `tools`, with its `effect`: `read`, `write` or `destructive`.') }];
    }
    return tools?.kind === 'array' ? tools.items.flatMap((tool, i) => ofTool(tool, i)) : [];
  },
};

const effects: ReadonlySet<string> = new Set(['read', 'write', 'destructive']);

function ofTool(tool: ConfigNode, i: number): Report[] {
  if (tool.kind !== 'object') return [];
  const at = [...inContract('tools'), i];
  const name = stringOf(child(tool, 'name'));
  const place = name === undefined ? { at } : { at: [...at, 'name'] };
  const effect = child(tool, 'effect');
  if (stateOf(effect) === 'missing') return [{ ...place, message: say('Nothing says what this tool does to the world. Add its `effect`: `read`, `write` or `destructive`. A tool that changes anything must ask at every call.') }];
  const text = stringOf(effect);
  if (stateOf(effect) === 'open') return [];
  if (text === undefined || !effects.has(text)) return [{ at: [...at, 'effect'], message: say('An effect is `read`, `write` or `destructive`. Choose the strongest that the tool can have.') }];
  const consent = child(tool, 'consent');
  if (text === 'read' || stateOf(consent) === 'open' || stringOf(consent) === 'every-call') return [];
  // The change only asks the user more often.
  const fixes = (): Fix[] => [
    {
      id: 'every-call',
      title: say('Ask the user at every call'),
      safety: 'safe',
      changes: [tool.entries.some(({ key }) => key === 'consent') ? { op: 'replace', at: [...at, 'consent'], value: 'every-call' } : { op: 'insert', at, key: 'consent', value: 'every-call' }],
    },
  ];
  return [
    {
      ...(consent ? { at: [...at, 'consent'] } : place),
      message:
        text === 'write'
          ? say('This tool changes something, and the user is not asked at every call: an agent that was talked into it would do it unseen. Set `consent` to `every-call`.')
          : say('This tool destroys something, and the user is not asked at every call: an agent that was talked into it would do it unseen. Set `consent` to `every-call`.'),
      ...((consent || !tool.entries.some(({ key }) => key === 'consent')) && { fixes }),
    },
  ];
}
